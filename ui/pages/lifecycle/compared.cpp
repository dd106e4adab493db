// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/lifecycle/compared.h"

#include "core/figure/energy_figures.h"
#include "core/project/run_energy.h"

#include <fmt/format.h>

#include <algorithm>

namespace rxwatt::pages
{

namespace
{

constexpr double joulesPerKwh = 3.6e6;

EnergyOrWhy known(Result<energy::KnownEnergy> energy)
{
    return energy ? EnergyOrWhy{std::move(*energy), {}} : EnergyOrWhy{std::nullopt, energy.error().message};
}

std::optional<project::EstimateOn> estimateOn(const LifeCycleRuns& runs, const LifeCycleChoice& choice)
{
    const auto found = std::find_if(runs.processors.begin(), runs.processors.end(),
                                    [&](const energy::Processor& one) { return one.id == choice.processor; });
    return found == runs.processors.end() ? std::nullopt : std::optional(project::EstimateOn{*found, choice.precision});
}

std::string counted(int count, const char* what)
{
    return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

EnergyOrWhy ofStudy(const std::optional<StudyEnergy>& study)
{
    if (!study) {
        return {{}, "the run belongs to no study (a name like study/run): type the energy of its search"};
    }
    if (study->runs == 0) {
        return {{}, fmt::format("no other run of the study {} has an energy of its training", study->study)};
    }
    const char* how = run::isMeasured(study->quality) ? "measured" : "estimate";
    std::string method = fmt::format("{} of the study {}, {}", counted(study->runs, "other run"), study->study, how);
    if (study->unknown > 0) {
        method += fmt::format("; {} without energy left out", counted(study->unknown, "run"));
    }
    return {energy::KnownEnergy{study->joules, study->quality, std::move(method)}, {}};
}

EnergyOrWhy searchOf(const std::optional<StudyEnergy>& study, const LifeCycleChoice& choice)
{
    if (!choice.withSearch) {
        return {};
    }
    if (choice.searchKwh) {
        return {energy::KnownEnergy{*choice.searchKwh * joulesPerKwh, energy::Quality::catalogue, "as typed"}, {}};
    }
    return ofStudy(study);
}

/// Puts the parts into the deployment that was chosen.
void settle(Compared& one, const LifeCycleChoice& choice)
{
    one.isWithSearch = choice.withSearch;
    one.deployment.training = one.training.energy.value_or(energy::KnownEnergy());
    one.deployment.inference = one.inference.energy.value_or(energy::KnownEnergy());
    one.deployment.searchJ = one.search.energy ? one.search.energy->joules : 0;
    one.deployment.ratePerS = choice.ratePerS;
    one.deployment.hours = choice.hours;
    one.deployment.gramsCo2PerKwh = choice.gramsCo2PerKwh;
    one.deployment.pricePerKwh = choice.pricePerKwh;
    one.deployment.pue = choice.pue;
    if (const Status valid = one.deployment.validate(); !valid) {
        one.training = {{}, valid.error().message};
        one.inference = {{}, valid.error().message};
        return;
    }
    one.cycle = energy::lifeCycle(one.deployment);
}

Compared comparedRun(const LifeCycleRun& run, const std::optional<project::EstimateOn>& on,
                     const LifeCycleChoice& choice)
{
    Compared one;
    one.name = run.details.summary.name;
    one.training = known(project::trainingEnergyOf(run.details, on));
    one.inference = known(project::inferenceEnergyOf(run.details, on));
    one.search = searchOf(run.study, choice);
    settle(one, choice);
    return one;
}

Compared comparedReading(const energy::PaperReading& reading, const LifeCycleChoice& choice)
{
    Compared one;
    one.name = "Paper: " + reading.shortName;
    one.training = {reading.deployment.training, {}};
    one.inference = {reading.deployment.inference, {}};
    one.search = searchOf(std::nullopt, choice);
    if (choice.withSearch && !one.search.energy) {
        one.search.why = "the paper names no energy of its search";
    }
    settle(one, choice);
    return one;
}

/// Plots and tables know series by their names.
void tellApart(std::vector<Compared>& all, const LifeCycleRuns& runs)
{
    constexpr std::size_t letters = 4;
    std::vector<std::string> names;
    for (const Compared& one : all) {
        names.push_back(one.name);
    }
    for (std::size_t i = 0; i < runs.runs.size(); ++i) {
        if (std::count(names.begin(), names.end(), names[i]) > 1) {
            all[i].name += fmt::format(" ({})", runs.runs[i].details.summary.id.text.substr(0, letters));
        }
    }
}

/// For the legend: the table has the whole method.
std::string shortMethod(const energy::KnownEnergy& energy)
{
    if (run::isMeasured(energy.quality)) {
        return "measured";
    }
    return energy.method.starts_with("as printed") || energy.method.ends_with("as printed") ? "as printed" : "estimate";
}

} // namespace

std::vector<Compared> compare(const LifeCycleRuns& runs, const LifeCycleChoice& choice)
{
    std::vector<Compared> all;
    const auto on = estimateOn(runs, choice);
    for (const LifeCycleRun& run : runs.runs) {
        all.push_back(comparedRun(run, on, choice));
    }
    for (const std::size_t reading : choice.readings) {
        all.push_back(comparedReading(energy::paperReadings().at(reading), choice));
    }
    tellApart(all, runs);
    return all;
}

figure::Plot lifeCyclePlot(const std::vector<Compared>& all)
{
    std::vector<figure::NamedDeployment> deployments;
    for (const Compared& one : all) {
        if (one.isKnown()) {
            deployments.push_back({one.name, one.deployment});
            deployments.back().deployment.training.method = shortMethod(one.deployment.training);
        }
    }
    figure::Plot plot = figure::lifeCycleFigure(deployments);
    for (figure::Series& series : plot.series) {
        for (const figure::NamedDeployment& named : deployments) {
            if (series.name == named.name + ", inference") {
                // The table has break-even and method; with them the legend would be cut where it says "estimate".
                series.note = shortMethod(named.deployment.inference);
            }
        }
    }
    return plot;
}

} // namespace rxwatt::pages
