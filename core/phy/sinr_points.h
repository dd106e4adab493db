// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <vector>

namespace rxwatt::phy
{

/// Whether slots can be simulated at these points: SINRs in dB from minSinrDb to maxSinrDb, and at most `maxSlots`
/// slots over all of them.
[[nodiscard]] Status checkPoints(const std::vector<double>& sinrDb, std::uint64_t slotsEach, std::uint64_t maxSlots);

} // namespace rxwatt::phy
