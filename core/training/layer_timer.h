// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/network/receiver_network.h"
#include "core/run/energy_record.h"

#include <atomic>
#include <vector>

namespace rxwatt::training
{

/// How long each layer of a real forward pass takes.
struct LayerTimes {
    /// In network order, named as in model::layersOf(); an equalizer is no layer of the network and left out. Without
    /// joules.
    std::vector<run::LayerMeasurement> layers;
    /// Of one slot in a forward pass of the same operators, which nothing interrupts. A pass that needs no layer told
    /// apart may be faster (network::canFuse()).
    double forwardSecondsPerInference = 0;
    /// The layers' times together over that. Each layer is waited for, which costs a GPU more than a CPU.
    double shareOfForward = 0;
    int passes = 0;
};

/// Medians over forward passes of these features by a network in evaluation mode, plain passes and timed ones in turn,
/// for about `seconds` and at least three of each. No layers where it was stopped. Throws what Torch throws.
[[nodiscard]] LayerTimes timeLayers(network::ReceiverNetwork& network, const torch::Tensor& features, double seconds,
                                    const std::atomic<bool>& stop);

/// Waits until a GPU has done what it was asked for; nothing on a CPU.
void waitFor(torch::Device device);

} // namespace rxwatt::training
