// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/network/receiver_network.h"
#include "core/training/evaluation.h"

namespace rxwatt::training
{

/// A network as a judge of slots.
class NetworkJudge final : public SlotJudge
{
public:
    /// `input`: place of the network's features among the plan's inputs.
    NetworkJudge(network::ReceiverNetwork network, torch::Device device, std::size_t input);

    void judge(const SlotBatch& batch, std::span<std::int64_t> errors) override;

private:
    network::ReceiverNetwork m_network;
    torch::Device m_device;
    std::size_t m_input;
};

} // namespace rxwatt::training
