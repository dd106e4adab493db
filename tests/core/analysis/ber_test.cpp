// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/ber.h"
#include "tests/core/analysis/fading.h"

#include <gtest/gtest.h>

namespace rxwatt::analysis
{

namespace
{

using test::FadingChannel;

struct Coverage {
    double bySlot = 0;
    double byBit = 0;
};

/// How often the interval holds the truth, and how often one that takes bits for independent does.
Coverage coverageOf(const FadingChannel& channel, std::size_t slots, int repeats)
{
    Coverage coverage;
    for (int repeat = 0; repeat < repeats; ++repeat) {
        const BerEstimate estimate = estimateBer(channel.slots(1000 + static_cast<std::uint64_t>(repeat), slots));
        const double naive = 1.96 * std::sqrt(estimate.ber * (1 - estimate.ber) / static_cast<double>(estimate.bits));
        coverage.bySlot += estimate.low <= channel.ber() && channel.ber() <= estimate.high ? 1 : 0;
        coverage.byBit += std::abs(estimate.ber - channel.ber()) <= naive ? 1 : 0;
    }
    return {coverage.bySlot / repeats, coverage.byBit / repeats};
}

// 400 repeats leave a standard error of 0.011 on a coverage of 0.95.
TEST(Ber, NinetyFiveOfAHundredRepeatsCoverTheTruthOnAFadingChannel)
{
    for (const double snrDb : {0.0, 6.0, 12.0, 18.0}) {
        for (const std::size_t slots : {100U, 200U}) {
            const Coverage coverage = coverageOf({std::pow(10, snrDb / 10)}, slots, 400);

            EXPECT_GE(coverage.bySlot, 0.92) << snrDb << " dB, " << slots << " slots";
            EXPECT_LE(coverage.bySlot, 0.995) << snrDb << " dB, " << slots << " slots";
            EXPECT_LT(coverage.byBit, 0.5) << snrDb << " dB, " << slots << " slots";
        }
    }
}

TEST(Ber, CoversTheTruthWhereFewSlotsHaveMostOfTheErrors)
{
    for (const double snrDb : {24.0, 30.0}) {
        EXPECT_GE(coverageOf({std::pow(10, snrDb / 10)}, 100, 400).bySlot, 0.92) << snrDb << " dB";
    }
}

TEST(Ber, IsNoWiderThanNeededWhereBitsAreIndependent)
{
    std::vector<SlotErrors> slots(100);
    for (std::size_t i = 0; i < slots.size(); ++i) {
        base::RandomStream random({1, base::Stream::simulation, i});
        slots[i] = {static_cast<std::uint64_t>(std::round(100 + 10 * random.normal())), 10000};
    }

    const BerEstimate estimate = estimateBer(slots);

    // 10⁴ errors: 1.96 standard errors are 2 %.
    EXPECT_NEAR(estimate.low / estimate.ber, 0.98, 0.01);
    EXPECT_NEAR(estimate.high / estimate.ber, 1.02, 0.01);
    EXPECT_NEAR(estimate.designEffect, 1, 0.5);
}

TEST(Ber, CountsWhatItWasGiven)
{
    const BerEstimate estimate = estimateBer(std::vector<SlotErrors>{{10, 100}, {0, 100}, {5, 100}, {1, 100}});

    EXPECT_EQ(estimate.slots, 4);
    EXPECT_EQ(estimate.bits, 400);
    EXPECT_EQ(estimate.bitErrors, 16);
    EXPECT_DOUBLE_EQ(estimate.ber, 0.04);
    // 4/3 · (6² + 4² + 1² + 3²) / (400 · 0.04 · 0.96).
    EXPECT_NEAR(estimate.designEffect, 4.0 / 3 * 62 / 15.36, 1e-12);
    EXPECT_NEAR(estimate.effectiveBits, 400 / estimate.designEffect, 1e-9);
    EXPECT_LT(estimate.low, estimate.ber);
    EXPECT_GT(estimate.high, estimate.ber);
}

TEST(Ber, GivesAnUpperBoundWhereNoErrorWasSeen)
{
    const BerEstimate estimate = estimateBer(std::vector<SlotErrors>(100, {0, 5000}));

    EXPECT_EQ(estimate.ber, 0);
    EXPECT_EQ(estimate.low, 0);
    EXPECT_DOUBLE_EQ(estimate.effectiveBits, 200);
    EXPECT_DOUBLE_EQ(estimate.high, 3.0 / 200);
}

TEST(Ber, StaysBetweenNoneAndAll)
{
    const BerEstimate none = estimateBer({});
    EXPECT_EQ(none.low, 0);
    EXPECT_EQ(none.high, 1);

    for (const std::vector<SlotErrors>& slots :
         {std::vector<SlotErrors>{{1, 10}}, {{0, 10}}, {{10, 10}}, {{10, 10}, {10, 10}}, {{1, 10}, {1, 10}, {0, 0}}}) {
        const BerEstimate estimate = estimateBer(slots);
        EXPECT_GE(estimate.low, 0);
        EXPECT_LE(estimate.low, estimate.ber);
        EXPECT_GE(estimate.high, estimate.ber);
        EXPECT_LE(estimate.high, 1);
    }
}

} // namespace

} // namespace rxwatt::analysis
