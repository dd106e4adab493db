// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/sensor_advice.h"
#include "tests/core/energy/fake_powercap.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

namespace rxwatt::energy
{

namespace
{

using testing::HasSubstr;

class SensorAdviceTest : public testing::Test
{
protected:
    void SetUp() override
    {
        ::setenv("RXWATT_SYSFS_ROOT", tree.root().c_str(), 1);
        ::setenv("RXWATT_NVML", "/nowhere/libnvidia-ml.so.1", 1);
    }

    void TearDown() override
    {
        ::unsetenv("RXWATT_SYSFS_ROOT");
        ::unsetenv("RXWATT_NVML");
    }

    test::FakePowercap tree;
};

TEST_F(SensorAdviceTest, SaysASentenceForEachSource)
{
    tree.add("intel-rapl:0", "package-0", 1000);
    tree.add("intel-rapl:0:0", "core", 400);
    tree.keepMoving({10});
    const SensorSet sensors = machineSensors();
    const auto advice = sensorAdvice(sensors);
    ASSERT_EQ(advice.size(), 7U);
    EXPECT_TRUE(advice[0].available);
    EXPECT_EQ(advice[0].sentence,
              "Energy counters of the processor (RAPL through powercap) can be read: package-0, core "
              "(not counted: part of another zone)");
    EXPECT_THAT(advice[2].sentence, HasSubstr("no NVIDIA driver"));
    EXPECT_EQ(sensorSummary(sensors), "measured (counter): powercap/intel-rapl:0");
}

TEST_F(SensorAdviceTest, SaysTheCommandThatMakesCountersReadable)
{
    tree.add("intel-rapl:0", "package-0", 1000);
    std::filesystem::remove(tree.zone("intel-rapl:0") / "energy_uj");
    std::filesystem::create_directory(tree.zone("intel-rapl:0") / "energy_uj");
    const SensorSet sensors = machineSensors();
    EXPECT_THAT(sensorAdvice(sensors)[0].fix, HasSubstr("sudo chmod"));
    EXPECT_THAT(sensorSummary(sensors), HasSubstr("estimated, nothing is measured"));
    EXPECT_EQ(sensors.warnings().size(), 1U);
}

TEST_F(SensorAdviceTest, WarnsWhereOnePackageOfTwoCannotBeRead)
{
    tree.add("intel-rapl:0", "package-0", 1000);
    tree.add("intel-rapl:1", "package-1", 1000);
    std::filesystem::remove(tree.zone("intel-rapl:1") / "energy_uj");
    std::filesystem::create_directory(tree.zone("intel-rapl:1") / "energy_uj");
    tree.keepMoving({10});
    const SensorSet sensors = machineSensors();
    ASSERT_EQ(sensors.warnings().size(), 1U);
    EXPECT_THAT(sensors.warnings()[0], HasSubstr("powercap: 1 RAPL counters"));
    EXPECT_THAT(sensorAdvice(sensors)[0].fix, HasSubstr("sudo chmod"));
}

} // namespace

} // namespace rxwatt::energy
