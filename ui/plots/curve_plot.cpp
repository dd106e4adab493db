// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/curve_plot.h"

#include "ui/plots/qcustomplot_header.h"

namespace rxwatt::plots
{

struct CurvePlot::Parts {
    figure::Plot plot;
    std::optional<double> level;
};

CurvePlot::CurvePlot(QWidget* parent) : PlotWidget(parent), m_parts(std::make_unique<Parts>()) {}

CurvePlot::~CurvePlot() = default;

void CurvePlot::setPlot(figure::Plot plot)
{
    m_parts->plot = std::move(plot);
}

figure::Figure CurvePlot::figure() const
{
    return m_parts->plot;
}

void CurvePlot::extend(const std::string& /*series*/, std::span<const figure::Point> /*points*/) {}

void CurvePlot::setIntervals(Intervals /*intervals*/) {}

void CurvePlot::setSmoothing(double /*weight*/) {}

void CurvePlot::setLevel(std::optional<double> y, const QString& /*label*/)
{
    m_parts->level = y;
}

std::optional<double> CurvePlot::level() const
{
    return m_parts->level;
}

void CurvePlot::setLink(const QString& /*link*/) {}

void CurvePlot::setHighlighted(const std::string& /*series*/) {}

} // namespace rxwatt::plots
