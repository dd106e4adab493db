// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/network/receiver_network.h"
#include "core/training/optimizer.h"

namespace rxwatt::training
{

/// A network in training mode with its parameters and the optimiser that updates them.
struct Learner {
    network::ReceiverNetwork& network;
    FlatParameters& parameters;
    OptimizerState& optimizer;
};

/// One batch: features [slot, channel, symbol, subcarrier], bits and mask (0 or 1) [slot, bit, symbol, subcarrier].
struct TrainingBatch {
    torch::Tensor features;
    torch::Tensor bits;
    torch::Tensor mask;
};

struct StepResult {
    /// Masked binary cross-entropy of the batch, before the update.
    double loss = 0;
    /// Norm of the gradients before clipping.
    double gradientNorm = 0;

    [[nodiscard]] bool isFinite() const;
};

/// One update: forward, loss, backward, clipping to `gradientClip` (0: none), optimiser. Where loss or gradients are
/// not finite the parameters stay as they are.
[[nodiscard]] StepResult trainStep(const Learner& learner, const TrainingBatch& batch, double learningRate,
                                   double gradientClip);

} // namespace rxwatt::training
