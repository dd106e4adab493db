// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/energy_figures.h"

#include "core/base/json.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <set>

namespace rxwatt::figure
{

namespace
{

using energy::EnergyEstimate;

constexpr std::array<std::string_view, 5> viewNames = {"metric0", "metric1", "metric2", "parts", "measured"};

double valueOf(const EnergyEstimate& energy, EnergyView view)
{
    return joulesOf(energy, view).value_or(noValue);
}

/// A bar's place, and what stands there.
struct Bar {
    std::string name;
    EnergyEstimate energy;
};

std::vector<Bar> barsOf(const energy::ModelEnergy& energy, const LayerEnergySettings& settings)
{
    std::vector<Bar> bars;
    if (settings.grain == EnergyGrain::block) {
        for (const energy::BlockEnergy& block : energy.blocks) {
            bars.push_back({block.name, block.energy});
        }
        return bars;
    }
    for (const energy::LayerEnergy& layer : energy.layers) {
        const double value = valueOf(layer.energy, settings.view);
        const bool isMeasured = settings.withMeasured && layer.energy.measured.value_or(0) > 0;
        if (value != 0 || isMeasured) {
            bars.push_back({layer.layer.name, layer.energy});
        }
    }
    return bars;
}

/// The categories of all models, in the order in which they come.
std::vector<std::string> categoriesOf(const std::vector<std::vector<Bar>>& models)
{
    std::vector<std::string> categories;
    for (const auto& bars : models) {
        auto place = categories.begin();
        for (const Bar& bar : bars) {
            const auto found = std::find(categories.begin(), categories.end(), bar.name);
            place = (found != categories.end() ? found : categories.insert(place, bar.name)) + 1;
        }
    }
    return categories;
}

template <typename Value>
BarSeries seriesOf(const std::string& name, const std::vector<Bar>& bars, const std::vector<std::string>& categories,
                   const Value& value)
{
    BarSeries series{name, std::vector<double>(categories.size(), noValue), {}, {}};
    for (const Bar& bar : bars) {
        const auto place = std::find(categories.begin(), categories.end(), bar.name) - categories.begin();
        series.values[static_cast<std::size_t>(place)] = value(bar.energy);
    }
    return series;
}

std::string namePrefix(std::span<const RunModel> models, std::size_t i)
{
    return models.size() > 1 ? models[i].name + ", " : std::string();
}

/// The parts of a model as a stack of its own; those of the second take the colours of the first.
void addParts(BarChart& chart, const std::vector<Bar>& bars, std::span<const RunModel> models, std::size_t i)
{
    struct Part {
        const char* name;
        std::optional<double> EnergyEstimate::*member;
    };

    chart.layout = BarLayout::stacked;
    const std::string prefix = namePrefix(models, i);
    for (const Part part :
         {Part{"Compute (estimate)", &EnergyEstimate::compute}, Part{"Memory (estimate)", &EnergyEstimate::memory},
          Part{"Static (estimate)", &EnergyEstimate::staticJ}}) {
        BarSeries series =
            seriesOf(prefix + part.name, bars, chart.categories, [member = part.member](const EnergyEstimate& energy) {
                return (energy.*member).value_or(noValue);
            });
        series.stack = prefix;
        series.partnerOf = i > 0 ? namePrefix(models, 0) + part.name : "";
        chart.series.push_back(std::move(series));
    }
}

bool hasValues(const BarSeries& series)
{
    return std::any_of(series.values.begin(), series.values.end(), [](double value) { return std::isfinite(value); });
}

Axis energyAxis(std::string label, Scale scale)
{
    return {"energy_j", std::move(label), "J", scale};
}

constexpr double secondsPerHour = 3600;

/// What shows the deployments and break-evens of all.
energy::LifeCycleSpan spanOf(std::span<const NamedDeployment> deployments)
{
    energy::LifeCycleSpan all;
    for (const NamedDeployment& named : deployments) {
        const energy::LifeCycleSpan one = energy::lifeCycleSpan(named.deployment);
        all.beginHours = all.beginHours > 0 ? std::min(all.beginHours, one.beginHours) : one.beginHours;
        all.endHours = std::max(all.endHours, one.endHours);
    }
    return all;
}

/// "13.9 min", "72.3 days".
std::string longTimeText(double seconds)
{
    struct Unit {
        double seconds;
        const char* name;
    };

    constexpr double most = 120;
    constexpr std::array<Unit, 4> units = {{{1, "s"}, {60, "min"}, {3600, "h"}, {86400, "days"}}};
    for (const Unit& unit : units) {
        if (seconds < most * unit.seconds) {
            return fmt::format("{:.3g} {}", seconds / unit.seconds, unit.name);
        }
    }
    constexpr double year = 365.25 * 86400;
    return seconds < 3 * year ? fmt::format("{:.0f} days", seconds / 86400)
                              : fmt::format("{:.3g} years", seconds / year);
}

/// A straight line on these axes: its points are where one looks, the ends, the break-even and the time in use.
Series inferenceSeries(const NamedDeployment& named, const energy::LifeCycleSpan& span)
{
    Series series{named.name + ", inference", SeriesKind::markers, {}, SeriesRole::model};
    series.note = named.deployment.inference.method;
    const energy::LifeCycle cycle = energy::lifeCycle(named.deployment);
    std::set<double> moments = {span.beginHours, span.endHours};
    if (named.deployment.hours > span.beginHours) {
        moments.insert(named.deployment.hours);
    }
    if (cycle.breakEvenS && *cycle.breakEvenS > 0) {
        moments.insert(*cycle.breakEvenS / secondsPerHour);
        series.note += ", break-even after " + longTimeText(*cycle.breakEvenS);
    }
    const double joulesPerHour =
        named.deployment.inference.joules * named.deployment.pue * named.deployment.ratePerS * secondsPerHour;
    for (const double hours : moments) {
        if (joulesPerHour > 0) {
            series.points.push_back({hours, joulesPerHour * hours, {}, {}, false});
        }
    }
    return series;
}

Series trainingSeries(const NamedDeployment& named, const energy::LifeCycleSpan& span)
{
    const char* what = named.deployment.searchJ > 0 ? ", training and search" : ", training";
    Series series{named.name + what, SeriesKind::line, {}, SeriesRole::reference};
    series.note = named.deployment.training.method;
    const double joules = energy::lifeCycle(named.deployment).trainingJ;
    if (joules > 0) {
        series.points = {{span.beginHours, joules, {}, {}, false}, {span.endHours, joules, {}, {}, false}};
    }
    return series;
}

} // namespace

std::optional<double> joulesOf(const EnergyEstimate& energy, EnergyView view)
{
    switch (view) {
    case EnergyView::metric0:
        return energy.metric0;
    case EnergyView::metric1:
        return energy.metric1;
    case EnergyView::metric2:
        return energy.metric2;
    case EnergyView::parts:
        return energy.bottomUp();
    case EnergyView::measured:
        return energy.measured;
    }
    return std::nullopt;
}

std::string_view nameOf(EnergyView view)
{
    return viewNames.at(static_cast<std::size_t>(view));
}

Result<EnergyView> energyViewFromName(std::string_view name)
{
    const auto found = std::find(viewNames.begin(), viewNames.end(), name);
    if (found == viewNames.end()) {
        return fail(
            ErrorKind::badInput,
            fmt::format("found {}, metric0, metric1, metric2, parts or measured is allowed", base::inQuotes(name)));
    }
    return static_cast<EnergyView>(found - viewNames.begin());
}

std::string titleOf(EnergyView view)
{
    switch (view) {
    case EnergyView::metric0:
        return "Metric (0) (estimate)";
    case EnergyView::metric1:
        return "Metric (1) (estimate)";
    case EnergyView::metric2:
        return "Metric (2) (estimate, fitted)";
    case EnergyView::parts:
        return "Compute, memory and static (estimate)";
    case EnergyView::measured:
        return "Measured";
    }
    return {};
}

std::string titleOf(const std::optional<run::InferenceEnergy>& inference)
{
    if (!inference) {
        return titleOf(EnergyView::measured);
    }
    return run::isMeasured(inference->quality) ? fmt::format("Measured ({})", run::nameOf(inference->quality))
                                               : "By the load of the machine (estimate)";
}

BarChart layerEnergyFigure(std::span<const RunModel> models, const energy::Processor& processor,
                           const LayerEnergySettings& settings)
{
    BarChart chart;
    chart.name = "layer-energy";
    chart.title =
        fmt::format("Energy of one inference by {} on {}, {}", settings.grain == EnergyGrain::block ? "block" : "layer",
                    processor.name, nameOf(settings.options.precision));
    chart.category = {"part", settings.grain == EnergyGrain::block ? "Block" : "Layer", "", Scale::linear};
    chart.value = energyAxis("Energy of one inference", Scale::linear);
    std::vector<std::vector<Bar>> bars;
    for (const RunModel& model : models) {
        bars.push_back(
            barsOf(energy::modelEnergy(model.layers, processor, settings.options, model.measured), settings));
    }
    chart.categories = categoriesOf(bars);
    const bool isStacked = settings.view == EnergyView::parts && models.size() <= mostStackedModels;
    for (std::size_t i = 0; i < bars.size(); ++i) {
        const std::string prefix = namePrefix(models, i);
        const auto add = [&](EnergyView view) {
            const std::string title = view == EnergyView::measured ? titleOf(models[i].inference) : titleOf(view);
            BarSeries series = seriesOf(prefix + title, bars[i], chart.categories,
                                        [view](const EnergyEstimate& energy) { return valueOf(energy, view); });
            series.stack = series.name;
            if (isStacked && i > 0) {
                series.partnerOf = namePrefix(models, 0) + titleOf(models[0].inference);
            }
            chart.series.push_back(std::move(series));
        };
        isStacked ? addParts(chart, bars[i], models, i) : add(settings.view);
        if (settings.withMeasured && settings.view != EnergyView::measured) {
            add(EnergyView::measured);
        }
    }
    std::erase_if(chart.series, [](const BarSeries& series) { return !hasValues(series); });
    return chart;
}

Plot lifeCycleFigure(std::span<const NamedDeployment> deployments)
{
    Plot plot;
    plot.name = "lifecycle";
    plot.title = "Energy over a deployment: training against cumulated inference";
    plot.x = {"hours", "Time in use", "h", Scale::logarithmic};
    plot.y = energyAxis("Energy", Scale::logarithmic);
    const energy::LifeCycleSpan span = spanOf(deployments);
    // Inferences first: they have the first colours, trainings are grey.
    for (const NamedDeployment& named : deployments) {
        plot.series.push_back(inferenceSeries(named, span));
    }
    for (const NamedDeployment& named : deployments) {
        plot.series.push_back(trainingSeries(named, span));
    }
    std::erase_if(plot.series, [](const Series& series) { return series.points.empty(); });
    return plot;
}

} // namespace rxwatt::figure
