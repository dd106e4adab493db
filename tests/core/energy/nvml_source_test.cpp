// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/nvml_source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <thread>

namespace rxwatt::energy
{

namespace
{

using testing::HasSubstr;

class NvmlSourceTest : public testing::Test
{
protected:
    void TearDown() override { ::unsetenv("RXWATT_STUB_NVML"); }

    static void behave(const char* how) { ::setenv("RXWATT_STUB_NVML", how, 1); }

    static Reading readOne(NvmlSource& source)
    {
        std::vector<Reading> readings(1);
        source.read(readings);
        return readings[0];
    }

    static void wait(int milliseconds) { std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds)); }
};

TEST_F(NvmlSourceTest, SaysThatThereIsNoDriver)
{
    NvmlSource source("/nowhere/libnvidia-ml.so.1");
    const Probe probe = source.probe();
    EXPECT_FALSE(probe.available);
    EXPECT_THAT(probe.reason, HasSubstr("no NVIDIA driver"));
}

TEST_F(NvmlSourceTest, SaysThatFunctionsAreMissing)
{
    NvmlSource source(RXWATT_STUB_NVML_OLD);
    EXPECT_THAT(source.probe().reason, HasSubstr("lacks functions"));
    EXPECT_TRUE(source.zones().empty());
}

TEST_F(NvmlSourceTest, SaysThatDriverAndLibraryDoNotFit)
{
    behave("mismatch");
    NvmlSource source(RXWATT_STUB_NVML_LIBRARY);
    const Probe probe = source.probe();
    EXPECT_FALSE(probe.available);
    EXPECT_THAT(probe.reason, HasSubstr("another version"));
    EXPECT_EQ(probe.fix, "sudo reboot");
}

TEST_F(NvmlSourceTest, ReadsTheCounterThatMovesInSteps)
{
    behave("steps");
    NvmlSource source(RXWATT_STUB_NVML_LIBRARY);
    ASSERT_TRUE(source.probe().available);
    const Zone& zone = source.zones().at(0);
    EXPECT_EQ(zone.key(), "nvml/gpu:0");
    EXPECT_EQ(zone.name, "Stub GPU");
    EXPECT_EQ(zone.scope, ZoneScope::gpu);
    EXPECT_EQ(zone.quality, Quality::counter);
    EXPECT_EQ(zone.unit, 1e-3);
    EXPECT_NEAR(zone.limit.value().value, 700, 1e-9);
    const Reading first = readOne(source);
    wait(250);
    const Reading last = readOne(source);
    ASSERT_TRUE(first.valid && last.valid);
    EXPECT_GE(last.raw - first.raw, 60'000U);
    EXPECT_EQ((last.raw - first.raw) % 30'000, 0U);
}

TEST_F(NvmlSourceTest, PowerIsReadWhereTheCounterStandsStill)
{
    behave("still");
    NvmlSource source(RXWATT_STUB_NVML_LIBRARY, Seconds{0.2});
    ASSERT_TRUE(source.probe().available);
    EXPECT_EQ(source.zones().at(0).kind, ReadingKind::power);
    EXPECT_EQ(source.zones().at(0).quality, Quality::integrated);
    EXPECT_EQ(readOne(source).raw, 300'000'000U);
    behave("steps");
    ASSERT_TRUE(source.probe().available);
    EXPECT_EQ(source.zones().at(0).kind, ReadingKind::energyCounter) << "it moves again";
}

TEST_F(NvmlSourceTest, WithoutACounterPowerIsIntegrated)
{
    behave("no-energy");
    NvmlSource source(RXWATT_STUB_NVML_LIBRARY);
    ASSERT_TRUE(source.probe().available);
    EXPECT_EQ(source.zones().at(0).quality, Quality::integrated);
    EXPECT_EQ(source.zones().at(0).kind, ReadingKind::power);
    const Reading reading = readOne(source);
    ASSERT_TRUE(reading.valid);
    EXPECT_NEAR(static_cast<double>(reading.raw) * source.zones().at(0).unit, 300, 1e-9);
}

TEST_F(NvmlSourceTest, AGpuThatTellsNothingIsNoZone)
{
    behave("nothing");
    NvmlSource source(RXWATT_STUB_NVML_LIBRARY);
    const Probe probe = source.probe();
    EXPECT_FALSE(probe.available);
    EXPECT_THAT(probe.reason, HasSubstr("neither energy nor power"));
    EXPECT_TRUE(source.zones().empty());
}

} // namespace

} // namespace rxwatt::energy
