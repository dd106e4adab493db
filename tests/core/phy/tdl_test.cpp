// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phy/tdl.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <numeric>

namespace rxwatt::phy
{
namespace
{

constexpr std::array tdlModels{ChannelModel::tdlA, ChannelModel::tdlB, ChannelModel::tdlC, ChannelModel::tdlD,
                               ChannelModel::tdlE};

TEST(Tdl, TablesEqualTheReferenceTables)
{
    const auto folder = std::filesystem::path(RXWATT_VECTORS) / "tdl";
    if (!exists(folder)) {
        GTEST_SKIP() << "no reference vectors in " << RXWATT_VECTORS;
    }
    for (const ChannelModel model : tdlModels) {
        const auto expected = nlohmann::json::parse(std::ifstream(folder / (std::string(nameOf(model)) + ".json")));
        const TdlTable table = tdlTable(model);
        ASSERT_EQ(table.lineOfSight, expected["los"].get<int>() == 1);
        const std::size_t rays = table.lineOfSight ? 1 : 0;
        ASSERT_EQ(table.taps.size() + rays, expected["delays"].size());
        if (table.lineOfSight) {
            EXPECT_EQ(table.lineOfSightPowerDb, expected["powers"][0].get<double>());
        }
        for (std::size_t tap = 0; tap < table.taps.size(); ++tap) {
            EXPECT_EQ(table.taps[tap].delay, expected["delays"][tap + rays].get<double>()) << nameOf(model) << tap;
            EXPECT_EQ(table.taps[tap].powerDb, expected["powers"][tap + rays].get<double>()) << nameOf(model) << tap;
        }
    }
}

/// The tables are printed to four digits at best and TDL-D's and -E's delays are scaled without care for more.
TEST(Tdl, ProfilesHavePowerOneAndTheirDelaySpread)
{
    for (const ChannelModel model : tdlModels) {
        const TdlProfile profile = tdlProfile(model);
        double power = profile.lineOfSightPower;
        double mean = 0;
        double square = 0;
        for (std::size_t tap = 0; tap < profile.delays.size(); ++tap) {
            power += profile.powers[tap];
            mean += profile.powers[tap] * profile.delays[tap];
            square += profile.powers[tap] * profile.delays[tap] * profile.delays[tap];
        }
        EXPECT_NEAR(power, 1, 1e-12);
        EXPECT_NEAR(std::sqrt(square - mean * mean), 1, 0.01) << nameOf(model);
    }
}

TEST(Tdl, LineOfSightHasTheKFactorsOfTheTables)
{
    const auto kFactor = [](ChannelModel model) {
        const TdlProfile profile = tdlProfile(model);
        return 10 * std::log10(profile.lineOfSightPower / profile.powers[0]);
    };
    EXPECT_NEAR(kFactor(ChannelModel::tdlD), 13.3, 1e-9);
    EXPECT_NEAR(kFactor(ChannelModel::tdlE), 22.0, 1e-9);
}

} // namespace
} // namespace rxwatt::phy
