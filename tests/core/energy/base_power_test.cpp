// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/base_power.h"

#include <gtest/gtest.h>

#include <cmath>

namespace rxwatt::energy
{

namespace
{

/// Ten samples a second of a power at each time.
template <typename Power>
std::vector<PowerSample> samplesOf(double seconds, Power power)
{
    std::vector<PowerSample> samples;
    for (int i = 0; i < static_cast<int>(seconds * 10); ++i) {
        samples.push_back({Seconds{i / 10.0}, Seconds{(i + 1) / 10.0}, Watts{power(i / 10.0)}});
    }
    return samples;
}

TEST(BasePower, IsTheMedianAndNotTheMean)
{
    // Somebody was busy for a fifth of the time.
    const auto base = basePowerOf(samplesOf(30, [](double t) { return t >= 12 && t < 18 ? 90.0 : 40.0; }));
    ASSERT_TRUE(base);
    EXPECT_NEAR(base->medianW, 40, 1e-9);
    EXPECT_NEAR(base->madW, 0, 1e-9);
    EXPECT_EQ(base->samples, 60);
    EXPECT_NEAR(base->durationS, 30, 1e-9);
}

TEST(BasePower, HasTheSlopeOfALineForItsDrift)
{
    const auto base = basePowerOf(samplesOf(20, [](double t) { return 40 + 0.001 * t; }));
    ASSERT_TRUE(base);
    EXPECT_NEAR(base->driftWPerH, 3.6, 1e-6);
    EXPECT_GT(base->madW, 0);
}

TEST(BasePower, ABurstDoesNotTiltTheDrift)
{
    // The device comes to rest in the first second.
    const auto base = basePowerOf(samplesOf(20, [](double t) { return t < 1 ? 120.0 : 40 + 0.001 * t; }));
    ASSERT_TRUE(base);
    EXPECT_NEAR(base->driftWPerH, 3.6, 0.1);
}

TEST(BasePower, ACounterThatMovesNowAndThenIsNoNoise)
{
    // All the energy of 0.2 s in every other sample.
    int i = 0;
    const auto base = basePowerOf(samplesOf(10, [&i](double) { return i++ % 2 == 0 ? 0.0 : 80.0; }));
    ASSERT_TRUE(base);
    EXPECT_NEAR(base->medianW, 40, 0.5);
    EXPECT_EQ(base->samples, 5);
}

TEST(BasePower, StepsThatBeatWithTheSamplesDoNotShiftIt)
{
    // As on a GPU: 12.1 J every 100 ms, read a little less often, so that some readings hold two steps.
    const auto stepsBy = [](double t) { return std::floor(t / 0.1); };
    for (const double period : {0.1044, 0.102, 0.098}) {
        std::vector<PowerSample> samples;
        for (int i = 0; i < 120; ++i) {
            const double begin = period * i;
            const double end = period * (i + 1);
            const double watts = 12.1 * (stepsBy(end) - stepsBy(begin)) / period;
            samples.push_back({Seconds{begin}, Seconds{end}, Watts{watts}});
        }
        const auto base = basePowerOf(samples);
        ASSERT_TRUE(base);
        EXPECT_NEAR(base->medianW, 121, 0.021 * 121) << period;
    }
}

TEST(BasePower, TakesMoreThanAMoment)
{
    EXPECT_FALSE(basePowerOf({}));
    EXPECT_FALSE(basePowerOf(samplesOf(1, [](double) { return 40.0; })));
    EXPECT_TRUE(basePowerOf(samplesOf(1.5, [](double) { return 40.0; })));
}

} // namespace

} // namespace rxwatt::energy
