// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_line.h"
#include "app/cli/commands.h"
#include "app/cli/config_files.h"
#include "app/cli/console.h"
#include "app/cli/text.h"
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
    bool json = false;
};

/// Layers count 4-byte elements.
void scaleBytes(model::ModelLayers& layers, const std::string& precision)
{
    const int divisor = precision == "int8" ? 4 : precision == "fp16" ? 2 : 1;
    for (model::Layer& layer : layers.layers) {
        layer.bytesRead /= divisor;
        layer.bytesWritten /= divisor;
    }
}

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

std::string textOf(const model::ModelLayers& layers, const model::ModelShape& shape)
{
    return fmt::format(
        "{}\n{}\n{} MACs ({} FLOPs) and {} parameters for a slot of {} symbols × {} subcarriers, {} antennas, {} "
        "bits\n",
        layersTable(layers), blocksTable(layers), groupedDigits(layers.macs()), groupedDigits(2 * layers.macs()),
        groupedDigits(layers.parameters()), shape.symbols, shape.subcarriers, shape.rxAntennas, shape.outputBits);
}

Result<int> profile(const ProfileOptions& options)
{
    if (!options.processor.empty()) {
        return fail(ErrorKind::unsupported,
                    "--processor: the catalogue of processors is not in this version; leave it out");
    }
    RXWATT_ASSIGN(const model::ModelConfig model, readModelFile(options.model));
    phy::LinkConfig link;
    if (!options.link.empty()) {
        RXWATT_ASSIGN(link, readLinkFile(options.link));
    }
    const model::ModelShape shape = run::modelShape(link);
    model::ModelLayers layers = model::layersOf(model, shape);
    scaleBytes(layers, options.precision);
    if (options.json) {
        Json document = run::profileToJson(layers, shape);
        document["precision"] = options.precision;
        RXWATT_TRY(writeJson(document));
        return 0;
    }
    RXWATT_TRY(writeOutput(textOf(layers, shape)));
    return 0;
}

} // namespace

void addProfileCommand(CommandLine& line)
{
    auto options = std::make_shared<ProfileOptions>();
    line.add("profile", "What a model costs for one slot: layers, blocks, MACs, parameters, bytes.")
        .argument("MODEL.json", options->model, "A model: the \"model\" part of a run specification")
        .option("--link", "LINK.json", options->link,
                "The link that it serves: the \"link\" part of a specification. Default: 26 resource blocks, 2 "
                "antennas, 256QAM")
        .option("--processor", "ID", options->processor, "Not in this version: energies are null")
        .choice("--precision", options->precision, {"fp32", "fp16", "int8"},
                "What bytes are counted with. Default: fp32")
        .flag("--json", options->json, "Prints one JSON document")
        .examples({"echo '{}' > published.json && rxwatt profile published.json",
                   "rxwatt profile model.json --link link.json --json"})
        .action([options] { return profile(*options); });
}

} // namespace rxwatt::cli
