// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/life_cycle.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rxwatt::energy
{

namespace
{

TEST(LifeCycle, OfThePapersPrintedNumbersBreaksEvenAfterSeventyTwoDays)
{
    const LifeCycle printed = lifeCycle(paperReadings().at(0).deployment);
    EXPECT_DOUBLE_EQ(printed.trainingJ, 5e6);
    EXPECT_NEAR(*printed.breakEvenInferences, 2.5e9, 1);
    EXPECT_NEAR(*printed.breakEvenS / 86400, 72.3, 0.1);
}

TEST(LifeCycle, OfThePapersPrintedSizeBreaksEvenAfterFourteenMinutes)
{
    const LifeCycle sized = lifeCycle(paperReadings().at(1).deployment);
    EXPECT_DOUBLE_EQ(paperReadings().at(1).deployment.inference.joules, 15);
    EXPECT_NEAR(*sized.breakEvenInferences, 3.33e5, 1e3);
    EXPECT_NEAR(*sized.breakEvenS / 60, 13.9, 0.05);
}

TEST(LifeCycle, OfTheTrainingAloneIsTheReferencesEnergyAndCarbon)
{
    Deployment deployment = paperReadings().at(0).deployment;
    deployment.inference.joules = 0;
    const LifeCycle training = lifeCycle(deployment);
    EXPECT_NEAR(training.kwh, 1.39, 0.005);
    EXPECT_NEAR(training.gramsCo2, 660, 1);
    EXPECT_FALSE(training.breakEvenInferences) << "nothing makes up for the training";
}

Deployment simpleDeployment()
{
    Deployment deployment;
    deployment.training = {1000, Quality::counter, "measured"};
    deployment.inference = {2, Quality::counter, "measured"};
    deployment.ratePerS = 10;
    deployment.hours = 1;
    deployment.gramsCo2PerKwh = 100;
    deployment.pricePerKwh = 0.3;
    return deployment;
}

TEST(LifeCycle, AddsTrainingSearchAndInferenceWithThePue)
{
    Deployment deployment = simpleDeployment();
    deployment.searchJ = 500;
    deployment.pue = 1.5;
    const LifeCycle cycle = lifeCycle(deployment);
    EXPECT_DOUBLE_EQ(cycle.inferences, 36000);
    EXPECT_DOUBLE_EQ(cycle.trainingJ, 2250);
    EXPECT_DOUBLE_EQ(cycle.inferenceJ, 108000);
    EXPECT_DOUBLE_EQ(cycle.totalJ, 110250);
    EXPECT_DOUBLE_EQ(*cycle.breakEvenInferences, 750) << "the PUE is in both";
    EXPECT_DOUBLE_EQ(*cycle.breakEvenS, 75);
    EXPECT_DOUBLE_EQ(*cycle.amortisedTrainingJ, 2250.0 / 36000);
    EXPECT_DOUBLE_EQ(cycle.kwh, 110250 / 3.6e6);
    EXPECT_DOUBLE_EQ(cycle.gramsCo2, cycle.kwh * 100);
    EXPECT_DOUBLE_EQ(cycle.cost, cycle.kwh * 0.3);
}

TEST(LifeCycle, ScalesWithItsParts)
{
    const LifeCycle one = lifeCycle(simpleDeployment());
    Deployment longer = simpleDeployment();
    longer.hours *= 3;
    EXPECT_DOUBLE_EQ(lifeCycle(longer).inferenceJ, 3 * one.inferenceJ);
    EXPECT_DOUBLE_EQ(*lifeCycle(longer).breakEvenInferences, *one.breakEvenInferences);
    Deployment faster = simpleDeployment();
    faster.ratePerS *= 4;
    EXPECT_DOUBLE_EQ(*lifeCycle(faster).breakEvenS, *one.breakEvenS / 4);
}

TEST(LifeCycle, IsShownFromBeforeBothItsMomentsToBehindThem)
{
    for (const double hours : {0.0, 1e-3, 24.0, 1e5}) {
        for (const double inferenceJ : {0.0, 1e-9, 2.0, 1e9}) {
            Deployment deployment = simpleDeployment();
            deployment.hours = hours;
            deployment.inference.joules = inferenceJ;
            const LifeCycleSpan span = lifeCycleSpan(deployment);
            EXPECT_GT(span.beginHours, 0);
            EXPECT_GE(span.endHours / span.beginHours, 99.9) << hours << " " << inferenceJ;
            EXPECT_LE(span.endHours / span.beginHours, 1.1e9) << hours << " " << inferenceJ;
            EXPECT_GT(span.endHours, hours);
            EXPECT_GT(span.endHours, lifeCycle(deployment).breakEvenS.value_or(0) / 3600);
        }
    }
    const LifeCycleSpan span = lifeCycleSpan(simpleDeployment());
    EXPECT_LT(span.beginHours, *lifeCycle(simpleDeployment()).breakEvenS / 3600);
}

TEST(LifeCycle, RefusesWhatNoDeploymentIs)
{
    Deployment deployment = simpleDeployment();
    deployment.pue = 0.9;
    EXPECT_THAT(deployment.validate().error().message, testing::HasSubstr("PUE: found 0.9, 1 to 10 is allowed"));
    deployment = simpleDeployment();
    deployment.ratePerS = 0;
    EXPECT_FALSE(deployment.validate());
}

TEST(CarbonIntensity, IsFoundByCodeOrNameAndEachHasASource)
{
    EXPECT_EQ(carbonIntensities().front().gramsPerKwh, 475);
    EXPECT_EQ(carbonIntensityOf("fra").value().gramsPerKwh, 56);
    EXPECT_EQ(carbonIntensityOf("Germany").value().code, "DEU");
    EXPECT_FALSE(carbonIntensityOf("Atlantis"));
    for (const CarbonIntensity& intensity : carbonIntensities()) {
        EXPECT_FALSE(intensity.source.empty());
        EXPECT_GT(intensity.gramsPerKwh, 0);
    }
}

} // namespace

} // namespace rxwatt::energy
