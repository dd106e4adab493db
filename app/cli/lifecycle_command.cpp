// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_line.h"
#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/energy_text.h"
#include "app/cli/real_number.h"
#include "app/cli/text.h"
#include "core/project/run_energy.h"

#include <fmt/format.h>

#include <memory>
#include <string>
#include <vector>

namespace rxwatt::cli
{

namespace
{

struct LifecycleOptions {
    /// The project's folder and the run.
    std::vector<std::string> names;
    std::string rate;
    std::string hours;
    std::string processor;
    std::string precision = "fp32";
    std::string intensity;
    std::string country;
    std::string tariff;
    std::string pue;
    std::string search;
    bool paper = false;
    bool json = false;
};

Status override(const char* option, const std::string& text, double& value)
{
    RXWATT_ASSIGN(const auto number, realNumber(option, text));
    value = number.value_or(value);
    return {};
}

/// What the options say of any deployment.
Status applyOptions(const LifecycleOptions& options, energy::Deployment& deployment)
{
    RXWATT_TRY(override("--rate", options.rate, deployment.ratePerS));
    RXWATT_TRY(override("--hours", options.hours, deployment.hours));
    RXWATT_TRY(override("--tariff", options.tariff, deployment.pricePerKwh));
    RXWATT_TRY(override("--pue", options.pue, deployment.pue));
    RXWATT_TRY(override("--search-energy-j", options.search, deployment.searchJ));
    if (!options.country.empty()) {
        RXWATT_ASSIGN(const auto intensity, energy::carbonIntensityOf(options.country));
        deployment.gramsCo2PerKwh = intensity.gramsPerKwh;
    }
    RXWATT_TRY(override("--intensity", options.intensity, deployment.gramsCo2PerKwh));
    return deployment.validate();
}

Json knownJson(const energy::KnownEnergy& known)
{
    return {{"j", known.joules}, {"quality", run::nameOf(known.quality)}, {"method", known.method}};
}

Json deploymentJson(const energy::Deployment& deployment)
{
    const energy::LifeCycle cycle = energy::lifeCycle(deployment);
    return {{"training", knownJson(deployment.training)},
            {"inference", knownJson(deployment.inference)},
            {"rate_per_s", deployment.ratePerS},
            {"hours", deployment.hours},
            {"search_energy_j", deployment.searchJ},
            {"pue", deployment.pue},
            {"inferences", cycle.inferences},
            {"training_j", cycle.trainingJ},
            {"inference_j", cycle.inferenceJ},
            {"total_j", cycle.totalJ},
            {"amortised_training_j", base::orNull(cycle.amortisedTrainingJ)},
            {"break_even_inferences", base::orNull(cycle.breakEvenInferences)},
            {"break_even_s", base::orNull(cycle.breakEvenS)},
            {"kwh", cycle.kwh},
            {"intensity_g_per_kwh", deployment.gramsCo2PerKwh},
            {"co2_g", cycle.gramsCo2},
            {"tariff_per_kwh", deployment.pricePerKwh},
            {"cost", cycle.cost}};
}

std::string knownText(const energy::KnownEnergy& known)
{
    return fmt::format("{}, {}", energyText(known.joules), printable(known.method));
}

/// "72 days", where minutes say nothing any more.
std::string longTime(double seconds)
{
    constexpr double day = 86400;
    constexpr double mostDays = 3;
    return seconds > mostDays * day ? fmt::format("{:.3g} days", seconds / day) : durationText(seconds);
}

std::string deploymentText(const energy::Deployment& deployment)
{
    const energy::LifeCycle cycle = energy::lifeCycle(deployment);
    std::string text = fmt::format("{:<22}{}\n{:<22}{}\n", "training", knownText(deployment.training), "an inference",
                                   knownText(deployment.inference));
    if (deployment.searchJ > 0) {
        text += fmt::format("{:<22}{}\n", "search", energyText(deployment.searchJ));
    }
    text += fmt::format("{:<22}{:.4g} inferences in {:g} h at {:g} a second, PUE {:g}\n", "deployment",
                        cycle.inferences, deployment.hours, deployment.ratePerS, deployment.pue);
    text += fmt::format("{:<22}{}, training {}{}\n", "cumulated inference", energyText(cycle.inferenceJ),
                        energyText(cycle.trainingJ),
                        cycle.amortisedTrainingJ ? ", " + energyText(*cycle.amortisedTrainingJ) + " an inference" : "");
    text += cycle.breakEvenInferences ? fmt::format("{:<22}after {:.3g} inferences, {}\n", "break-even",
                                                    *cycle.breakEvenInferences, longTime(*cycle.breakEvenS))
                                      : fmt::format("{:<22}never: an inference takes nothing\n", "break-even");
    text += fmt::format("{:<22}{:.4g} kWh, {:.4g} kg CO2 at {:g} g/kWh", "in all", cycle.kwh, cycle.gramsCo2 / 1000,
                        deployment.gramsCo2PerKwh);
    return text + (deployment.pricePerKwh > 0 ? fmt::format(", costs {:.4g}\n", cycle.cost) : "\n");
}

Result<int> paper(const LifecycleOptions& options)
{
    Json readings = Json::array();
    std::string text;
    for (const energy::PaperReading& reading : energy::paperReadings()) {
        energy::Deployment deployment = reading.deployment;
        RXWATT_TRY(applyOptions(options, deployment));
        Json json = deploymentJson(deployment);
        json["name"] = reading.name;
        json["explanation"] = reading.explanation;
        readings.push_back(std::move(json));
        text += fmt::format("{}{}\n{}\n{}", text.empty() ? "" : "\n", reading.name, reading.explanation,
                            deploymentText(deployment));
    }
    RXWATT_TRY(options.json ? writeJson(Json{{"readings", readings}}) : writeOutput(text));
    return 0;
}

Result<int> lifecycle(const LifecycleOptions& options)
{
    if (options.paper) {
        return paper(options);
    }
    if (options.names.size() != 2) {
        return fail(ErrorKind::badInput, "lifecycle: a project's folder and a run are needed, or --paper");
    }
    RXWATT_ASSIGN(const project::OpenProject project, project::openProject(options.names[0]));
    RXWATT_ASSIGN(const RunId id, project::findRun(project.reader, options.names[1]));
    RXWATT_ASSIGN(const store::RunDetails run, project.reader.read(id));
    std::optional<project::EstimateOn> on;
    if (!options.processor.empty()) {
        RXWATT_ASSIGN(const energy::Catalogue catalogue, energy::Catalogue::ofProject(project.folder.path()));
        RXWATT_ASSIGN(energy::Processor processor, catalogue.get(options.processor));
        RXWATT_ASSIGN(const energy::Precision precision, energy::precisionFromName(options.precision));
        on = project::EstimateOn{std::move(processor), precision};
    }
    auto deployment = project::deploymentOf(run, on);
    if (!deployment) {
        deployment.error().message += "; give --processor ID";
        return tl::unexpected<Error>(deployment.error());
    }
    RXWATT_TRY(applyOptions(options, *deployment));
    if (options.json) {
        Json json = deploymentJson(*deployment);
        json["run"] = id.text;
        RXWATT_TRY(writeJson(json));
        return 0;
    }
    RXWATT_TRY(writeOutput(deploymentText(*deployment)));
    return 0;
}

} // namespace

void addLifecycleCommand(CommandLine& line)
{
    auto options = std::make_shared<LifecycleOptions>();
    line.add("lifecycle", "Training against inference energy of a run over a deployment: break-even, carbon and cost.")
        .arguments("DIR RUN", options->names,
                   "The project's folder, and an id, a unique prefix of one, or an unambiguous name", 0)
        .option("--rate", "R", options->rate, "Inferences a second. Default: 400, the paper's")
        .option("--hours", "H", options->hours, "How long it is in use. Default: 24")
        .option("--processor", "ID", options->processor, "Estimates by metric (0) what the run has not measured")
        .choice("--precision", options->precision, {"fp32", "fp16", "int8"}, "Of the estimate. Default: fp32")
        .option("--search-energy-j", "J", options->search, "Of the search that found the model. Default: 0")
        .option("--pue", "P", options->pue, "Energy of the site over that of its machines. Default: 1")
        .option("--intensity", "G", options->intensity, "Grams of CO2 a kWh. Default: 475, the world's average")
        .option("--country", "C", options->country, "Takes the intensity of a country or source: FRA, coal ...")
        .option("--tariff", "T", options->tariff, "Price of a kWh. Default: 0")
        .flag("--paper", options->paper, "The paper's own example, in the two ways that its numbers can be read")
        .flag("--json", options->json, "Prints one JSON document")
        .examples({"rxwatt lifecycle project student --rate 400 --hours 8760 --country FRA",
                   "rxwatt lifecycle project student --processor coral_edge_tpu --precision int8",
                   "rxwatt lifecycle --paper"})
        .action([options] { return lifecycle(*options); });
}

} // namespace rxwatt::cli
