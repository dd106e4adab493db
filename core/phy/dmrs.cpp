// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phy/dmrs.h"

#include "core/phy/gold.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

namespace rxwatt::phy
{

std::uint32_t dmrsInitialValue(const DmrsScrambling& scrambling, int symbol)
{
    const auto slotAndSymbol =
        static_cast<std::uint64_t>(symbolsPerSlot) * scrambling.slotNumber + static_cast<std::uint64_t>(symbol) + 1;
    const auto twiceId = 2 * static_cast<std::uint64_t>(scrambling.nId);
    const std::uint64_t value = (slotAndSymbol * (twiceId + 1) << 17) + twiceId + scrambling.nScid;
    return static_cast<std::uint32_t>(value & 0x7FFFFFFF);
}

std::span<const int> dmrsSymbolPositions(int dmrsSymbols)
{
    static constexpr std::array<int, 2> positions{2, 11};
    assert(dmrsSymbols == 1 || dmrsSymbols == 2);
    return std::span(positions).first(static_cast<std::size_t>(dmrsSymbols));
}

void dmrsPilots(const DmrsScrambling& scrambling, int symbol, int cdmGroupsWithoutData, std::span<Complex> pilots)
{
    // 275 resource blocks of 6 pilots, two bits each.
    std::array<std::uint8_t, 275 * 12> bits;
    assert(2 * pilots.size() <= bits.size());
    const auto used = std::span(bits).first(2 * pilots.size());
    goldSequence(dmrsInitialValue(scrambling, symbol), used);
    const auto level = static_cast<float>(std::sqrt(cdmGroupsWithoutData / 2.0));
    for (std::size_t m = 0; m < pilots.size(); ++m) {
        pilots[m] = {used[2 * m] != 0 ? -level : level, used[2 * m + 1] != 0 ? -level : level};
    }
}

int slotsPerFrame(double subcarrierSpacingHz)
{
    return std::max(1, static_cast<int>(std::lround(10 * subcarrierSpacingHz / 15e3)));
}

} // namespace rxwatt::phy
