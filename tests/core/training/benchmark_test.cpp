// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/benchmark.h"
#include "tests/core/training/fake_meter.h"

#include <gtest/gtest.h>

namespace rxwatt::training
{
namespace
{

BenchmarkSettings quickSettings()
{
    BenchmarkSettings settings;
    settings.cases = {"narrow"};
    settings.work = {"inference"};
    settings.repeats = 2;
    settings.seconds = 0;
    settings.batchSlots = 2;
    return settings;
}

/// A second and 40 W between two readings.
class SteadyMeter final : public test::FakeMeter
{
public:
    [[nodiscard]] double read() override
    {
        pass(1);
        return time;
    }
};

TEST(Benchmark, TakesTheBatchThatItIsTold)
{
    const auto report = measureNetworks(quickSettings());
    ASSERT_TRUE(report) << report.error().message;
    ASSERT_EQ(report->figures.size(), 1U);
    EXPECT_EQ(report->figures[0].batchSlots, 2);
    EXPECT_EQ(report->figures[0].slotsPerSecond.size(), 2U);
    EXPECT_FALSE(toJson(*report)["results"][0].contains("joules_per_slot"));
}

TEST(Benchmark, TellsJoulesWithHowTheyWereObtained)
{
    SteadyMeter meter;
    meter.watts = 40;
    meter.quality = run::Quality::integrated;
    meter.noiseJ = 0;
    BenchmarkSettings settings = quickSettings();
    settings.meter = &meter;
    const auto report = measureNetworks(settings);
    ASSERT_TRUE(report) << report.error().message;
    const Json result = toJson(*report)["results"][0];
    ASSERT_EQ(result["joules_per_slot"].size(), 2U);
    EXPECT_NEAR(result["joules_per_slot"][0].get<double>(), 20, 1e-9); // one batch of 2 slots
    EXPECT_EQ(result["quality"], "integrated");
}

TEST(Benchmark, SaysNothingOfEnergyThatNobodyCouldRead)
{
    SteadyMeter meter;
    meter.isReadable = false;
    BenchmarkSettings settings = quickSettings();
    settings.meter = &meter;
    const auto report = measureNetworks(settings);
    ASSERT_TRUE(report);
    EXPECT_TRUE(report->figures[0].joulesPerSlot.empty());
}

TEST(Benchmark, RefusesWhatItCannotMeasure)
{
    const auto message = [](const auto& change) {
        BenchmarkSettings settings = quickSettings();
        change(settings);
        const auto report = measureNetworks(settings);
        return report ? std::string() : report.error().message;
    };
    EXPECT_NE(message([](auto& s) { s.precision = "bf16"; }).find("GPU alone"), std::string::npos);
    EXPECT_NE(message([](auto& s) { s.precision = "int4"; }).find("int4"), std::string::npos);
    EXPECT_NE(message([](auto& s) { s.batchSlots = -1; }).find("--batch"), std::string::npos);
    EXPECT_NE(message([](auto& s) { s.batchSlots = 5000; }).find("5000"), std::string::npos);
}

} // namespace
} // namespace rxwatt::training
