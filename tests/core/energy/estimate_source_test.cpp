// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/estimate_source.h"
#include "tests/support/file_helpers.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rxwatt::energy
{

namespace
{

using run::PowerEstimate;
using testing::HasSubstr;

TEST(EstimatedPower, FollowsTheLawsOfCodeCarbon)
{
    EXPECT_NEAR(estimatedPower(PowerEstimate::cubic, Watts{100}, 0).value, 10, 1e-9);
    EXPECT_NEAR(estimatedPower(PowerEstimate::cubic, Watts{100}, 0.5).value, 21.25, 1e-9);
    EXPECT_NEAR(estimatedPower(PowerEstimate::cubic, Watts{100}, 1).value, 100, 1e-9);
    EXPECT_NEAR(estimatedPower(PowerEstimate::linear, Watts{100}, 0.3).value, 30, 1e-9);
    EXPECT_NEAR(estimatedPower(PowerEstimate::halfTdp, Watts{85}, 0.9).value, 42.5, 1e-9) << "the telltale";
}

TEST(EstimatedPower, OfMemoryGoesByItsModules)
{
    EXPECT_NEAR(estimatedMemoryPower(2).value, 10, 1e-9) << "at least";
    EXPECT_NEAR(estimatedMemoryPower(16).value, 10, 1e-9);
    EXPECT_NEAR(estimatedMemoryPower(64).value, 20, 1e-9);
    EXPECT_NEAR(estimatedMemoryPower(128).value, 4 * 5 + 4 * 4.5, 1e-9);
    EXPECT_NEAR(estimatedMemoryPower(256).value, 4 * 5 + 4 * 4.5, 1e-9);
    EXPECT_LE(estimatedMemoryPower(1e6).value, 4 * 5 + 4 * 4.5 + 8 * 4 + 16 * 3.5);
}

class EstimateSourceTest : public testing::Test
{
protected:
    EstimateSourceTest()
    {
        config.proc = folder.path();
        config.tdp = Watts{100};
        putTicks(0, 0);
        test::putContent(folder / "meminfo", "MemTotal:       15625000 kB\n");
    }

    void putTicks(int busy, int idle)
    {
        test::putContent(folder / "stat", "cpu  " + std::to_string(busy) + " 0 0 " + std::to_string(idle) +
                                              " 0 0 0 0 0 0\ncpu0 1 1 1 1\n");
    }

    test::TemporaryFolder folder;
    EstimateConfig config;
};

TEST_F(EstimateSourceTest, IsMarkedAndSaysItsMethod)
{
    EstimateSource source(config);
    EXPECT_TRUE(source.probe().available);
    ASSERT_EQ(source.zones().size(), 2U);
    for (const Zone& zone : source.zones()) {
        EXPECT_EQ(zone.quality, Quality::estimated);
        EXPECT_EQ(zone.kind, ReadingKind::power);
    }
    EXPECT_THAT(source.zones()[0].method, HasSubstr("TDP 100 W (given)"));
    config.tdp.reset();
    EstimateSource unknown(config);
    EXPECT_TRUE(unknown.probe().available);
    EXPECT_THAT(unknown.zones()[0].method, HasSubstr("4 W a thread"));
}

TEST_F(EstimateSourceTest, TakesTheLoadSinceTheLastReading)
{
    EstimateSource source(config);
    ASSERT_TRUE(source.probe().available);
    std::vector<Reading> readings(2);
    putTicks(50, 50);
    source.read(readings);
    EXPECT_EQ(readings[0], (Reading{21'250'000, true}));
    EXPECT_EQ(readings[1], (Reading{10'000'000, true}));
    source.read(readings);
    EXPECT_EQ(readings[0], (Reading{21'250'000, true})) << "no tick since";
    putTicks(50, 150);
    source.read(readings);
    EXPECT_EQ(readings[0], (Reading{10'000'000, true}));
}

TEST_F(EstimateSourceTest, ALoadThatCannotBeReadIsNoReading)
{
    EstimateSource source(config);
    ASSERT_TRUE(source.probe().available);
    std::vector<Reading> readings(2);
    test::putContent(folder / "stat", "cpu  many\n");
    source.read(readings);
    EXPECT_FALSE(readings[0].valid);
    EXPECT_FALSE(EstimateSource(config).probe().available);
}

TEST_F(EstimateSourceTest, IsNotThereWhereItIsNotWanted)
{
    config.law = PowerEstimate::none;
    EXPECT_FALSE(EstimateSource(config).probe().available);
}

} // namespace

} // namespace rxwatt::energy
