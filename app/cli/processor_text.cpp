// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/processor_text.h"

#include "app/cli/energy_text.h"
#include "app/cli/text.h"

#include <fmt/format.h>

namespace rxwatt::cli
{

namespace
{

using energy::EnergyEstimate;

/// "3.66 T", "0.24 T"; what is not known is a dash.
std::string scaled(const std::optional<double>& value, double unit, const char* suffix)
{
    return value ? fmt::format("{:.3g}{}", *value / unit, suffix) : "–";
}

std::vector<std::string> energyCells(const EnergyEstimate& energy, bool withMeasured)
{
    std::vector<std::string> cells = {joulesCell(energy.metric0), joulesCell(energy.metric1),
                                      joulesCell(energy.compute), joulesCell(energy.memory),
                                      joulesCell(energy.staticJ)};
    if (withMeasured) {
        cells.push_back(joulesCell(energy.measured));
    }
    return cells;
}

std::vector<TableColumn> energyColumns(const char* first, bool withMeasured)
{
    std::vector<TableColumn> columns = {{first},
                                        {"METRIC (0)", Align::right},
                                        {"METRIC (1)", Align::right},
                                        {"COMPUTE", Align::right},
                                        {"MEMORY", Align::right},
                                        {"STATIC", Align::right}};
    if (withMeasured) {
        columns.push_back({"MEASURED", Align::right});
    }
    return columns;
}

std::string fitText(const energy::FitQuality& quality, const std::string& source)
{
    return fmt::format("R² {:.3f} ({}), residuals {} rms, {}{}{}", quality.r2, energy::gradeOf(quality),
                       energyText(quality.rmsResidualJ), counted(quality.points, "layer"),
                       source.empty() ? "" : ", from ", printable(source));
}

void addLine(std::string& text, const energy::Processor& processor, const char* label, const char* key,
             const std::string& value)
{
    const auto basis = processor.basis.find(key);
    text += fmt::format("{:<18}{}{}\n", label, value,
                        basis == processor.basis.end() ? "" : "  (" + printable(basis->second) + ")");
}

} // namespace

std::string joulesCell(const std::optional<double>& joules)
{
    return joules ? energyText(*joules) : "–";
}

std::string processorsTable(std::span<const energy::Processor> processors)
{
    constexpr double tera = 1e12;
    constexpr double giga = 1e9;
    std::vector<std::vector<std::string>> rows;
    for (const energy::Processor& processor : processors) {
        rows.push_back({processor.id, printable(processor.name), scaled(processor.tdpW, 1, ""),
                        scaled(processor.peakOf(energy::Precision::fp32), tera, ""),
                        scaled(processor.peakOf(energy::Precision::fp16), tera, ""),
                        scaled(processor.peakOf(energy::Precision::int8), tera, ""),
                        scaled(processor.memoryBytesPerS, giga, ""),
                        processor.unverified.empty()
                            ? ""
                            : counted(static_cast<long long>(processor.unverified.size()), "unverified number")});
    }
    return renderTable({{"ID"},
                        {"PROCESSOR"},
                        {"TDP (W)", Align::right},
                        {"FP32 (T/s)", Align::right},
                        {"FP16 (T/s)", Align::right},
                        {"INT8 (T/s)", Align::right},
                        {"MEMORY (GB/s)", Align::right},
                        {""}},
                       rows);
}

std::string processorText(const energy::Processor& processor)
{
    constexpr double tera = 1e12;
    constexpr double giga = 1e9;
    std::string text = fmt::format("{}  {}\n", processor.id, printable(processor.name));
    addLine(text, processor, "technology", "node_nm",
            processor.processNode.empty() ? "–" : printable(processor.processNode));
    addLine(text, processor, "TDP", "tdp_w", scaled(processor.tdpW, 1, " W"));
    addLine(text, processor, "cores", "cores", processor.cores ? fmt::format("{}", *processor.cores) : "–");
    addLine(text, processor, "base clock", "base_clock_hz", scaled(processor.baseClockHz, giga, " GHz"));
    addLine(text, processor, "fp32 peak", "peak_flops_fp32",
            scaled(processor.peakOf(energy::Precision::fp32), tera, " TFLOP/s"));
    addLine(text, processor, "fp16 peak", "peak_flops_fp16",
            scaled(processor.peakOf(energy::Precision::fp16), tera, " TFLOP/s"));
    addLine(text, processor, "int8 peak", "peak_ops_int8",
            scaled(processor.peakOf(energy::Precision::int8), tera, " T operations/s"));
    addLine(text, processor, "memory", "mem_bw_bytes_s",
            scaled(processor.memoryBytesPerS, giga, " GB/s") +
                (processor.memoryType.empty() ? "" : ", " + printable(processor.memoryType)));
    if (processor.metric2) {
        text += fmt::format("{:<18}a {:.3g} J, b {:.3g} J a MAC, d0 {}: {}\n", "metric (2)", processor.metric2->a,
                            processor.metric2->b, nameOf(processor.metric2->divisor),
                            fitText(processor.metric2->quality, processor.metric2->source));
    }
    if (processor.bottomUp) {
        text += fmt::format("{:<18}{:.3g} J an operation, {:.3g} J a byte, {:.3g} W static: {}\n", "bottom-up fit",
                            processor.bottomUp->operationJ, processor.bottomUp->byteJ, processor.bottomUp->staticW,
                            fitText(processor.bottomUp->quality, processor.bottomUp->source));
    }
    for (const std::string& what : processor.unverified) {
        text += fmt::format("{:<18}{}\n", "unverified", printable(what));
    }
    text += fmt::format("{:<18}{}\n", "source", processor.source.empty() ? "–" : printable(processor.source));
    return text + (processor.note.empty() ? "" : fmt::format("{:<18}{}\n", "note", printable(processor.note)));
}

std::string comparisonTable(std::span<const energy::ProcessorEnergy> processors)
{
    std::vector<std::vector<std::string>> rows;
    for (const energy::ProcessorEnergy& one : processors) {
        std::vector<std::string> cells = {one.processor.id + (one.processor.unverified.empty() ? "" : " *")};
        const std::vector<std::string> energies = energyCells(one.energy, false);
        cells.insert(cells.end(), energies.begin(), energies.end());
        rows.push_back(std::move(cells));
    }
    return renderTable(energyColumns("PROCESSOR", false), rows) +
           "energies of one inference, all estimates; * has unverified numbers\n";
}

std::string energyTables(const energy::ModelEnergy& energy)
{
    const bool withMeasured = energy.whole.measured.has_value();
    const auto rowOf = [&](const std::string& name, const EnergyEstimate& estimate) {
        std::vector<std::string> cells = {name};
        const std::vector<std::string> energies = energyCells(estimate, withMeasured);
        cells.insert(cells.end(), energies.begin(), energies.end());
        return cells;
    };
    std::vector<std::vector<std::string>> layers;
    for (const energy::LayerEnergy& layer : energy.layers) {
        layers.push_back(rowOf(layer.layer.name, layer.energy));
    }
    std::vector<std::vector<std::string>> blocks;
    for (const energy::BlockEnergy& block : energy.blocks) {
        blocks.push_back(rowOf(block.name, block.energy));
    }
    blocks.push_back(rowOf("whole", energy.whole));
    std::string text = renderTable(energyColumns("LAYER", withMeasured), layers) + "\n" +
                       renderTable(energyColumns("BLOCK", withMeasured), blocks) +
                       fmt::format("energies of one inference on {}, all estimates; metrics and compute + memory + "
                                   "static are two answers to one question\n",
                                   energy.processor);
    for (const std::string& source : energy.sources) {
        text += "  " + source + "\n";
    }
    return text;
}

} // namespace rxwatt::cli
