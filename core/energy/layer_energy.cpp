// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/layer_energy.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace rxwatt::energy
{

namespace
{

constexpr double pico = 1e-12;

/// Energy of one fp32 operation of the arithmetic by technology, pJ: base values of branes-ai/graphs'
/// technology_profile.py. Horowitz's 45 nm (ISSCC 2014, half of a multiplication with addition: 2.3) is of the bare
/// arithmetic and does not go with them.
const std::map<int, double> fp32OperationPj = {{28, 4.0}, {16, 2.7}, {14, 2.6}, {12, 2.5}, {10, 2.1},
                                               {8, 1.9},  {7, 1.8},  {5, 1.5},  {4, 1.3}};

/// Of a MAC beside fp32's, Horowitz, ISSCC 2014, 45 nm: 4.6, 1.5 and 0.3 pJ (int8 with a 32-bit sum).
double shareOfFp32(Precision precision)
{
    constexpr double fp32 = 4.6;
    constexpr double fp16 = 1.5;
    constexpr double int8 = 0.3;
    return (precision == Precision::fp32 ? fp32 : precision == Precision::fp16 ? fp16 : int8) / fp32;
}

/// pJ a byte by type of memory, the first that the catalogue's text names.
struct MemoryCost {
    std::string_view type;
    double pjPerByte;
    std::string_view source;
};

constexpr std::array memoryCosts = {
    MemoryCost{"LPDDR5", 32, "unverified"},
    MemoryCost{"LPDDR4x", 40, "unverified"},
    MemoryCost{"GDDR6", 60, "7.5 pJ a bit, Micron's table"},
    MemoryCost{"HBM3", 36, "unverified"},
    MemoryCost{"HBM2e", 48, "6.0 pJ a bit, Micron's table"},
    MemoryCost{" DDR5", 96, "unverified"},
    MemoryCost{" DDR4", 120, "unverified"},
};

constexpr double sramPjPerByte = 12.5;

bool isElementwise(model::LayerKind kind)
{
    return kind == model::LayerKind::batchNorm || kind == model::LayerKind::relu || kind == model::LayerKind::addition;
}

std::optional<double> sum(const std::optional<double>& a, const std::optional<double>& b)
{
    return a && b ? std::optional(*a + *b) : std::nullopt;
}

/// Adds up what all of them have.
class Sum
{
public:
    void add(const EnergyEstimate& energy)
    {
        if (!m_any) {
            m_energy = energy;
            m_any = true;
            return;
        }
        m_energy.metric0 = sum(m_energy.metric0, energy.metric0);
        m_energy.metric1 = sum(m_energy.metric1, energy.metric1);
        m_energy.metric2 = sum(m_energy.metric2, energy.metric2);
        m_energy.compute = sum(m_energy.compute, energy.compute);
        m_energy.memory = sum(m_energy.memory, energy.memory);
        m_energy.staticJ = sum(m_energy.staticJ, energy.staticJ);
        m_energy.measured = sum(m_energy.measured, energy.measured);
    }

    [[nodiscard]] const EnergyEstimate& energy() const { return m_energy; }

private:
    EnergyEstimate m_energy;
    bool m_any = false;
};

/// Energies of single layers on one processor.
class LayerModel
{
public:
    LayerModel(const Processor& processor, const EnergyOptions& options)
        : m_processor(processor),
          m_options(options),
          m_coefficients(options.coefficients ? *options.coefficients : coefficientsOf(processor, options.precision)),
          m_clock(clockModel(processor, options.precision, options.staticPower)),
          m_onChipBytes(options.onChipBytes ? *options.onChipBytes : processor.onChipBytes.value_or(0))
    {
    }

    [[nodiscard]] const Coefficients& coefficients() const { return m_coefficients; }

    [[nodiscard]] LayerEnergy of(const model::Layer& layer) const
    {
        const double operations = operationsPerMac * static_cast<double>(layer.macs);
        LayerEnergy made{layer, {}, {}, dramBytes(layer), {}};
        made.seconds = roofline(operations, made.dramBytes);
        auto& energy = made.energy;
        if (const auto joules = metric0(m_processor, m_options.precision, operations, m_options.utilisation)) {
            energy.metric0 = joules->value;
        }
        if (m_clock) {
            energy.metric1 = metric1(*m_clock, operations, m_options.clockHz.value_or(m_clock->baseClockHz)).value;
        }
        if (m_processor.metric2 && m_options.precision == Precision::fp32) {
            energy.metric2 = metric2(*m_processor.metric2, layer).value;
        }
        if (m_coefficients.operationJ) {
            energy.compute = operations * *m_coefficients.operationJ;
        }
        energy.memory = memory(layer, made.dramBytes);
        if (made.seconds && m_coefficients.staticPower) {
            energy.staticJ = m_coefficients.staticPower->value * *made.seconds;
        }
        return made;
    }

private:
    [[nodiscard]] bool isFusedAway(const model::Layer& layer) const
    {
        return m_options.fused && isElementwise(layer.kind);
    }

    /// Weights once, and those tensors that do not stay on the chip.
    [[nodiscard]] double dramBytes(const model::Layer& layer) const
    {
        if (isFusedAway(layer)) {
            return 0;
        }
        const auto weights = static_cast<double>(layer.parameters * bytesOf(m_options.precision));
        const double inputs = std::max(0.0, static_cast<double>(layer.bytesRead) - weights);
        const auto outputs = static_cast<double>(layer.bytesWritten);
        return weights + (inputs > m_onChipBytes ? inputs : 0) + (outputs > m_onChipBytes ? outputs : 0);
    }

    [[nodiscard]] std::optional<double> memory(const model::Layer& layer, double fromDram) const
    {
        const double moved =
            isFusedAway(layer) ? 0 : static_cast<double>(layer.bytesRead) + static_cast<double>(layer.bytesWritten);
        const double onChip = moved * m_coefficients.sramByteJ;
        if (fromDram > 0 && !m_coefficients.dramByteJ) {
            return std::nullopt;
        }
        return onChip + (fromDram > 0 ? fromDram * *m_coefficients.dramByteJ : 0);
    }

    [[nodiscard]] std::optional<double> roofline(double operations, double bytes) const
    {
        const auto peak = m_processor.peakOf(m_options.precision);
        if (!peak || !m_processor.memoryBytesPerS) {
            return std::nullopt;
        }
        return std::max(operations / *peak, bytes / *m_processor.memoryBytesPerS);
    }

    const Processor& m_processor;
    const EnergyOptions& m_options;
    Coefficients m_coefficients;
    std::optional<ClockModel> m_clock;
    double m_onChipBytes;
};

} // namespace

Coefficients coefficientsOf(const Processor& processor, Precision precision)
{
    if (processor.bottomUp && precision == Precision::fp32) {
        return coefficientsOf(*processor.bottomUp);
    }
    Coefficients made;
    if (processor.bottomUp) {
        made.sources.push_back(
            fmt::format("the fit on measured layers is of fp32 and not taken for {}", nameOf(precision)));
    }
    if (processor.nodeNm && processor.peakOf(precision)) {
        // What lies between two technologies of the table has no number.
        if (const auto found = fp32OperationPj.find(*processor.nodeNm); found != fp32OperationPj.end()) {
            made.operationJ = found->second * shareOfFp32(precision) * pico;
            made.sources.push_back(fmt::format("arithmetic: {:.3g} pJ an operation at {} nm and {} (base values by "
                                               "technology of branes-ai/graphs, precisions by Horowitz 2014)",
                                               *made.operationJ / pico, *processor.nodeNm, nameOf(precision)));
        }
    }
    const std::string type = " " + processor.memoryType;
    for (const MemoryCost& cost : memoryCosts) {
        if (type.find(cost.type) != std::string::npos) {
            made.dramByteJ = cost.pjPerByte * pico;
            made.sources.push_back(fmt::format("memory: {:g} pJ a byte of{} ({})", cost.pjPerByte,
                                               cost.type.front() == ' ' ? cost.type : " " + std::string(cost.type),
                                               cost.source));
            break;
        }
    }
    made.sramByteJ = sramPjPerByte * pico;
    made.sources.push_back(
        fmt::format("on-chip memory: {:g} pJ a byte (1 MB of SRAM at 45 nm, Horowitz 2014)", sramPjPerByte));
    if (processor.staticW) {
        made.staticPower = Watts{*processor.staticW};
        made.sources.push_back(fmt::format("static power: {:g} W (catalogue)", *processor.staticW));
    } else if (processor.tdpW) {
        made.staticPower = Watts{idleShare * *processor.tdpW};
        made.sources.push_back(fmt::format("static power: {:g} W, {:g} % of the TDP (CodeCarbon's idle floor)",
                                           made.staticPower->value, 100 * idleShare));
    }
    return made;
}

Coefficients coefficientsOf(const BottomUpFit& fit)
{
    Coefficients made;
    made.operationJ = fit.operationJ;
    made.dramByteJ = 0;
    made.sramByteJ = fit.byteJ; // the fit knows all bytes that a layer moves, not where they come from
    made.staticPower = Watts{fit.staticW};
    made.sources.push_back(fmt::format(
        "fitted on {} ({} layers, R² {:.3f}): {:.3g} pJ an operation, {:.3g} pJ a byte that "
        "is moved, {:.3g} W all the time",
        fit.source, fit.quality.points, fit.quality.r2, fit.operationJ / pico, fit.byteJ / pico, fit.staticW));
    return made;
}

Status EnergyOptions::validate() const
{
    if (!(utilisation > 0 && utilisation <= 1)) {
        return fail(ErrorKind::badInput, fmt::format("utilisation: found {:g}, above 0 to 1 is allowed", utilisation));
    }
    constexpr double mostHz = 2e10;
    if (clockHz && !(*clockHz > 0 && *clockHz <= mostHz)) {
        return fail(ErrorKind::badInput,
                    fmt::format("clock: found {:g} Hz, above 0 to {:g} is allowed", *clockHz, mostHz));
    }
    if (!(staticPower.value >= 0) || (onChipBytes && !(*onChipBytes >= 0))) {
        return fail(ErrorKind::badInput, "static power and on-chip bytes: 0 or more is allowed");
    }
    return {};
}

std::optional<double> EnergyEstimate::bottomUp() const
{
    return sum(sum(compute, memory), staticJ);
}

model::ModelLayers atPrecision(model::ModelLayers layers, Precision precision)
{
    const int divisor = bytesOf(Precision::fp32) / bytesOf(precision);
    for (model::Layer& layer : layers.layers) {
        layer.bytesRead /= divisor;
        layer.bytesWritten /= divisor;
    }
    return layers;
}

ModelEnergy modelEnergy(const model::ModelLayers& layers, const Processor& processor, const EnergyOptions& options,
                        std::span<const run::LayerMeasurement> measured)
{
    const LayerModel model(processor, options);
    ModelEnergy made;
    made.processor = processor.id;
    made.sources = model.coefficients().sources;
    Sum whole;
    std::vector<Sum> blocks;
    const model::ModelLayers scaled = atPrecision(layers, options.precision);
    for (const model::Layer& layer : scaled.layers) {
        LayerEnergy energy = model.of(layer);
        const auto found =
            std::find_if(measured.begin(), measured.end(),
                         [&](const run::LayerMeasurement& measurement) { return measurement.name == layer.name; });
        if (found != measured.end()) {
            energy.measuredSeconds = found->secondsPerInference;
            energy.energy.measured = found->joules;
        }
        if (made.blocks.empty() || made.blocks.back().name != layer.block) {
            made.blocks.push_back({layer.block, 0, 0, {}});
            blocks.emplace_back();
        }
        made.blocks.back().macs += layer.macs;
        made.blocks.back().parameters += layer.parameters;
        blocks.back().add(energy.energy);
        whole.add(energy.energy);
        made.layers.push_back(std::move(energy));
    }
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        made.blocks[i].energy = blocks[i].energy();
    }
    made.whole = whole.energy();
    return made;
}

std::vector<ProcessorEnergy> compareProcessors(const model::ModelLayers& layers, std::span<const Processor> processors,
                                               const EnergyOptions& options)
{
    std::vector<ProcessorEnergy> made;
    for (const Processor& processor : processors) {
        made.push_back({processor, modelEnergy(layers, processor, options).whole});
    }
    return made;
}

} // namespace rxwatt::energy
