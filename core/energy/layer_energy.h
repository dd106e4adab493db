// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/energy/metrics.h"
#include "core/run/energy_record.h"

#include <string>
#include <vector>

namespace rxwatt::energy
{

/// Energies of single operations and bytes for the bottom-up model (the paper's eq. (1)), with where they come from.
/// What nobody gives for a processor is none.
struct Coefficients {
    std::optional<double> operationJ; ///< one operation; a MAC is two
    std::optional<double> dramByteJ;
    double sramByteJ = 0;
    std::optional<Watts> staticPower;
    /// A sentence for each, for people.
    std::vector<std::string> sources;
};

/// As measured layers gave them: bytes cost alike wherever they come from.
[[nodiscard]] Coefficients coefficientsOf(const BottomUpFit& fit);
/// Of a processor: at fp32 its own fit, where it has one; else arithmetic by its process node, memory by its type, the
/// static power of the catalogue or idleShare of the TDP. Bytes from on-chip memory cost what 1 MB of SRAM does at 45
/// nm (Horowitz, ISSCC 2014).
[[nodiscard]] Coefficients coefficientsOf(const Processor& processor, Precision precision);

struct EnergyOptions {
    Precision precision = Precision::fp32;
    /// Of metric (0).
    double utilisation = 1;
    /// Of metric (1); none: the base clock.
    std::optional<double> clockHz;
    /// P_static of metric (1).
    Watts staticPower{0};
    /// Norms, activations and additions are computed with the convolution before them: no traffic of their own.
    bool fused = false;
    /// Tensors that are no larger stay on the chip and cost no DRAM access; 0: none do; none: the catalogue's.
    std::optional<double> onChipBytes = 0;
    /// In the place of coefficientsOf().
    std::optional<Coefficients> coefficients;

    [[nodiscard]] Status validate() const;
};

/// Joules of one inference over one slot; none where the catalogue lacks a number. Metrics and the bottom-up model
/// (compute + memory + static) are two answers to one question: they are not added, the TDP of the metrics pays for
/// memory already.
struct EnergyEstimate {
    std::optional<double> metric0;
    std::optional<double> metric1;
    std::optional<double> metric2;
    std::optional<double> compute;
    std::optional<double> memory;
    std::optional<double> staticJ;
    /// Measured share; see run::LayerMeasurement.
    std::optional<double> measured;

    /// compute + memory + static.
    [[nodiscard]] std::optional<double> bottomUp() const;
};

struct LayerEnergy {
    model::Layer layer;
    EnergyEstimate energy;
    /// Of the roofline, max(operations/peak, DRAM bytes/bandwidth); none where a number lacks.
    std::optional<double> seconds;
    double dramBytes = 0;
    std::optional<double> measuredSeconds;
};

struct BlockEnergy {
    std::string name;
    std::int64_t macs = 0;
    std::int64_t parameters = 0;
    EnergyEstimate energy;
};

/// A model on a grid on a processor.
struct ModelEnergy {
    std::string processor; ///< id
    std::vector<LayerEnergy> layers;
    std::vector<BlockEnergy> blocks; ///< in network order; each is the sum of its layers
    EnergyEstimate whole;
    std::vector<std::string> sources; ///< of the coefficients
};

/// Quality: catalogue. `measured` puts a run's layer measurements beside, by name.
[[nodiscard]] ModelEnergy modelEnergy(const model::ModelLayers& layers, const Processor& processor,
                                      const EnergyOptions& options,
                                      std::span<const run::LayerMeasurement> measured = {});

/// Bytes of a layer at a precision (the model counts 4-byte elements).
[[nodiscard]] model::ModelLayers atPrecision(model::ModelLayers layers, Precision precision);

/// One model over processors: the paper's Fig. 1.
struct ProcessorEnergy {
    Processor processor;
    EnergyEstimate energy;
};

/// In the order of `processors`.
[[nodiscard]] std::vector<ProcessorEnergy> compareProcessors(const model::ModelLayers& layers,
                                                             std::span<const Processor> processors,
                                                             const EnergyOptions& options);

} // namespace rxwatt::energy
