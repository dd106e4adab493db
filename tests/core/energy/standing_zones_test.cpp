// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/standing_zones.h"
#include "tests/core/energy/fake_source.h"

#include <gtest/gtest.h>

namespace rxwatt::energy
{

namespace
{

TEST(StandingZones, AreThoseThatMustMoveAndWereReadTheSame)
{
    const std::vector<Zone> zones = {
        test::zoneOf("0", ZoneScope::package, "package-0"), test::zoneOf("1", ZoneScope::platform, "psys"),
        test::zoneOf("2", ZoneScope::uncore, "uncore"), test::zoneOf("3", ZoneScope::dram, "dram")};
    StandingZones standing(zones);
    EXPECT_FALSE(standing.any()) << "nothing was read";
    standing.take(std::vector<Reading>{{5, true}, {7, true}, {9, true}, {0, false}});
    EXPECT_TRUE(standing.any());
    standing.take(std::vector<Reading>{{6, true}, {7, true}, {9, true}, {0, false}});
    EXPECT_FALSE(standing.stands(0));
    EXPECT_TRUE(standing.stands(1));
    EXPECT_FALSE(standing.stands(2)) << "a part may sleep";
    EXPECT_FALSE(standing.stands(3)) << "what cannot be read does not stand";
    standing.take(std::vector<Reading>{{6, true}, {8, true}, {9, true}, {0, false}});
    EXPECT_FALSE(standing.any());
}

TEST(StandingZones, PowerMayStayTheSame)
{
    Zone zone = test::zoneOf("0", ZoneScope::package, "package-0");
    zone.kind = ReadingKind::power;
    EXPECT_FALSE(alwaysMoves(zone));
    Zone card = test::zoneOf("1", ZoneScope::gpu, "card");
    EXPECT_FALSE(alwaysMoves(card)) << "it may be switched off";
    card.source = "nvml";
    EXPECT_TRUE(alwaysMoves(card));
}

} // namespace

} // namespace rxwatt::energy
