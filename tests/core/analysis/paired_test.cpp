// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/paired.h"
#include "core/analysis/student.h"
#include "tests/core/analysis/fading.h"

#include <gtest/gtest.h>

namespace rxwatt::analysis
{

namespace
{

using test::FadingChannel;

TEST(Paired, FindsADifferenceThatSeparateIntervalsHide)
{
    const FadingChannel channel{10};
    const std::vector<SlotErrors> better = channel.slots(1, 200);
    const std::vector<SlotErrors> worse = channel.slots(1, 200, 1.2);

    const auto compared = comparePaired(better, worse);

    ASSERT_TRUE(compared);
    EXPECT_TRUE(compared->significant());
    EXPECT_LT(compared->high, 0);
    EXPECT_GT(estimateBer(better).high, estimateBer(worse).low) << "the intervals apart overlap";
}

TEST(Paired, CoversTheTruth)
{
    const FadingChannel channel{4};
    const double truth = channel.ber() - FadingChannel{4 / 1.3}.ber();
    int covered = 0;
    for (std::uint64_t repeat = 0; repeat < 400; ++repeat) {
        const auto compared = comparePaired(channel.slots(repeat, 100), channel.slots(repeat, 100, 1.3));
        covered += compared && compared->low <= truth && truth <= compared->high ? 1 : 0;
    }
    EXPECT_GE(covered, 368);
    EXPECT_LE(covered, 396);
}

TEST(Paired, RefusesSlotsThatAreNotTheSame)
{
    EXPECT_FALSE(comparePaired(std::vector<SlotErrors>(2, {1, 10}), std::vector<SlotErrors>(3, {1, 10})));
    EXPECT_FALSE(comparePaired(std::vector<SlotErrors>(2, {1, 10}), std::vector<SlotErrors>(2, {1, 20})));
}

TEST(Paired, SaysNothingOfOneSlot)
{
    const auto compared = comparePaired(std::vector<SlotErrors>{{5, 10}}, std::vector<SlotErrors>{{1, 10}});

    ASSERT_TRUE(compared);
    EXPECT_DOUBLE_EQ(compared->difference, 0.4);
    EXPECT_FALSE(compared->significant());
}

TEST(Student, QuantilesAreThoseOfTheTables)
{
    EXPECT_NEAR(studentQuantile(1), 12.706, 0.001);
    EXPECT_NEAR(studentQuantile(9), 2.2622, 0.002);
    EXPECT_NEAR(studentQuantile(30), 2.0423, 0.001);
    EXPECT_NEAR(studentQuantile(1e9), 1.95996, 1e-4);
}

} // namespace

} // namespace rxwatt::analysis
