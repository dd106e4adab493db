// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/energy_text.h"

#include "core/base/si_text.h"

#include <cmath>
#include <QCoreApplication>

namespace rxwatt::models
{

namespace
{

struct EnergyWords {
    Q_DECLARE_TR_FUNCTIONS(EnergyText)
};

} // namespace

QString siText(double value, const QString& unit, const QLocale& locale)
{
    constexpr int digits = 3;
    const base::SiValue scaled = base::siValue(value);
    const QString sign = value < 0 ? QStringLiteral("\u2212") : QString();
    const QString prefix = QString::fromUtf8(scaled.prefix.data(), static_cast<qsizetype>(scaled.prefix.size()));
    return sign + locale.toString(std::abs(scaled.value), 'g', digits) + u' ' + prefix + unit;
}

QString energyText(double joules, const QLocale& locale)
{
    return siText(joules, QStringLiteral("J"), locale);
}

QString energyText(double joules, bool isMeasured, const QLocale& locale)
{
    const QString text = energyText(joules, locale);
    return isMeasured ? text : EnergyWords::tr("%1 (estimate)").arg(text);
}

QString qualityText(run::Quality quality)
{
    switch (quality) {
    case run::Quality::counter:
        return EnergyWords::tr("Counter");
    case run::Quality::integrated:
        return EnergyWords::tr("Integrated");
    case run::Quality::estimated:
        return EnergyWords::tr("Estimate");
    case run::Quality::catalogue:
        break;
    }
    return EnergyWords::tr("Estimate, nothing ran");
}

QString qualityHelp(run::Quality quality)
{
    switch (quality) {
    case run::Quality::counter:
        return EnergyWords::tr("Measured: the difference of an energy counter.");
    case run::Quality::integrated:
        return EnergyWords::tr("Measured: power that was sampled, added up over time.");
    case run::Quality::estimated:
        return EnergyWords::tr("An estimate from load and rated power; nothing was measured.");
    case run::Quality::catalogue:
        break;
    }
    return EnergyWords::tr("An estimate from the catalogue of processors; nothing ran.");
}

} // namespace rxwatt::models
