// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/units.h"
#include "core/energy/processor.h"
#include "core/model/layers.h"

#include <optional>
#include <span>

namespace rxwatt::energy
{

using base::Joules;
using base::Seconds;
using base::Watts;

inline constexpr double operationsPerMac = 2;

/// Metric (0) of the paper's Table I in its right form (Desislavov et al. 2023, arXiv 2109.05472; the print has
/// operations/power, FLOP/W): E = operations · TDP / (utilisation · peak), joules. 1 MAC = 2 operations. None where TDP
/// or the precision's peak is not known. At utilisation 1 a lower bound of what the TDP allows, not of the true energy.
[[nodiscard]] std::optional<Joules> metric0(const Processor& processor, Precision precision, double operations,
                                            double utilisation = 1);

/// What metric (1) takes of a processor (Benini and De Micheli 2000).
struct ClockModel {
    double kappa = 0;              ///< effective switched capacitance κ, W·s³
    double cores = 1;              ///< N
    double operationsPerClock = 0; ///< S, of one core
    double baseClockHz = 0;
    Watts staticPower; ///< does not depend on the clock
};

/// κ = TDP / (N·f³) at the base clock, the static power being part of the TDP where it is given: TDP = κ·N·f³ +
/// P_static. S = peak / (N·f), so that (1) at base clock is (0). None where the catalogue lacks a number.
[[nodiscard]] std::optional<ClockModel> clockModel(const Processor& processor, Precision precision,
                                                   Watts staticPower = {0});

/// Metric (1) in its right form (the print has 1/(f³·D)): D = W / (S·N·f), E = (κ·N·f³ + P_static)·D. For
/// P_static = 0 that is κ·f²·W/S: the lower the clock the better, which no chip does.
[[nodiscard]] Joules metric1(const ClockModel& model, double operations, double clockHz);
/// D, how long it takes.
[[nodiscard]] Seconds duration(const ClockModel& model, double operations, double clockHz);
/// Where metric1() is least: f* = (P_static / (2·κ·N))^(1/3); 0 without static power.
[[nodiscard]] double optimumClockHz(const ClockModel& model);

/// Metric (2) of a layer (Lahmer et al. 2022, arXiv 2210.01625): M·(a/d₀ + b) for convolutions; 0 for layers without
/// MACs; DeepRx has no fully connected one.
[[nodiscard]] Joules metric2(const Metric2Fit& fit, const model::Layer& layer);

/// One measured layer.
struct MeasuredLayer {
    model::Layer layer;
    double joules = 0;
    double seconds = 0;
};

/// Fits metric (2) by least squares over [M/d₀, M]; layers without MACs are left out.
[[nodiscard]] Result<Metric2Fit> fitMetric2(std::span<const MeasuredLayer> layers, Metric2Divisor divisor);
/// Fits the bottom-up model by non-negative least squares over [operations, bytes, seconds] of fp32 layers.
[[nodiscard]] Result<BottomUpFit> fitBottomUp(std::span<const MeasuredLayer> layers);

/// Operations of one training step over one slot by layer: forward, gradient of the weights and gradient of the input,
/// each as many as the forward pass; the first layer's input needs no gradient. Optimiser and loss are not counted.
[[nodiscard]] double trainingOperations(const model::ModelLayers& layers, std::size_t layer);
/// Of all layers.
[[nodiscard]] double trainingOperations(const model::ModelLayers& layers);

} // namespace rxwatt::energy
