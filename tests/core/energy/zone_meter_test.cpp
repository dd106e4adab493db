// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/zone_meter.h"

#include <gtest/gtest.h>

namespace rxwatt::energy
{

namespace
{

Zone counterZone(std::uint64_t range = 262'143'328'851)
{
    Zone zone;
    zone.source = "powercap";
    zone.path = "intel-rapl:0";
    zone.range = range;
    zone.limit = Watts{100};
    return zone;
}

/// Energy of the last of some readings, a second apart.
std::optional<double> lastOf(Zone zone, const std::vector<Reading>& readings, double period = 1)
{
    ZoneMeter meter(std::move(zone));
    std::optional<Joules> energy;
    double time = 1000;
    for (const Reading& reading : readings) {
        energy = meter.take(reading, Seconds{time});
        time += period;
    }
    return energy ? std::optional(energy->value) : std::nullopt;
}

TEST(ZoneMeter, IsTheDifferenceOfTwoReadings)
{
    EXPECT_EQ(lastOf(counterZone(), {{5'000'000, true}}), std::nullopt) << "one reading is none";
    EXPECT_NEAR(lastOf(counterZone(), {{5'000'000, true}, {65'000'000, true}}).value(), 60, 1e-9);
}

TEST(ZoneMeter, GoesOnOverAWrap)
{
    EXPECT_NEAR(lastOf(counterZone(), {{262'143'328'850, true}, {59'999'999, true}}).value(), 60, 1e-9);
}

TEST(ZoneMeter, AFallOfUnknownRangeIsAGapAndNotItsSize)
{
    EXPECT_EQ(lastOf(counterZone(0), {{60'000'000, true}, {0, true}}), std::nullopt);
    EXPECT_EQ(lastOf(counterZone(1000), {{60'000'000, true}, {0, true}}), std::nullopt) << "a range that is none";
}

TEST(ZoneMeter, ACounterThatHasStoodForFiveSecondsSaysNothing)
{
    const auto standing = [](Zone zone, int seconds) {
        ZoneMeter meter(std::move(zone));
        std::optional<Joules> energy;
        for (int second = 0; second <= seconds; ++second) {
            energy = meter.take({7'000'000, true}, Seconds{1000.0 + second});
        }
        return energy.has_value();
    };
    EXPECT_TRUE(standing(counterZone(), 5));
    EXPECT_FALSE(standing(counterZone(), 6));
    Zone zone = counterZone();
    zone.scope = ZoneScope::uncore;
    EXPECT_TRUE(standing(zone, 600)) << "graphics that nobody uses";
    zone = counterZone();
    zone.kind = ReadingKind::power;
    EXPECT_TRUE(standing(zone, 600)) << "the same power";
    ZoneMeter meter(counterZone());
    for (int second = 0; second <= 6; ++second) {
        (void)meter.take({7'000'000, true}, Seconds{1000.0 + second});
    }
    EXPECT_NEAR(meter.take({17'000'000, true}, Seconds{1007}).value().value, 10, 1e-9) << "it moves again";
}

TEST(ZoneMeter, MoreThanTheZoneCanTakeIsAGap)
{
    EXPECT_TRUE(lastOf(counterZone(), {{0, true}, {374'000'000, true}}));
    EXPECT_EQ(lastOf(counterZone(), {{0, true}, {376'000'000, true}}), std::nullopt)
        << "three times 100 W for a second and a step of the counter";
    Zone zone = counterZone();
    zone.limit.reset();
    EXPECT_TRUE(lastOf(zone, {{0, true}, {2'499'000'000, true}}));
    EXPECT_EQ(lastOf(zone, {{0, true}, {2'501'000'000, true}}), std::nullopt);
}

TEST(ZoneMeter, ACounterThatMovesInStepsIsNotTakenForMoreThanTheZoneCanTake)
{
    // A GPU's counter moves every 100 ms: between readings 10 ms apart lies the energy of ten of them, or none.
    Zone zone = counterZone();
    zone.unit = 1e-3;
    zone.limit = Watts{400};
    ZoneMeter meter(zone);
    double joules = 0;
    int gaps = 0;
    for (int i = 0; i <= 1000; ++i) {
        const auto energy = meter.take({static_cast<std::uint64_t>(i / 10) * 39'000, true}, Seconds{i * 0.01});
        joules += energy ? energy->value : 0;
        gaps += i > 0 && !energy ? 1 : 0;
    }
    EXPECT_EQ(gaps, 0);
    EXPECT_NEAR(joules, 3900, 1e-6) << "390 W for 10 s";
    // RAPL's moves every millisecond: a reading right behind another one may see a step.
    EXPECT_TRUE(lastOf(counterZone(), {{0, true}, {90'000, true}}, 1e-5));
}

TEST(ZoneMeter, TimeInWhichTheCounterMayHaveWrappedTwiceIsAGap)
{
    EXPECT_TRUE(lastOf(counterZone(), {{0, true}, {60'000'000, true}}, 800));
    EXPECT_EQ(lastOf(counterZone(), {{0, true}, {60'000'000, true}}, 900), std::nullopt);
}

TEST(ZoneMeter, AFailedReadingLeavesAGapOnBothSides)
{
    EXPECT_EQ(lastOf(counterZone(), {{0, true}, {0, false}}), std::nullopt);
    EXPECT_EQ(lastOf(counterZone(), {{0, true}, {0, false}, {20'000'000, true}}), std::nullopt);
    EXPECT_NEAR(lastOf(counterZone(), {{0, true}, {0, false}, {20'000'000, true}, {30'000'000, true}}).value(), 10,
                1e-9);
}

TEST(ZoneMeter, PowerIsTakenOverTime)
{
    Zone zone;
    zone.kind = ReadingKind::power;
    EXPECT_NEAR(lastOf(zone, {{40'000'000, true}, {60'000'000, true}}, 0.5).value(), 25, 1e-9);
    EXPECT_EQ(lastOf(zone, {{40'000'000, true}, {60'000'000, true}}, 1.5), std::nullopt)
        << "nobody knows what was between";
}

TEST(ZoneMeter, WhatWasBeforeASleepIsForgotten)
{
    ZoneMeter meter(counterZone());
    EXPECT_FALSE(meter.take({0, true}, Seconds{1}));
    meter.restart();
    EXPECT_FALSE(meter.take({1'000'000, true}, Seconds{2}));
    EXPECT_TRUE(meter.take({2'000'000, true}, Seconds{3}));
}

} // namespace

} // namespace rxwatt::energy
