// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <span>

namespace rxwatt::phy
{

/// The first bits c(0), c(1), … of the length-31 Gold sequence of TS 38.211 §5.2.1 with the given c_init (31 bits),
/// each 0 or 1.
void goldSequence(std::uint32_t initialValue, std::span<std::uint8_t> bits);

} // namespace rxwatt::phy
