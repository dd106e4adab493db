// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/network/receiver_network.h"
#include "core/phy/link_config.h"
#include "core/training/run_job.h"

namespace rxwatt::training
{

/// A network whose inference is measured, on the device that it is on, and the link whose slots it gets.
struct MeasuredNetwork {
    network::ReceiverNetwork network;
    phy::LinkConfig link;
    torch::Device device = torch::kCPU;
};

/// The phase `inference`: energy of one in a steady state, above the base power. Nothing where the run has no base
/// power or does not want it. False where a stop came in between.
[[nodiscard]] Result<bool> measureInferenceOf(RunJob& job, MeasuredNetwork& measured);

/// The same for a run of kind `measure`: before it the time of every layer, after it their shares of the energy.
[[nodiscard]] Result<RunEnd> measureNetwork(RunJob& job, MeasuredNetwork& measured);

} // namespace rxwatt::training
