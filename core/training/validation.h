// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/network/receiver_network.h"
#include "core/run/spec.h"

#include <atomic>
#include <optional>

namespace rxwatt::training
{

/// Geometric Mean BER (mean of log10(BER) over the validation's SINRs) of a network on slots that are the same every
/// time: stream validation, with the validation's own seed, shared by all SINRs. None where `stop` was set meanwhile.
[[nodiscard]] Result<std::optional<double>> validate(network::ReceiverNetwork& network, const run::RunSpec& spec,
                                                     torch::Device device, int threads, const std::atomic<bool>& stop);

} // namespace rxwatt::training
