// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/network_judge.h"

#include "core/training/network_batch.h"

namespace rxwatt::training
{

NetworkJudge::NetworkJudge(network::ReceiverNetwork network, torch::Device device, std::size_t input)
    : m_network(std::move(network)), m_device(device), m_input(input)
{
}

void NetworkJudge::judge(const SlotBatch& batch, std::span<std::int64_t> errors)
{
    const auto logits = infer(m_network, featuresOf(batch, m_input, m_device));
    countBitErrors(batch, {logits.data_ptr<float>(), static_cast<std::size_t>(logits.numel())},
                   static_cast<int>(logits.size(3)), errors);
}

} // namespace rxwatt::training
