// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/run_energy.h"

#include "core/figure/processors_figure.h"
#include "core/run/config_json.h"

#include <fmt/format.h>

#include <algorithm>

namespace rxwatt::project
{

namespace
{

using energy::KnownEnergy;
using run::RunKind;

constexpr double operationsPerMac = 2;

std::string methodOf(run::Quality quality)
{
    return run::isMeasured(quality) ? fmt::format("measured ({})", run::nameOf(quality))
                                    : "estimate by the load of the machine";
}

/// `wasMeasured`: what was measured is not above 0, so that nothing can be computed from it.
KnownEnergy byMetric0(double joules, const EstimateOn& on, bool wasMeasured)
{
    return {joules, run::Quality::catalogue,
            fmt::format("estimate by metric (0) on {}, {}{}", on.processor.name, nameOf(on.precision),
                        wasMeasured ? "; the measured one is below the noise floor" : "")};
}

/// Of the training alone: another phase may have been an estimate.
run::Quality qualityOfTraining(const store::RunDetails& run)
{
    const run::PhaseEnergy* training = run.energy ? run.energy->find(run::Phase::training) : nullptr;
    return training != nullptr ? training->quality : run.summary.energyQuality.value_or(run::Quality::estimated);
}

Result<double> joulesOf(const EstimateOn& on, double operations)
{
    const auto joules = energy::metric0(on.processor, on.precision, operations);
    if (!joules) {
        return fail(ErrorKind::badInput,
                    fmt::format("{} has no TDP or no {} peak in the catalogue; choose another processor or precision",
                                on.processor.id, nameOf(on.precision)));
    }
    return joules->value;
}

/// `measured` is a value at or below 0: it is known that nobody knows.
Error nothingKnown(const store::RunDetails& run, std::string_view what, const std::optional<double>& measured)
{
    const std::string found = measured
                                  ? fmt::format("the {} of run {} is below the noise floor", what, run.summary.name)
                                  : fmt::format("run {} has measured no energy of its {}", run.summary.name, what);
    // Without a model of its own there is nothing to estimate.
    return {ErrorKind::failed, runModelOf(run) ? found + "; choose a processor to estimate it on" : found};
}

struct FigureRuns {
    std::vector<store::RunDetails> details;
    std::vector<figure::RunModel> models;
};

Result<FigureRuns> runsWithModels(const OpenProject& project, std::span<const RunId> runs)
{
    std::vector<RunId> ids(runs.begin(), runs.end());
    if (ids.empty()) {
        store::RunQuery query;
        query.sort = store::RunSort::queue;
        query.limit = mostEnergyRuns + 1;
        RXWATT_ASSIGN(ids, project.reader.ids(query));
    }
    if (ids.size() > mostEnergyRuns) {
        return fail(ErrorKind::badInput,
                    fmt::format("figures of energy compare at most {} runs; choose them with --runs", mostEnergyRuns));
    }
    FigureRuns found;
    for (const RunId& id : ids) {
        RXWATT_ASSIGN(store::RunDetails details, project.reader.read(id));
        if (auto model = runModelOf(project, details)) {
            found.models.push_back(std::move(*model));
            found.details.push_back(std::move(details));
        }
    }
    return found;
}

Result<figure::Figure> drawLifeCycles(const FigureRuns& runs, const energy::Processor& processor,
                                      const EnergyFigureSettings& settings)
{
    std::vector<figure::NamedDeployment> deployments;
    for (const store::RunDetails& run : runs.details) {
        if (!runModelOf(run)) {
            continue; // it measured another run's weights: that one's life is asked for
        }
        const EstimateOn on{processor, settings.precision.value_or(energy::Precision::fp32)};
        RXWATT_ASSIGN(energy::Deployment deployment, deploymentOf(run, on));
        deployments.push_back({run.summary.name, std::move(deployment)});
    }
    return figure::Figure(figure::lifeCycleFigure(deployments));
}

/// As the paper draws it: by layer and metric (0) on the Coral, which counts in int8.
figure::BarChart drawPapersLayers(std::span<const figure::RunModel> models, const energy::Processor& processor,
                                  const EnergyFigureSettings& settings)
{
    figure::LayerEnergySettings layers;
    layers.grain = figure::EnergyGrain::layer;
    layers.view = settings.view.value_or(figure::EnergyView::metric0);
    layers.options.precision = settings.precision.value_or(energy::Precision::int8);
    figure::BarChart chart = figure::layerEnergyFigure(models, processor, layers);
    chart.name = "fig2";
    return chart;
}

figure::BarChart drawBlocks(std::span<const figure::RunModel> models, const energy::Processor& processor,
                            const EnergyFigureSettings& settings)
{
    figure::LayerEnergySettings layers;
    layers.view = settings.view.value_or(figure::EnergyView::parts);
    layers.options.precision = settings.precision.value_or(energy::Precision::fp32);
    return figure::layerEnergyFigure(models, processor, layers);
}

figure::BarChart drawProcessors(const figure::RunModel& model, const energy::Catalogue& catalogue,
                                std::string_view name, const EnergyFigureSettings& settings)
{
    std::vector<energy::Processor> processors;
    for (const energy::Processor& processor : catalogue.processors()) {
        if (name != "fig1" || processor.segment == "paper") {
            processors.push_back(processor);
        }
    }
    figure::ProcessorsSettings drawn;
    drawn.view = settings.view.value_or(figure::EnergyView::metric0);
    // The Coral of the paper's figure has no other unit.
    drawn.options.precision =
        settings.precision.value_or(name == "fig1" ? energy::Precision::int8 : energy::Precision::fp32);
    figure::BarChart chart = figure::processorsFigure(model, processors, drawn);
    chart.name = name;
    return chart;
}

} // namespace

std::optional<figure::RunModel> runModelOf(const store::RunDetails& run)
{
    const bool isOwn =
        run.spec.kind == RunKind::train || (run.spec.kind == RunKind::measure && run.spec.weights.empty());
    if (!isOwn) {
        return std::nullopt;
    }
    figure::RunModel made;
    made.name = run.summary.name;
    made.layers = model::layersOf(run.spec.model, run::modelShape(run.spec.link));
    if (run.energy) {
        made.measured = run.energy->layers;
        made.inference = run.energy->inference;
    }
    return made;
}

std::optional<figure::RunModel> runModelOf(const OpenProject& project, const store::RunDetails& run)
{
    if (auto own = runModelOf(run)) {
        return own;
    }
    if (run.spec.kind != RunKind::measure || run.spec.weights.size() != 1 || !run.energy) {
        return std::nullopt;
    }
    const Result<store::RunDetails> source = project.reader.read(RunId{run.spec.weights.front().asRun().run});
    if (!source || !source->spec.hasOwnModel()) {
        return std::nullopt;
    }
    return figure::RunModel{run.summary.name, model::layersOf(source->spec.model, run::modelShape(source->spec.link)),
                            run.energy->layers, run.energy->inference};
}

Result<KnownEnergy> trainingEnergyOf(const store::RunDetails& run, const std::optional<EstimateOn>& on)
{
    if (run.summary.trainingEnergyJ && *run.summary.trainingEnergyJ > 0) {
        const auto quality = qualityOfTraining(run);
        return KnownEnergy{*run.summary.trainingEnergyJ, quality, methodOf(quality)};
    }
    const auto model = runModelOf(run);
    if (run.spec.kind != RunKind::train || !model) {
        return KnownEnergy{0, run::Quality::catalogue, "nothing was trained"};
    }
    if (!on) {
        return tl::unexpected<Error>(nothingKnown(run, "training", run.summary.trainingEnergyJ));
    }
    const double slots = static_cast<double>(run.spec.training.steps) * run.spec.training.batchSlots;
    RXWATT_ASSIGN(const double joules, joulesOf(*on, slots * energy::trainingOperations(model->layers)));
    return byMetric0(joules, *on, run.summary.trainingEnergyJ.has_value());
}

Result<KnownEnergy> inferenceEnergyOf(const store::RunDetails& run, const std::optional<EstimateOn>& on)
{
    if (run.energy && run.energy->inference && run.energy->inference->joules > 0) {
        return KnownEnergy{run.energy->inference->joules, run.energy->inference->quality,
                           methodOf(run.energy->inference->quality)};
    }
    const auto model = runModelOf(run);
    if (!on || !model) {
        return tl::unexpected<Error>(nothingKnown(run, "inference", run.summary.inferenceEnergyJ));
    }
    RXWATT_ASSIGN(const double joules, joulesOf(*on, operationsPerMac * static_cast<double>(model->layers.macs())));
    return byMetric0(joules, *on, run.energy && run.energy->inference);
}

Result<energy::Deployment> deploymentOf(const store::RunDetails& run, const std::optional<EstimateOn>& estimateOn)
{
    energy::Deployment deployment;
    RXWATT_ASSIGN(deployment.training, trainingEnergyOf(run, estimateOn));
    RXWATT_ASSIGN(deployment.inference, inferenceEnergyOf(run, estimateOn));
    deployment.gramsCo2PerKwh = energy::carbonIntensities().front().gramsPerKwh;
    return deployment;
}

const std::vector<std::string>& energyFigureNames()
{
    static const std::vector<std::string> names = {"layer-energy", "processors", "lifecycle", "fig1", "fig2"};
    return names;
}

Result<EnergyFigureSettings> energyFigureSettings(const std::string& processor, const std::string& precision,
                                                  const std::string& view)
{
    EnergyFigureSettings settings;
    settings.processor = processor;
    if (!precision.empty()) {
        RXWATT_ASSIGN(settings.precision, energy::precisionFromName(precision));
    }
    if (!view.empty()) {
        RXWATT_ASSIGN(settings.view, figure::energyViewFromName(view));
    }
    return settings;
}

Result<DrawnEnergy> energyFigure(const OpenProject& project, std::span<const RunId> runs, std::string_view name,
                                 const EnergyFigureSettings& settings)
{
    RXWATT_ASSIGN(const energy::Catalogue catalogue, energy::Catalogue::ofProject(project.folder.path()));
    RXWATT_ASSIGN(const FigureRuns found, runsWithModels(project, runs));
    if (found.models.empty()) {
        return fail(ErrorKind::failed, fmt::format("no run chosen has a model of its own for the figure \"{}\"", name));
    }
    const std::string fallback = name == "fig2" ? paperProcessor : defaultProcessor;
    RXWATT_ASSIGN(const energy::Processor processor,
                  catalogue.get(settings.processor.empty() ? fallback : settings.processor));
    const std::size_t count = found.models.size();
    if (name == "lifecycle") {
        RXWATT_ASSIGN(figure::Figure drawn, drawLifeCycles(found, processor, settings));
        return DrawnEnergy{std::move(drawn), count};
    }
    if (name == "fig2") {
        return DrawnEnergy{drawPapersLayers(found.models, processor, settings), count};
    }
    if (name == "layer-energy") {
        return DrawnEnergy{drawBlocks(found.models, processor, settings), count};
    }
    return DrawnEnergy{drawProcessors(found.models.front(), catalogue, name, settings), 1};
}

} // namespace rxwatt::project
