// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/catalogue.h"
#include "core/energy/metrics.h"
#include "tests/core/energy/published_model.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace rxwatt::energy
{

namespace
{

Processor simpleProcessor()
{
    Processor processor;
    processor.id = "simple";
    processor.name = "simple";
    processor.tdpW = 100;
    processor.cores = 10;
    processor.baseClockHz = 2e9;
    processor.peak[0] = 1e12;
    return processor;
}

TEST(Metric0, IsPowerTimesTime)
{
    EXPECT_DOUBLE_EQ(metric0(simpleProcessor(), Precision::fp32, 1e12)->value, 100) << "a second at the TDP";
    EXPECT_DOUBLE_EQ(metric0(simpleProcessor(), Precision::fp32, 1e12, 0.5)->value, 200);
    EXPECT_FALSE(metric0(simpleProcessor(), Precision::int8, 1)) << "no number is not 0";
}

TEST(Metric1, ScalesAsItsUnitsSay)
{
    const ClockModel clock = *clockModel(simpleProcessor(), Precision::fp32);
    const double at = metric1(clock, 1e9, 1e9).value;
    EXPECT_NEAR(metric1(clock, 3e9, 1e9).value / at, 3, 1e-12) << "linear in the work";
    EXPECT_NEAR(metric1(clock, 1e9, 2e9).value / at, 4, 1e-12) << "E = κ·f²·W/S";
    EXPECT_NEAR(clock.kappa * 1e18 * 1e9 / clock.operationsPerClock / at, 1, 1e-12) << "the number of cores cancels";
    EXPECT_NEAR(duration(clock, 1e12, clock.baseClockHz).value, 1, 1e-12);
}

TEST(Metric1, HasItsLeastEnergyAtTheOptimumClock)
{
    const ClockModel clock = *clockModel(simpleProcessor(), Precision::fp32, Watts{30});
    const double best = optimumClockHz(clock);
    const double least = metric1(clock, 1e9, best).value;
    for (const double factor : {0.5, 0.9, 0.999, 1.001, 1.1, 2.0}) {
        EXPECT_GT(metric1(clock, 1e9, factor * best).value, least) << factor;
    }
    EXPECT_EQ(optimumClockHz(*clockModel(simpleProcessor(), Precision::fp32)), 0)
        << "without static power slower is better";
}

TEST(Metric2, IsFoundAgainByItsFit)
{
    const Metric2Fit truth{3e-9, 5e-12, Metric2Divisor::kernels, {}, {}};
    std::vector<MeasuredLayer> measured;
    for (const model::Layer& layer : publishedModel().layers) {
        measured.push_back({layer, metric2(truth, layer).value, 0});
    }
    const auto fit = fitMetric2(measured, Metric2Divisor::kernels);
    ASSERT_TRUE(fit);
    EXPECT_NEAR(fit->a / truth.a, 1, 1e-9);
    EXPECT_NEAR(fit->b / truth.b, 1, 1e-9);
    EXPECT_NEAR(fit->quality.r2, 1, 1e-12);
    const auto other = fitMetric2(measured, Metric2Divisor::inputChannels);
    ASSERT_TRUE(other);
    EXPECT_LT(other->quality.r2, 0.9999) << "the divisor matters";
}

TEST(BottomUp, IsFoundAgainByItsFitAndNeverNegative)
{
    std::mt19937 random(7);
    std::normal_distribution<double> noise(1, 0.02);
    std::vector<MeasuredLayer> measured;
    for (const model::Layer& layer : publishedModel().layers) {
        const double operations = 2.0 * static_cast<double>(layer.macs);
        const auto bytes = static_cast<double>(layer.bytesRead + layer.bytesWritten);
        // Static power of nothing: noise alone must not make it negative.
        measured.push_back(
            {layer, (operations * 4e-12 + bytes * 1e-10) * noise(random), bytes / 2e10 + operations / 1e12});
    }
    const auto fit = fitBottomUp(measured);
    ASSERT_TRUE(fit);
    EXPECT_GE(fit->operationJ, 0);
    EXPECT_GE(fit->byteJ, 0);
    EXPECT_GE(fit->staticW, 0);
    EXPECT_EQ(gradeOf(fit->quality), "good");
}

TEST(Fits, OfTooFewOrOfLayersThatAreAllAlikeAreErrors)
{
    std::vector<MeasuredLayer> measured = {{publishedModel().layers[0], 1, 1}};
    EXPECT_FALSE(fitMetric2(measured, Metric2Divisor::kernels)) << "one layer for two coefficients";
    measured.resize(10, measured[0]);
    EXPECT_FALSE(fitMetric2(measured, Metric2Divisor::kernels)) << "ten times the same layer";
    for (MeasuredLayer& layer : measured) {
        layer.seconds = 0;
    }
    EXPECT_FALSE(fitBottomUp(measured)) << "no time was measured";
}

TEST(LeastSquares, WithANegativeOptimumStaysAtZero)
{
    // y = 2·a − 1·b: without b the best a is 1.5.
    const std::vector<std::vector<double>> columns = {{1, 1, 0, 1}, {1, 0, 1, 1}};
    const std::vector<double> y = {1, 2, -1, 1};
    const auto any = fitLinear(columns, y, Sign::any);
    ASSERT_TRUE(any);
    EXPECT_NEAR(any->coefficients[0], 2, 1e-12);
    EXPECT_NEAR(any->coefficients[1], -1, 1e-12);
    const auto fit = fitLinear(columns, y, Sign::notNegative);
    ASSERT_TRUE(fit);
    EXPECT_NEAR(fit->coefficients[0], 4.0 / 3, 1e-12);
    EXPECT_EQ(fit->coefficients[1], 0);
}

TEST(TrainingStep, IsThriceTheForwardPassButForTheFirstLayersInput)
{
    const model::ModelLayers layers = publishedModel();
    const double forward = 2.0 * static_cast<double>(layers.macs());
    const double first = 2.0 * static_cast<double>(layers.layers[0].macs);
    EXPECT_DOUBLE_EQ(trainingOperations(layers), 3 * forward - first);
    model::ModelConfig equalized;
    equalized.input = model::Input::equalized;
    const model::ModelLayers behind = model::layersOf(equalized, {});
    EXPECT_DOUBLE_EQ(trainingOperations(behind, 0), 2.0 * static_cast<double>(behind.layers[0].macs))
        << "the classical part is not trained";
    EXPECT_DOUBLE_EQ(trainingOperations(behind, 1), 4.0 * static_cast<double>(behind.layers[1].macs));
}

} // namespace

} // namespace rxwatt::energy
