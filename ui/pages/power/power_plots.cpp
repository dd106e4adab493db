// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/power/power_plots.h"

#include "ui/pages/power/power_curves.h"
#include "ui/plots/curve_plot.h"
#include "ui/style/metrics.h"

#include <algorithm>
#include <QScopedValueRollback>
#include <QSplitter>
#include <QVBoxLayout>

namespace rxwatt::pages
{

namespace
{

const QString powerKey = QStringLiteral("power");
const QString energyKey = QStringLiteral("energy");

plots::CurvePlot* makePlot(const QString& name, const QString& empty, QWidget* parent)
{
    auto* plot = new plots::CurvePlot(parent);
    plot->setAccessibleName(name);
    plot->setLink(QStringLiteral("power"));
    plot->setEmptyText(empty);
    plot->setMinimumHeight(14 * style::grid);
    return plot;
}

} // namespace

PowerPlots::PowerPlots(QWidget* parent)
    : QWidget(parent),
      m_power(makePlot(tr("Power against time"), tr("No power yet"), this)),
      m_energy(makePlot(tr("Energy against time"), tr("No energy yet"), this)),
      m_splitter(new QSplitter(Qt::Vertical, this))
{
    m_power->setIntervals(plots::CurvePlot::Intervals::band);
    // Below: both plots are as wide.
    m_power->setLegendPlace(plots::PlotWidget::LegendPlace::below);
    m_energy->setLegendPlace(plots::PlotWidget::LegendPlace::hidden);
    m_splitter->addWidget(m_power);
    m_splitter->addWidget(m_energy);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({45 * style::grid, 18 * style::grid});
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_splitter);
    // Linked: what moves one moves the other, and each says so.
    connect(m_power, &plots::CurvePlot::xRangeMoved, this, [this] {
        if (!m_following) {
            Q_EMIT moved();
        }
    });
}

void PowerPlots::show(const std::vector<bridge::RunPower>& runs, const Look& look)
{
    const QScopedValueRollback following(m_following, true);
    m_endS = 0;
    for (const bridge::RunPower& run : runs) {
        m_endS = std::max(m_endS, run.durationS);
    }
    m_power->setPlot(powerPlot(runs, look.lines));
    m_energy->setPlot(energyPlot(runs));
    const std::vector<plots::Band> bands = bandsOf(runs, look.phases);
    m_power->setBands(bands);
    m_energy->setBands(bandsOf(runs, false));
    follow(m_endS, look.newestS);
}

void PowerPlots::follow(double endS, double newestS)
{
    if (newestS == 0) {
        m_power->fit();
        m_energy->fit();
    } else if (newestS > 0) {
        m_power->showX(endS - newestS, endS);
        m_energy->showX(endS - newestS, endS);
    }
}

bridge::PowerWindow PowerPlots::window(bool eachZone) const
{
    const auto [lower, upper] = m_power->xRange();
    const double width = upper - lower;
    bridge::PowerWindow window;
    window.eachZone = eachZone;
    window.beginS = std::max(0.0, lower - width);
    window.endS = upper + width;
    // Three times what is in view, a span each other pixel.
    constexpr std::size_t fewest = 600;
    window.spans = std::max(fewest, static_cast<std::size_t>(m_power->width()) * 3 / 2);
    return window;
}

QList<plots::PlotWidget*> PowerPlots::plots() const
{
    return {m_power, m_energy};
}

QJsonObject PowerPlots::view() const
{
    return {{powerKey, m_power->view()},
            {energyKey, m_energy->view()},
            {QStringLiteral("splitter"), QString::fromLatin1(m_splitter->saveState().toBase64())}};
}

void PowerPlots::setView(const QJsonObject& view)
{
    const QScopedValueRollback following(m_following, true);
    m_power->setView(view.value(powerKey).toObject());
    m_energy->setView(view.value(energyKey).toObject());
    m_splitter->restoreState(QByteArray::fromBase64(view.value(QStringLiteral("splitter")).toString().toLatin1()));
}

} // namespace rxwatt::pages
