// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/gain.h"
#include "tests/core/analysis/fading.h"

#include <gtest/gtest.h>

namespace rxwatt::analysis
{

namespace
{

using test::FadingChannel;

std::vector<CurvePoint> curveOf(std::uint64_t repeat, double scale)
{
    std::vector<CurvePoint> curve;
    for (double sinrDb = -4; sinrDb <= 16; sinrDb += 2) {
        curve.push_back({sinrDb, FadingChannel{std::pow(10, sinrDb / 10)}.slots(repeat, 100, scale)});
    }
    return curve;
}

TEST(Gain, InterpolatesTheLogarithm)
{
    const std::vector<BerAt> curve = {{0, 0.1}, {10, 0.001}, {20, 0.00001}};

    EXPECT_NEAR(sinrAtBer(curve, 0.01).value(), 5, 1e-12);
    EXPECT_NEAR(sinrAtBer(curve, 0.1).value(), 0, 1e-12);
    EXPECT_NEAR(sinrAtBer(curve, 1e-4).value(), 15, 1e-12);
}

TEST(Gain, SaysWhereABerIsNotReached)
{
    const std::vector<BerAt> curve = {{0, 0.2}, {10, 0.1}};

    EXPECT_FALSE(sinrAtBer(curve, 0.01)) << "a floor";
    EXPECT_FALSE(sinrAtBer(curve, 0.3)) << "below it from the first point on";
    EXPECT_FALSE(sinrAtBer({}, 0.1));
}

TEST(Gain, TakesTheFirstCrossing)
{
    const std::vector<BerAt> curve = {{0, 0.1}, {10, 0.001}, {20, 0.1}, {30, 0.001}};

    EXPECT_NEAR(sinrAtBer(curve, 0.01).value(), 5, 1e-12);
}

TEST(Gain, TakesNoErrorForAVerySmallBer)
{
    const std::vector<BerAt> curve = {{0, 0.1}, {10, 0}};

    EXPECT_NEAR(sinrAtBer(curve, 0.01, 0.001).value(), 5, 1e-12);
}

TEST(Gain, FindsTheDecibelsBetweenTwoReceivers)
{
    const Gain gain = gainOver(curveOf(1, 1), curveOf(1, std::pow(10, 0.3)), {0.1, 400, 1});

    ASSERT_TRUE(gain.gainDb && gain.lowDb && gain.highDb);
    EXPECT_NEAR(*gain.gainDb, 3, 0.15);
    EXPECT_LT(*gain.lowDb, *gain.gainDb);
    EXPECT_GT(*gain.highDb, *gain.gainDb);
    // The slots' fades are common to both, so the gain is known far better than either curve.
    EXPECT_LT(*gain.highDb - *gain.lowDb, 0.6);
}

TEST(Gain, IsTheSameForTheSameSeed)
{
    const auto receiver = curveOf(1, 1);
    const auto reference = curveOf(1, 2);
    const Gain first = gainOver(receiver, reference, {0.1, 100, 7});
    const Gain again = gainOver(receiver, reference, {0.1, 100, 7});
    const Gain other = gainOver(receiver, reference, {0.1, 100, 8});

    EXPECT_EQ(first.lowDb, again.lowDb);
    EXPECT_EQ(first.highDb, again.highDb);
    EXPECT_NE(first.lowDb, other.lowDb);
}

TEST(Gain, HasNoValueWhereOneDoesNotReachTheBer)
{
    const Gain gain = gainOver(curveOf(1, 1), curveOf(1, 1e6), {0.1, 10, 1});

    EXPECT_FALSE(gain.gainDb);
    EXPECT_FALSE(gain.lowDb);
}

} // namespace

} // namespace rxwatt::analysis
