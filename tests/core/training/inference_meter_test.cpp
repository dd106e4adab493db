// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/inference_meter.h"
#include "tests/core/training/fake_meter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace rxwatt::training
{

namespace
{

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// Four inferences in a 128th of a second: sums of it are exact.
constexpr double passS = 1.0 / 128;
constexpr double eachS = passS / 4;

class MeasureInference : public testing::Test
{
protected:
    MeasureInference()
    {
        plan.base.medianW = 40;
        plan.base.samples = 100;
        plan.batchSlots = 4;
        meter.watts = 60;
    }

    std::optional<run::InferenceEnergy> measure()
    {
        return measureInference(
            plan, meter, [this] { meter.pass(passS); }, stop);
    }

    InferencePlan plan;
    test::FakeMeter meter;
    std::atomic<bool> stop{false};
};

/// Of an inference, 20 W above the base power.
constexpr double eachJ = 20 * eachS;

TEST_F(MeasureInference, IsPowerAboveTheBaseTimesTheTimeOfOne)
{
    const auto energy = measure();

    ASSERT_TRUE(energy);
    EXPECT_NEAR(energy->joules, eachJ, 1e-9);
    EXPECT_NEAR(energy->secondsPerInference, eachS, 1e-9);
    EXPECT_TRUE(energy->settled);
    EXPECT_EQ(energy->windows, 5) << "the fewest that an interval takes";
    EXPECT_EQ(energy->inferences, 5 * 4 * 256);
    EXPECT_EQ(energy->quality, run::Quality::counter);
    EXPECT_THAT(energy->warnings, IsEmpty());
}

TEST_F(MeasureInference, RepeatsUntilItsIntervalIsUnderFivePercent)
{
    meter.noiseJ = 2.4; // in 2 s: 6 % of the 20 W above the base

    const auto energy = measure();

    ASSERT_TRUE(energy);
    EXPECT_TRUE(energy->settled);
    EXPECT_GT(energy->windows, 20);
    EXPECT_LT(energy->windows, 30);
    EXPECT_LT(*energy->highJ - *energy->lowJ, 0.05 * energy->joules);
    EXPECT_LT(*energy->lowJ, eachJ);
    EXPECT_GT(*energy->highJ, eachJ);
}

TEST_F(MeasureInference, SaysThatItCouldNotSettle)
{
    meter.noiseJ = 12;
    plan.maxS = 20;

    const auto energy = measure();

    ASSERT_TRUE(energy);
    EXPECT_FALSE(energy->settled);
    EXPECT_EQ(energy->windows, 10);
    ASSERT_TRUE(energy->lowJ);
    EXPECT_THAT(energy->warnings, ElementsAre(HasSubstr("not settled after 20 s")));
}

TEST_F(MeasureInference, IsAsUncertainAsItsBasePower)
{
    plan.base.madW = 2;
    plan.base.samples = 4; // standard error of the median 1.86 W, of 20 W

    const auto energy = measure();

    ASSERT_TRUE(energy);
    EXPECT_FALSE(energy->settled);
    EXPECT_NEAR(*energy->highJ - energy->joules, 1.96 * standardErrorOf(plan.base) * eachS, 1e-9);
    EXPECT_NEAR(standardErrorOf(plan.base), 1.858, 1e-3);
}

TEST_F(MeasureInference, ALongWaitForAnIntervalIsCutOff)
{
    plan.maxS = 5;

    const auto energy = measure();

    ASSERT_TRUE(energy);
    EXPECT_EQ(energy->windows, 2);
    EXPECT_FALSE(energy->lowJ || energy->settled);
    EXPECT_THAT(energy->warnings, ElementsAre(HasSubstr("2 of 5 windows")));
}

TEST_F(MeasureInference, AWindowWithAGapDoesNotCount)
{
    meter.gapIn = 1;

    const auto energy = measure();

    ASSERT_TRUE(energy);
    EXPECT_NEAR(energy->joules, eachJ, 1e-9);
    EXPECT_EQ(energy->windows, 5);
    EXPECT_THAT(energy->warnings, ElementsAre(HasSubstr("1 windows had gaps")));
}

TEST_F(MeasureInference, AnEstimateHasNoIntervalAndIsNeverSettled)
{
    meter.quality = run::Quality::estimated;

    const auto energy = measure();

    ASSERT_TRUE(energy);
    EXPECT_EQ(energy->windows, 1) << "repeating a formula tells nothing new";
    EXPECT_EQ(energy->quality, run::Quality::estimated);
    EXPECT_FALSE(energy->lowJ || energy->highJ || energy->settled);
    EXPECT_THAT(energy->warnings, ElementsAre(HasSubstr("an estimate")));
}

TEST_F(MeasureInference, NoReadingIsNoEnergy)
{
    meter.isReadable = false;

    EXPECT_FALSE(measure());
    EXPECT_EQ(meter.windows, 1) << "a second try would read nothing either";
}

TEST_F(MeasureInference, LessThanTheBasePowerIsSaidAndNotCutOff)
{
    meter.watts = 39;

    const auto energy = measure();

    ASSERT_TRUE(energy);
    EXPECT_NEAR(energy->joules, -eachS, 1e-9);
    EXPECT_THAT(energy->warnings, testing::Contains(HasSubstr("below the noise floor")));
}

TEST_F(MeasureInference, StopsWhenAskedTo)
{
    stop = true;

    EXPECT_FALSE(measure());
}

} // namespace

} // namespace rxwatt::training
