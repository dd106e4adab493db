// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/network/receiver_network.h"
#include "core/training/slot_source.h"

#include <span>

namespace rxwatt::training
{

/// A batch's features number `input` as a network takes them, [slot, channel, symbol, subcarrier] in channels-last
/// memory. On the CPU a view: it lives as long as the batch.
[[nodiscard]] torch::Tensor featuresOf(const SlotBatch& batch, std::size_t input, torch::Device device);
/// The batch's bits, or its mask, [slot, bit, symbol, subcarrier] in channels-last memory.
[[nodiscard]] torch::Tensor bitsOf(const SlotBatch& batch, torch::Device device);
[[nodiscard]] torch::Tensor maskOf(const SlotBatch& batch, torch::Device device);

/// Bit logits of a batch by a network in evaluation mode, on the CPU, [slot, symbol, subcarrier, bit] in C order; as
/// many bits as the network has.
[[nodiscard]] torch::Tensor infer(network::ReceiverNetwork& network, const torch::Tensor& features);

/// Bit errors of each slot by the signs of logits [slot, symbol, subcarrier, `logitBits`]; of more logits than the
/// batch has bits, the first count (the constellations are hierarchical). Logit 0 decides for bit 0.
void countBitErrors(const SlotBatch& batch, std::span<const float> logits, int logitBits,
                    std::span<std::int64_t> errors);

} // namespace rxwatt::training
