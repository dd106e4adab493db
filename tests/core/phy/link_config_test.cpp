// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phy/link_config.h"

#include <gtest/gtest.h>

#include <functional>
#include <limits>

namespace rxwatt::phy
{

TEST(LinkConfig, DefaultsAreValid)
{
    EXPECT_TRUE(LinkConfig().validate());
    EXPECT_EQ(LinkConfig().maxBitsPerSymbol(), 8);
}

TEST(LinkConfig, RefusesWhatIsOutOfRangeAndNamesThePath)
{
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();

    struct Case {
        const char* path;
        std::function<void(LinkConfig&)> spoil;
    };

    const std::vector<Case> cases = {
        {"link.carrier_frequency_hz", [](LinkConfig& link) { link.carrierFrequencyHz = -1; }},
        {"link.subcarrier_spacing_hz", [](LinkConfig& link) { link.subcarrierSpacingHz = 20e3; }},
        {"link.resource_blocks", [](LinkConfig& link) { link.resourceBlocks = 0; }},
        {"link.resource_blocks", [](LinkConfig& link) { link.resourceBlocks = 276; }},
        {"link.rx_antennas", [](LinkConfig& link) { link.rxAntennas = 0; }},
        {"link.rx_antennas", [](LinkConfig& link) { link.rxAntennas = 17; }},
        {"link.modulation", [](LinkConfig& link) { link.modulations.clear(); }},
        {"link.modulation[1]",
         [](LinkConfig& link) {
             link.modulations = {Modulation::qpsk, Modulation::qpsk};
         }},
        {"link.dmrs.symbols", [](LinkConfig& link) { link.dmrs.symbols.clear(); }},
        {"link.dmrs.symbols", [](LinkConfig& link) { link.dmrs.symbols = {3}; }},
        {"link.dmrs.type", [](LinkConfig& link) { link.dmrs.type = 2; }},
        {"link.dmrs.scrambling_id", [](LinkConfig& link) { link.dmrs.scramblingId = 65536; }},
        {"link.channel.models", [](LinkConfig& link) { link.channel.models.clear(); }},
        {"link.channel.delay_spread_s",
         [](LinkConfig& link) {
             link.channel.delaySpread = {2e-5, 2e-5};
         }},
        {"link.channel.delay_spread_s[0]",
         [](LinkConfig& link) {
             link.channel.delaySpread = {-1e-9, 1e-7};
         }},
        {"link.channel.max_doppler_hz[1]",
         [](LinkConfig& link) {
             link.channel.maxDopplerHz = {0, 1e6};
         }},
        {"link.interference_share", [](LinkConfig& link) { link.interferenceShare = 1.1; }},
        {"link.sinr_db[1]",
         [nan](LinkConfig& link) {
             link.sinrDb = {0, nan};
         }},
        {"link.sinr_db",
         [](LinkConfig& link) {
             link.sinrDb = {10, 0};
         }},
    };
    for (const Case& spoiled : cases) {
        LinkConfig link;
        spoiled.spoil(link);
        const Status status = link.validate();
        ASSERT_FALSE(status) << spoiled.path;
        EXPECT_EQ(status.error().kind, ErrorKind::badInput);
        EXPECT_TRUE(status.error().message.starts_with(std::string(spoiled.path) + ": found "))
            << status.error().message;
    }
}

TEST(LinkConfig, NamesGoBothWays)
{
    for (int bits = 0; bits < 4; ++bits) {
        const auto modulation = static_cast<Modulation>(bits);
        EXPECT_EQ(modulationFromName(nameOf(modulation)).value(), modulation);
    }
    for (int i = 0; i < 6; ++i) {
        const auto model = static_cast<ChannelModel>(i);
        EXPECT_EQ(channelModelFromName(nameOf(model)).value(), model);
    }
    EXPECT_EQ(modulationFromName("8PSK").error().message, "found \"8PSK\", QPSK, 16QAM, 64QAM, 256QAM are allowed");
}

} // namespace rxwatt::phy
