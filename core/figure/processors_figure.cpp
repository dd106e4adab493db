// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/processors_figure.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace rxwatt::figure
{

namespace
{

using energy::EnergyEstimate;

template <typename Value>
BarSeries estimateSeries(const std::string& name, const std::vector<ProcessorBar>& bars, std::size_t categories,
                         const Value& value)
{
    BarSeries series{name, std::vector<double>(categories, noValue), {}, {}};
    for (std::size_t i = 0; i < bars.size(); ++i) {
        series.values[i] = value(bars[i]);
    }
    return series;
}

void addEstimates(BarChart& chart, const std::vector<ProcessorBar>& bars, const ProcessorsSettings& settings)
{
    const std::size_t count = chart.categories.size();
    if (settings.view != EnergyView::parts || settings.scale == Scale::logarithmic) {
        chart.series.push_back(
            estimateSeries(titleOf(settings.view), bars, count, [](const ProcessorBar& bar) { return bar.joules; }));
        return;
    }

    struct Part {
        const char* name;
        std::optional<double> EnergyEstimate::*member;
    };

    chart.layout = BarLayout::stacked;
    for (const Part part :
         {Part{"Compute (estimate)", &EnergyEstimate::compute}, Part{"Memory (estimate)", &EnergyEstimate::memory},
          Part{"Static (estimate)", &EnergyEstimate::staticJ}}) {
        chart.series.push_back(estimateSeries(part.name, bars, count, [part](const ProcessorBar& bar) {
            return (bar.energy.*part.member).value_or(noValue);
        }));
    }
}

/// In the last category.
BarSeries ownSeries(const run::InferenceEnergy& inference, std::size_t categories)
{
    const std::vector<double> nowhere(categories, noValue);
    BarSeries series{titleOf(inference), nowhere, nowhere, nowhere};
    series.values.back() = inference.joules;
    series.low.back() = inference.lowJ.value_or(noValue);
    series.high.back() = inference.highJ.value_or(noValue);
    return series;
}

} // namespace

std::vector<ProcessorBar> processorBars(const model::ModelLayers& layers, std::span<const energy::Processor> processors,
                                        const ProcessorsSettings& settings)
{
    std::vector<ProcessorBar> bars;
    for (std::size_t i = 0; i < processors.size(); ++i) {
        const EnergyEstimate energy = energy::modelEnergy(layers, processors[i], settings.options).whole;
        if (const auto joules = joulesOf(energy, settings.view)) {
            bars.push_back({i, energy, *joules});
        }
    }
    std::stable_sort(bars.begin(), bars.end(),
                     [](const ProcessorBar& a, const ProcessorBar& b) { return a.joules > b.joules; });
    return bars;
}

BarChart processorsFigure(const RunModel& model, std::span<const energy::Processor> processors,
                          const ProcessorsSettings& settings)
{
    const std::vector<ProcessorBar> bars = processorBars(model.layers, processors, settings);
    const bool hasOwn = model.inference && settings.withMeasured;
    BarChart chart;
    chart.name = "processors";
    chart.title = fmt::format("Energy of one inference of {} over processors, {} (* has unverified numbers)",
                              model.name, nameOf(settings.options.precision));
    chart.category = {"processor", "Processor", "", Scale::linear};
    chart.value = {"energy_j", "Energy of one inference", "J", settings.scale};
    chart.direction = BarDirection::horizontal;
    for (const ProcessorBar& bar : bars) {
        const energy::Processor& processor = processors[bar.processor];
        chart.categories.push_back(processor.name + (processor.unverified.empty() ? "" : " *"));
    }
    if (hasOwn) {
        chart.categories.emplace_back("The machine of the run");
    }
    if (!bars.empty()) {
        addEstimates(chart, bars, settings);
    }
    if (hasOwn) {
        chart.series.push_back(ownSeries(*model.inference, chart.categories.size()));
    }
    return chart;
}

} // namespace rxwatt::figure
