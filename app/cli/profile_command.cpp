// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_line.h"
#include "app/cli/commands.h"
#include "app/cli/config_files.h"
#include "app/cli/console.h"
#include "app/cli/processor_text.h"
#include "app/cli/project_catalogue.h"
#include "app/cli/real_number.h"
#include "app/cli/text.h"
#include "core/energy/catalogue.h"
#include "core/energy/profile_json.h"
#include "core/model/layers.h"
#include "core/run/config_json.h"

#include <fmt/format.h>

#include <memory>

namespace rxwatt::cli
{

namespace
{

struct ProfileOptions {
    std::string model;
    std::string link;
    std::string processor;
    std::string precision = "fp32";
    std::string project;
    std::string utilisation;
    std::string clock;
    std::string staticPower;
    std::string onChip;
    bool fused = false;
    bool json = false;
};

std::string shapeText(const model::Layer& layer)
{
    return fmt::format("{}×{}×{}", layer.outputShape[0], layer.outputShape[1], layer.outputShape[2]);
}

std::string layersTable(const model::ModelLayers& layers)
{
    const std::vector<TableColumn> columns = {{"LAYER"},
                                              {"KIND"},
                                              {"OUTPUT"},
                                              {"MACS", Align::right},
                                              {"PARAMETERS", Align::right},
                                              {"BYTES READ", Align::right},
                                              {"BYTES WRITTEN", Align::right}};
    std::vector<std::vector<std::string>> rows;
    for (const model::Layer& layer : layers.layers) {
        rows.push_back({layer.name, std::string(model::nameOf(layer.kind)), shapeText(layer), groupedDigits(layer.macs),
                        groupedDigits(layer.parameters), groupedDigits(layer.bytesRead),
                        groupedDigits(layer.bytesWritten)});
    }
    return renderTable(columns, rows);
}

std::string blocksTable(const model::ModelLayers& layers)
{
    const auto whole = static_cast<double>(layers.macs());
    std::vector<std::vector<std::string>> rows;
    for (const model::BlockCost& block : layers.blocks()) {
        rows.push_back({block.name, groupedDigits(block.macs),
                        fmt::format("{:.2f} %", 100.0 * static_cast<double>(block.macs) / whole),
                        groupedDigits(block.parameters)});
    }
    return renderTable({{"BLOCK"}, {"MACS", Align::right}, {"SHARE", Align::right}, {"PARAMETERS", Align::right}},
                       rows);
}

std::string profileText(const model::ModelLayers& layers, const model::ModelShape& shape)
{
    return fmt::format(
        "{}\n{}\n{} MACs ({} FLOPs) and {} parameters for a slot of {} symbols × {} subcarriers, {} antennas, {} "
        "bits\n",
        layersTable(layers), blocksTable(layers), groupedDigits(layers.macs()), groupedDigits(2 * layers.macs()),
        groupedDigits(layers.parameters()), shape.symbols, shape.subcarriers, shape.rxAntennas, shape.outputBits);
}

Result<energy::EnergyOptions> energyOptions(const ProfileOptions& options)
{
    energy::EnergyOptions made;
    RXWATT_ASSIGN(made.precision, energy::precisionFromName(options.precision));
    RXWATT_ASSIGN(const auto utilisation, realNumber("--utilisation", options.utilisation));
    RXWATT_ASSIGN(made.clockHz, realNumber("--clock-hz", options.clock));
    RXWATT_ASSIGN(const auto staticPower, realNumber("--static-power-w", options.staticPower));
    made.utilisation = utilisation.value_or(made.utilisation);
    made.staticPower = {staticPower.value_or(0)};
    made.fused = options.fused;
    if (options.onChip == "catalogue") {
        made.onChipBytes.reset();
    } else if (!options.onChip.empty()) {
        RXWATT_ASSIGN(made.onChipBytes, realNumber("--on-chip", options.onChip));
    }
    RXWATT_TRY(made.validate());
    return made;
}

Json comparisonJson(std::span<const energy::ProcessorEnergy> processors)
{
    Json json = Json::array();
    for (const energy::ProcessorEnergy& one : processors) {
        json.push_back({{"id", one.processor.id},
                        {"name", one.processor.name},
                        {"energy_j", energy::toJson(one.energy)},
                        {"unverified", one.processor.unverified}});
    }
    return json;
}

/// What a profile says of energy, as JSON parts and as text.
struct EnergyPart {
    Json json;
    std::string text;
};

Result<EnergyPart> energyPart(const ProfileOptions& options, const model::ModelLayers& layers,
                              const model::ModelShape& shape)
{
    RXWATT_ASSIGN(const energy::EnergyOptions settings, energyOptions(options));
    const model::ModelLayers scaled = energy::atPrecision(layers, settings.precision);
    if (options.processor.empty()) {
        return EnergyPart{run::profileToJson(scaled, shape), {}};
    }
    RXWATT_ASSIGN(const energy::Catalogue catalogue, catalogueFor(options.project));
    if (options.processor == "all") {
        const auto compared = energy::compareProcessors(layers, catalogue.processors(), settings);
        Json json = run::profileToJson(scaled, shape);
        json["processors"] = comparisonJson(compared);
        return EnergyPart{std::move(json), "\n" + comparisonTable(compared)};
    }
    const auto processor = catalogue.get(options.processor);
    if (!processor) {
        return failIn("--processor", processor.error());
    }
    const energy::ModelEnergy energy = energy::modelEnergy(layers, *processor, settings);
    return EnergyPart{energy::profileToJson(scaled, shape, energy), "\n" + energyTables(energy)};
}

Result<int> profile(const ProfileOptions& options)
{
    RXWATT_ASSIGN(const model::ModelConfig model, readModelFile(options.model));
    phy::LinkConfig link;
    if (!options.link.empty()) {
        RXWATT_ASSIGN(link, readLinkFile(options.link));
    }
    const model::ModelShape shape = run::modelShape(link);
    const model::ModelLayers layers = model::layersOf(model, shape);
    RXWATT_ASSIGN(EnergyPart energy, energyPart(options, layers, shape));
    if (options.json) {
        energy.json["precision"] = options.precision;
        RXWATT_TRY(writeJson(energy.json));
        return 0;
    }
    RXWATT_ASSIGN(const energy::Precision precision, energy::precisionFromName(options.precision));
    RXWATT_TRY(writeOutput(profileText(energy::atPrecision(layers, precision), shape) + energy.text));
    return 0;
}

} // namespace

void addProfileCommand(CommandLine& line)
{
    auto options = std::make_shared<ProfileOptions>();
    line.add("profile",
             "What a model costs for one slot: layers, blocks, MACs, parameters, bytes, and its energy on a processor.")
        .argument("MODEL.json", options->model, "A model: the \"model\" part of a run specification")
        .option("--link", "LINK.json", options->link,
                "The link that it serves: the \"link\" part of a specification. Default: 26 resource blocks, 2 "
                "antennas, 256QAM")
        .option("--processor", "ID|all", options->processor,
                "Estimates energy on a processor of the catalogue, or compares all of them")
        .choice("--precision", options->precision, {"fp32", "fp16", "int8"},
                "What bytes are counted with, and which peak is taken. Default: fp32")
        .option("--project", "DIR", options->project, "Takes this project's own processors too")
        .option("--utilisation", "U", options->utilisation, "Of metric (0), above 0 to 1. Default: 1")
        .option("--clock-hz", "F", options->clock, "Of metric (1). Default: the base clock")
        .option("--static-power-w", "P", options->staticPower, "Of metric (1). Default: 0")
        .flag("--fused", options->fused, "Norms, activations and additions move no bytes of their own")
        .option("--on-chip", "BYTES", options->onChip,
                "Tensors that are no larger stay on the chip; \"catalogue\" takes the processor's. Default: 0")
        .flag("--json", options->json, "Prints one JSON document")
        .examples({"echo '{}' > published.json && rxwatt profile published.json",
                   "rxwatt profile model.json --processor coral_edge_tpu --precision int8",
                   "rxwatt profile model.json --link link.json --processor all --json"})
        .action([options] { return profile(*options); });
}

} // namespace rxwatt::cli
