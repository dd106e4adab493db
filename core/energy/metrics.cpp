// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/metrics.h"

#include <algorithm>
#include <cmath>

namespace rxwatt::energy
{

namespace
{

double divisorOf(Metric2Divisor divisor, const model::Layer& layer)
{
    return divisor == Metric2Divisor::kernels ? layer.outputChannels : layer.inputChannels;
}

/// The first layer that multiplies: behind the classical part, which is not trained.
std::size_t firstTrained(const model::ModelLayers& layers)
{
    const auto found = std::find_if(layers.layers.begin(), layers.layers.end(), [](const model::Layer& layer) {
        return layer.macs > 0 && layer.kind != model::LayerKind::equalizer;
    });
    return static_cast<std::size_t>(found - layers.layers.begin());
}

} // namespace

std::optional<Joules> metric0(const Processor& processor, Precision precision, double operations, double utilisation)
{
    const auto peak = processor.peakOf(precision);
    if (!processor.tdpW || !peak || !(utilisation > 0)) {
        return std::nullopt;
    }
    return Joules{operations * *processor.tdpW / (utilisation * *peak)};
}

std::optional<ClockModel> clockModel(const Processor& processor, Precision precision, Watts staticPower)
{
    const auto peak = processor.peakOf(precision);
    if (!processor.tdpW || !processor.cores || !processor.baseClockHz || !peak ||
        staticPower.value >= *processor.tdpW) {
        return std::nullopt;
    }
    ClockModel model;
    model.cores = *processor.cores;
    model.baseClockHz = *processor.baseClockHz;
    model.staticPower = staticPower;
    model.operationsPerClock = *peak / (model.cores * model.baseClockHz);
    model.kappa = (*processor.tdpW - staticPower.value) / (model.cores * std::pow(model.baseClockHz, 3));
    return model;
}

Seconds duration(const ClockModel& model, double operations, double clockHz)
{
    return {operations / (model.operationsPerClock * model.cores * clockHz)};
}

Joules metric1(const ClockModel& model, double operations, double clockHz)
{
    const Watts dynamic{model.kappa * model.cores * std::pow(clockHz, 3)};
    return (dynamic + model.staticPower) * duration(model, operations, clockHz);
}

double optimumClockHz(const ClockModel& model)
{
    return std::cbrt(model.staticPower.value / (2 * model.kappa * model.cores));
}

Joules metric2(const Metric2Fit& fit, const model::Layer& layer)
{
    return {static_cast<double>(layer.macs) * (fit.a / divisorOf(fit.divisor, layer) + fit.b)};
}

Result<Metric2Fit> fitMetric2(std::span<const MeasuredLayer> layers, Metric2Divisor divisor)
{
    std::vector<std::vector<double>> columns(2);
    std::vector<double> joules;
    for (const MeasuredLayer& measured : layers) {
        if (measured.layer.macs > 0) {
            const auto macs = static_cast<double>(measured.layer.macs);
            columns[0].push_back(macs / divisorOf(divisor, measured.layer));
            columns[1].push_back(macs);
            joules.push_back(measured.joules);
        }
    }
    RXWATT_ASSIGN(const LinearFit fit, fitLinear(columns, joules, Sign::any));
    return Metric2Fit{fit.coefficients[0], fit.coefficients[1], divisor, fit.quality, {}};
}

Result<BottomUpFit> fitBottomUp(std::span<const MeasuredLayer> layers)
{
    std::vector<std::vector<double>> columns(3);
    std::vector<double> joules;
    for (const MeasuredLayer& measured : layers) {
        columns[0].push_back(operationsPerMac * static_cast<double>(measured.layer.macs));
        columns[1].push_back(static_cast<double>(measured.layer.bytesRead + measured.layer.bytesWritten));
        columns[2].push_back(measured.seconds);
        joules.push_back(measured.joules);
    }
    RXWATT_ASSIGN(const LinearFit fit, fitLinear(columns, joules, Sign::notNegative));
    return BottomUpFit{fit.coefficients[0], fit.coefficients[1], fit.coefficients[2], fit.quality, {}};
}

double trainingOperations(const model::ModelLayers& layers, std::size_t layer)
{
    const model::Layer& one = layers.layers.at(layer);
    const double forward = operationsPerMac * static_cast<double>(one.macs);
    if (one.kind == model::LayerKind::equalizer) {
        return forward;
    }
    return (layer == firstTrained(layers) ? 2 : 3) * forward;
}

double trainingOperations(const model::ModelLayers& layers)
{
    double sum = 0;
    for (std::size_t i = 0; i < layers.layers.size(); ++i) {
        sum += trainingOperations(layers, i);
    }
    return sum;
}

} // namespace rxwatt::energy
