// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/make_plot.h"

#include "ui/plots/bar_plot.h"
#include "ui/plots/curve_plot.h"
#include "ui/plots/heat_map_plot.h"
#include "ui/plots/parallel_plot.h"
#include "ui/plots/scatter_plot.h"

namespace rxwatt::plots
{

namespace
{

std::unique_ptr<PlotWidget> plotOf(const figure::Plot& plot)
{
    auto widget = std::make_unique<CurvePlot>();
    widget->setPlot(plot);
    return widget;
}

std::unique_ptr<PlotWidget> plotOf(const figure::Table& /*table*/)
{
    return nullptr;
}

std::unique_ptr<PlotWidget> plotOf(const figure::BarChart& chart)
{
    auto widget = std::make_unique<BarPlot>();
    widget->setChart(chart);
    return widget;
}

std::unique_ptr<PlotWidget> plotOf(const figure::HeatMap& map)
{
    auto widget = std::make_unique<HeatMapPlot>();
    widget->setMap(map);
    return widget;
}

std::unique_ptr<PlotWidget> plotOf(const figure::ScatterPlot& plot)
{
    auto widget = std::make_unique<ScatterPlot>();
    widget->setPlot(plot);
    return widget;
}

std::unique_ptr<PlotWidget> plotOf(const figure::ParallelCoordinates& coordinates)
{
    auto widget = std::make_unique<ParallelPlot>();
    widget->setCoordinates(coordinates);
    return widget;
}

} // namespace

std::unique_ptr<PlotWidget> makePlot(const figure::Figure& figure)
{
    return std::visit([](const auto& content) { return plotOf(content); }, figure);
}

} // namespace rxwatt::plots
