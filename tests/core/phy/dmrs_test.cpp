// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phy/dmrs.h"
#include "core/phy/resource_grid.h"
#include "tests/support/npy.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <numbers>
#include <numeric>

namespace rxwatt::phy
{
namespace
{

using Complex128 = std::complex<double>;

// The vectors are in double, ours in float: half a unit in the last place of values up to 1.
constexpr double floatRounding = 6e-8;

void expectPilotsOfPuschGrid(const std::filesystem::path& folder, const std::string& name)
{
    const auto grid = test::readNpy<Complex128>(folder / (name + "_grid.npy")).data;
    const auto config = nlohmann::json::parse(std::ifstream(folder / (name + ".json")));
    const auto& dmrs = config["pusch"]["dmrs"];
    const DmrsScrambling scrambling{config["carrier"]["slot_number"], dmrs["n_scid"], dmrs["n_id"]};
    const int subcarriers = config["pusch"]["n_size_bwp"].get<int>() * subcarriersPerResourceBlock;
    ASSERT_EQ(grid.size(), static_cast<std::size_t>(subcarriers * symbolsPerSlot));
    std::vector<Complex> pilots(subcarriers / 2);
    for (const int symbol : dmrsSymbolPositions(2)) {
        dmrsPilots(scrambling, symbol, dmrs["num_cdm_groups_without_data"], pilots);
        for (int m = 0; m < subcarriers / 2; ++m) {
            const Complex128 expected = grid[2 * m * symbolsPerSlot + symbol];
            EXPECT_NEAR(pilots[m].real(), expected.real(), floatRounding)
                << name << " symbol " << symbol << " pilot " << m;
            EXPECT_NEAR(pilots[m].imag(), expected.imag(), floatRounding)
                << name << " symbol " << symbol << " pilot " << m;
        }
    }
}

TEST(Dmrs, PilotsEqualThoseOfTheReferencePuschGrids)
{
    const auto folder = std::filesystem::path(RXWATT_VECTORS) / "pusch";
    if (!exists(folder)) {
        GTEST_SKIP() << "no reference vectors in " << RXWATT_VECTORS;
    }
    expectPilotsOfPuschGrid(folder, "test_0");
    expectPilotsOfPuschGrid(folder, "test_1");
}

/// The reference is of type 2 with double symbols; the sequence of port 0 is the same, and on one resource block its
/// first four values are sent (codes of port 0 are all ones).
TEST(Dmrs, SequenceEqualsTheReferenceForManyCellsAndSlots)
{
    const auto file = std::filesystem::path(RXWATT_VECTORS) / "dmrs" / "reference_dmrs_1.npy";
    if (!exists(file)) {
        GTEST_SKIP() << "no reference vectors in " << RXWATT_VECTORS;
    }
    const auto array = test::readNpy<Complex128>(file, true);
    ASSERT_TRUE(array.fortranOrder);
    const auto& reference = array.data;
    constexpr std::array cells{0, 1, 10, 24, 99, 1006};
    constexpr std::array slots{0, 1, 5, 9};
    constexpr std::array symbols{2, 3, 10, 11};
    constexpr std::size_t ports = 5;
    constexpr std::size_t columns = cells.size() * slots.size() * ports;
    ASSERT_EQ(reference.size(), 16 * columns);
    for (std::size_t column = 0; column < columns; column += ports) {
        // The reference's N_ID is 4 whatever the cell.
        const DmrsScrambling scrambling{slots[column / ports % slots.size()], 0, 4};
        for (std::size_t s = 0; s < symbols.size(); ++s) {
            std::array<Complex, 4> pilots;
            dmrsPilots(scrambling, symbols[s], 1, pilots);
            for (std::size_t m = 0; m < pilots.size(); ++m) {
                const Complex128 expected = reference[column * 16 + 4 * s + m];
                EXPECT_NEAR(std::abs(Complex128(pilots[m]) - expected), 0, floatRounding)
                    << column << ' ' << s << ' ' << m;
            }
        }
    }
}

TEST(Dmrs, InitialValueIsTheClausesFormulaModulo31Bits)
{
    EXPECT_EQ(dmrsInitialValue({0, 0, 0}, 2), 3U << 17);
    // 2^17 (14·19 + 11 + 1)(2·65535 + 1) + 2·65535 + 1 modulo 2^31, by Python
    EXPECT_EQ(dmrsInitialValue({19, 1, 65535}, 11), 2111176703U);
}

TEST(Dmrs, FramesHaveTwiceTheSlotsAtTwiceTheSpacing)
{
    EXPECT_EQ(slotsPerFrame(15e3), 10);
    EXPECT_EQ(slotsPerFrame(30e3), 20);
    EXPECT_EQ(slotsPerFrame(120e3), 80);
}

TEST(ResourceGrid, DmrsSymbolsHaveACombAndNoData)
{
    const ResourceGrid grid = makeResourceGrid(2, 24);
    for (int symbol = 0; symbol < symbolsPerSlot; ++symbol) {
        for (int subcarrier = 0; subcarrier < 24; ++subcarrier) {
            const bool dmrs = symbol == 2 || symbol == 11;
            EXPECT_EQ(grid.dataMask[symbol * 24 + subcarrier], dmrs ? 0 : 1);
            EXPECT_EQ(grid.dmrsMask[symbol * 24 + subcarrier], dmrs && subcarrier % 2 == 0 ? 1 : 0);
        }
    }
    const ResourceGrid single = makeResourceGrid(1, 24);
    EXPECT_EQ(std::accumulate(single.dataMask.begin(), single.dataMask.end(), 0), 13 * 24);
    EXPECT_EQ(std::accumulate(single.dmrsMask.begin(), single.dmrsMask.end(), 0), 12);
}

} // namespace
} // namespace rxwatt::phy
