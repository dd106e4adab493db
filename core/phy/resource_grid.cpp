// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phy/resource_grid.h"

#include "core/phy/dmrs.h"

namespace rxwatt::phy
{

ResourceGrid makeResourceGrid(int dmrsSymbols, int subcarriers)
{
    const std::size_t elements = static_cast<std::size_t>(symbolsPerSlot) * subcarriers;
    ResourceGrid grid{std::vector<std::uint8_t>(elements, 1), std::vector<std::uint8_t>(elements, 0)};
    for (const int symbol : dmrsSymbolPositions(dmrsSymbols)) {
        const std::size_t row = static_cast<std::size_t>(symbol) * subcarriers;
        for (int subcarrier = 0; subcarrier < subcarriers; ++subcarrier) {
            grid.dataMask[row + subcarrier] = 0;
            grid.dmrsMask[row + subcarrier] = subcarrier % 2 == 0 ? 1 : 0;
        }
    }
    return grid;
}

} // namespace rxwatt::phy
