// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/phy/slot.h"

#include <cstdint>
#include <span>
#include <vector>

namespace rxwatt::phy
{

/// Which resource elements of a slot carry data and which carry pilots: [symbol, subcarrier], 1 or 0. With two CDM
/// groups without data, a DM-RS symbol has pilots on even subcarriers and nothing on odd ones.
struct ResourceGrid {
    std::vector<std::uint8_t> dataMask;
    std::vector<std::uint8_t> dmrsMask;
};

[[nodiscard]] ResourceGrid makeResourceGrid(int dmrsSymbols, int subcarriers);

} // namespace rxwatt::phy
