// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/phy/receiver.h"

namespace rxwatt::phy
{

// One file each; makeReceiver finds them by name.

[[nodiscard]] std::unique_ptr<Receiver> makePerfectCsiReceiver(const LinkConfig& config);
[[nodiscard]] std::unique_ptr<Receiver> makeLsLinearReceiver(const LinkConfig& config);
[[nodiscard]] std::unique_ptr<Receiver> makeLmmseReceiver(const LinkConfig& config);

} // namespace rxwatt::phy
