// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/energy_words.h"

#include <QCoreApplication>

namespace rxwatt::pages
{

namespace
{

struct LackWords {
    Q_DECLARE_TR_FUNCTIONS(Energy)
};

} // namespace

QString textOf(std::string_view name)
{
    return QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
}

QStringList metricLacks(const energy::Processor& processor, figure::EnergyView metric, energy::Precision precision)
{
    QStringList lacks;
    if (!processor.tdpW) {
        lacks << LackWords::tr("TDP");
    }
    if (!processor.peakOf(precision)) {
        lacks << LackWords::tr("%1 peak").arg(textOf(nameOf(precision)));
    }
    if (metric == figure::EnergyView::metric1 && !processor.cores) {
        lacks << LackWords::tr("number of cores");
    }
    if (metric == figure::EnergyView::metric1 && !processor.baseClockHz) {
        lacks << LackWords::tr("base clock");
    }
    return lacks;
}

} // namespace rxwatt::pages
