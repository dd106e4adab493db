// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/learning_rate.h"

#include <gtest/gtest.h>

namespace rxwatt::training
{
namespace
{

run::TrainingConfig config(run::Decay decay)
{
    run::TrainingConfig training;
    training.steps = 100;
    training.warmupSteps = 10;
    training.learningRate = 0.5;
    training.decay = decay;
    return training;
}

TEST(LearningRate, RisesLinearlyToItsValueAtTheEndOfTheWarmUp)
{
    for (const auto decay : {run::Decay::constant, run::Decay::cosine, run::Decay::linear}) {
        EXPECT_DOUBLE_EQ(learningRateAt(config(decay), 1), 0.05);
        EXPECT_DOUBLE_EQ(learningRateAt(config(decay), 5), 0.25);
        EXPECT_DOUBLE_EQ(learningRateAt(config(decay), 10), 0.5);
    }
}

TEST(LearningRate, StaysWhereItDoesNotDecay)
{
    EXPECT_DOUBLE_EQ(learningRateAt(config(run::Decay::constant), 100), 0.5);
}

TEST(LearningRate, FallsAlongHalfACosineThatWouldReachZeroBehindTheLastStep)
{
    // Halfway from step 10 to step 101 the cosine is at half its height.
    auto training = config(run::Decay::cosine);
    training.steps = 99;
    EXPECT_NEAR(learningRateAt(training, 55), 0.25, 1e-12);
    EXPECT_GT(learningRateAt(training, 99), 0);
    EXPECT_LT(learningRateAt(training, 99), 1e-3);
}

TEST(LearningRate, IsConstantForThirtyPerCentAndThenFallsLinearly)
{
    const auto training = config(run::Decay::linear);
    EXPECT_DOUBLE_EQ(learningRateAt(training, 30), 0.5);
    EXPECT_NEAR(learningRateAt(training, 65), 0.5 * (1 - 35.0 / 71.0), 1e-12);
    EXPECT_NEAR(learningRateAt(training, 100), 0.5 / 71.0, 1e-12);
}

TEST(LearningRate, NeedsNoWarmUpAndCanBeOneStepLong)
{
    auto training = config(run::Decay::cosine);
    training.warmupSteps = 0;
    training.steps = 1;
    EXPECT_DOUBLE_EQ(learningRateAt(training, 1), 0.25);
}

} // namespace
} // namespace rxwatt::training
