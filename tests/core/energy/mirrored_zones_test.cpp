// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/mirrored_zones.h"
#include "tests/core/energy/fake_source.h"

#include <gtest/gtest.h>

namespace rxwatt::energy
{

namespace
{

class MirroredZonesTest : public testing::Test
{
protected:
    /// Both counters move by so much.
    void move(std::uint64_t first, std::uint64_t second)
    {
        a += first;
        b += second;
        mirrors.take(std::vector<Reading>{{a, true}, {b, true}});
    }

    std::uint64_t a = 1000;
    std::uint64_t b = 9000;
    std::vector<Zone> zones = {test::zoneOf("0", ZoneScope::package, "package-0-die-0"),
                               test::zoneOf("1", ZoneScope::package, "package-0-die-1")};
    MirroredZones mirrors{zones};
};

TEST_F(MirroredZonesTest, FiveEqualStepsUnderChangingLoadAreOneCounter)
{
    for (const std::uint64_t step : {0, 10, 12, 11, 15}) {
        move(step, step);
    }
    EXPECT_EQ(mirrors.originalOf(1), 1U) << "four steps do not do";
    move(9, 9);
    EXPECT_EQ(mirrors.originalOf(1), 0U);
    EXPECT_EQ(mirrors.originalOf(0), 0U);
}

TEST_F(MirroredZonesTest, EqualStepsThatNeverChangeProveNothing)
{
    for (int i = 0; i < 50; ++i) {
        move(10, 10);
    }
    EXPECT_EQ(mirrors.originalOf(1), 1U);
}

TEST_F(MirroredZonesTest, CountersThatDifferNowAndThenAreTwo)
{
    for (std::uint64_t i = 0; i < 60; ++i) {
        move(10 + i, 10 + i + (i % 4 == 0 ? 1 : 0));
    }
    EXPECT_EQ(mirrors.originalOf(1), 1U);
}

TEST_F(MirroredZonesTest, CountersThatStandStillProveNothing)
{
    for (int i = 0; i < 50; ++i) {
        move(0, 0);
    }
    EXPECT_EQ(mirrors.originalOf(1), 1U);
}

} // namespace

} // namespace rxwatt::energy
