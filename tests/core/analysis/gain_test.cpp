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

    for (const auto& [ber, sinrDb] : {std::pair(0.01, 5.0), {0.1, 0.0}, {1e-4, 15.0}}) {
        const BerCrossing crossing = crossingOf(curve, ber);
        EXPECT_EQ(crossing.kind, Crossing::found) << ber;
        EXPECT_NEAR(crossing.sinrDb, sinrDb, 1e-12) << ber;
    }
}

TEST(Gain, SaysWhereABerIsNotReached)
{
    const std::vector<BerAt> curve = {{0, 0.2}, {10, 0.1}};

    EXPECT_EQ(crossingOf(curve, 0.01).kind, Crossing::notReached) << "a floor";
    EXPECT_EQ(crossingOf(curve, 0.3).kind, Crossing::fromTheFirst);
    EXPECT_EQ(crossingOf({}, 0.1).kind, Crossing::notReached);
}

TEST(Gain, TakesTheFirstCrossing)
{
    const std::vector<BerAt> curve = {{0, 0.1}, {10, 0.001}, {20, 0.1}, {30, 0.001}};

    EXPECT_NEAR(crossingOf(curve, 0.01).sinrDb, 5, 1e-12);
}

TEST(Gain, TakesNoErrorForAVerySmallBer)
{
    const std::vector<BerAt> curve = {{0, 0.1}, {10, 0}};

    EXPECT_NEAR(crossingOf(curve, 0.01, 0.001).sinrDb, 5, 1e-12);
}

TEST(Gain, CountsNoErrorAsHalfOfOne)
{
    const auto curve = [](std::uint64_t lastErrors) {
        return std::vector<CurvePoint>{{0, {{2000, 10000}}}, {10, {{lastErrors, 10000}}}};
    };
    // From log10(0.2) to log10(0.5e-4) over 10 dB, and to log10(1e-2).
    const double none = 10 * std::log10(0.2 / 0.1) / std::log10(0.2 / 0.5e-4);
    const double hundred = 10 * std::log10(0.2 / 0.1) / std::log10(0.2 / 1e-2);
    const Gain gain = gainOver(curve(0), curve(100), {});

    ASSERT_TRUE(gain.gainDb);
    EXPECT_NEAR(*gain.gainDb, hundred - none, 1e-9);
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

    EXPECT_EQ(gain.receiver, Crossing::found);
    EXPECT_EQ(gain.reference, Crossing::notReached);
    EXPECT_FALSE(gain.gainDb);
    EXPECT_FALSE(gain.lowDb);
}

/// A curve of so many points whose slots all have one BER but for the last point, where some slots are better.
std::vector<CurvePoint> flatCurve(double ber, std::size_t betterSlots, double betterBer)
{
    constexpr std::uint64_t bits = 1000;
    const auto errors = [](double share) { return static_cast<std::uint64_t>(std::round(share * bits)); };
    std::vector<SlotErrors> last(100, {errors(ber), bits});
    std::fill_n(last.begin(), betterSlots, SlotErrors{errors(betterBer), bits});
    return {{0, std::vector<SlotErrors>(100, {errors(ber), bits})}, {10, last}};
}

TEST(Gain, IsOpenOnTheSideWhereACurveMayNotReachTheBer)
{
    const auto sure = flatCurve(0.2, 100, 0.01);
    // A sample reaches 0.1 where at least 10 of its slots are better ones: all but 1 in 400 do with 20 of them ...
    const Gain safe = gainOver(flatCurve(0.105, 20, 0.055), sure, {0.1, 1000, 1});
    ASSERT_TRUE(safe.gainDb);
    EXPECT_TRUE(safe.lowDb);
    EXPECT_TRUE(safe.highDb);

    // ... and 1 in 5 does not with 12.
    const auto unsure = flatCurve(0.105, 12, 0.055);
    const Gain receiverMayFail = gainOver(unsure, sure, {0.1, 1000, 1});
    ASSERT_TRUE(receiverMayFail.gainDb);
    EXPECT_FALSE(receiverMayFail.lowDb);
    EXPECT_TRUE(receiverMayFail.highDb);

    const Gain referenceMayFail = gainOver(sure, unsure, {0.1, 1000, 1});
    EXPECT_TRUE(referenceMayFail.lowDb);
    EXPECT_FALSE(referenceMayFail.highDb);
}

} // namespace

} // namespace rxwatt::analysis
