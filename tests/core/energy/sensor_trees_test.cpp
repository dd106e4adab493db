// SPDX-License-Identifier: GPL-3.0-or-later
// Whole machines, as their files lie under /sys.
#include "core/energy/sensor_advice.h"
#include "core/energy/zone_totals.h"
#include "tests/core/energy/fake_powercap.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

namespace rxwatt::energy
{

namespace
{

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class SensorTreesTest : public testing::Test
{
protected:
    void SetUp() override
    {
        ::setenv("RXWATT_SYSFS_ROOT", tree.root().c_str(), 1);
        ::setenv("RXWATT_NVML", "/nowhere/libnvidia-ml.so.1", 1);
    }

    void TearDown() override
    {
        for (const char* name : {"RXWATT_SYSFS_ROOT", "RXWATT_NVML", "RXWATT_STUB_NVML"}) {
            ::unsetenv(name);
        }
    }

    void put(const std::string& file, const std::string& text) const
    {
        std::filesystem::create_directories((tree.root() / file).parent_path());
        test::putContent(tree.root() / file, text + "\n");
    }

    static std::vector<std::string> countedOf(const SensorSet& sensors)
    {
        std::vector<std::string> keys;
        for (const Zone& zone : sensors.zones()) {
            if (zone.counted) {
                keys.push_back(zone.key());
            }
        }
        return keys;
    }

    /// Mean power of what counts, over half a second.
    static double wattsOf(SensorSet& sensors)
    {
        ZoneTotals totals(sensors.zones(), Seconds{0.05});
        Sample sample;
        sample.readings.resize(sensors.zones().size());
        for (int i = 0; i <= 10; ++i) {
            sample.monotonicNs = std::chrono::steady_clock::now().time_since_epoch().count();
            sensors.read(sample.readings);
            totals.take(sample);
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
        }
        return totals.counted().power().value_or(Watts{-1}).value;
    }

    test::FakePowercap tree;
};

TEST_F(SensorTreesTest, TwoSocketsWithMemoryPlatformAndMappedRegisters)
{
    tree.add("intel-rapl-mmio:0", "package-0", 0);
    tree.add("intel-rapl:0", "package-0", 0);
    tree.add("intel-rapl:0:0", "dram", 0);
    tree.add("intel-rapl:1", "package-1", 0);
    tree.add("intel-rapl:1:0", "dram", 0);
    tree.add("intel-rapl:2", "psys", 0);
    tree.keepMoving({50, 50, 10, 60, 20, 400});
    SensorSet sensors = machineSensors();
    EXPECT_THAT(countedOf(sensors), ElementsAre("powercap/intel-rapl:0", "powercap/intel-rapl:0:0",
                                                "powercap/intel-rapl:1", "powercap/intel-rapl:1:0"));
    EXPECT_THAT(sensors.warnings(), IsEmpty());
    const double watts = wattsOf(sensors);
    EXPECT_GT(watts, 0) << "and it is no gap";
    EXPECT_LT(watts, 300) << "neither the platform's 400 W nor a package twice";
}

TEST_F(SensorTreesTest, DiesThatShowOneCounterCountOnce)
{
    tree.add("intel-rapl:0", "package-0-die-0", 0);
    tree.add("intel-rapl:1", "package-0-die-1", 0);
    tree.keepMoving({80});
    const SensorSet sensors = machineSensors();
    EXPECT_THAT(countedOf(sensors), ElementsAre("powercap/intel-rapl:0"));
    ASSERT_EQ(sensors.warnings().size(), 1U);
    EXPECT_THAT(sensors.warnings()[0], HasSubstr("counted once"));
}

TEST_F(SensorTreesTest, AnAmdProcessorWithGraphicsInItCountsOnce)
{
    tree.add("intel-rapl:0", "package-0", 0, "65532610987");
    tree.add("intel-rapl:0:0", "core", 0, "65532610987");
    put("class/hwmon/hwmon3/name", "amdgpu");
    put("class/hwmon/hwmon3/power1_average", "21000000");
    put("class/hwmon/hwmon3/power1_label", "PPT");
    tree.keepMoving({25, 15});
    EXPECT_THAT(countedOf(machineSensors()), ElementsAre("powercap/intel-rapl:0"));
    put("class/hwmon/hwmon3/power1_label", "slowPPT");
    put("class/hwmon/hwmon3/power1_cap", "15000000");
    EXPECT_THAT(countedOf(machineSensors()), ElementsAre("powercap/intel-rapl:0")) << "Van Gogh";
    std::filesystem::remove_all(tree.root() / "class/powercap");
    EXPECT_THAT(countedOf(machineSensors()), ElementsAre("hwmon/hwmon3/power1")) << "better than none";
}

TEST_F(SensorTreesTest, AnAmdProcessorWithACardBesideItCountsBoth)
{
    tree.add("intel-rapl:0", "package-0", 0, "65532610987");
    put("class/hwmon/hwmon3/name", "amdgpu");
    put("class/hwmon/hwmon3/power1_average", "150000000");
    put("class/hwmon/hwmon3/power1_cap", "220000000");
    tree.keepMoving({25});
    EXPECT_THAT(countedOf(machineSensors()), ElementsAre("powercap/intel-rapl:0", "hwmon/hwmon3/power1"));
}

TEST_F(SensorTreesTest, ACounterThatStandsStillMakesWayForTheGpu)
{
    // A virtual machine that shows its host's counter without what it counts.
    tree.add("intel-rapl:0", "psys", 0);
    ::setenv("RXWATT_NVML", RXWATT_STUB_NVML_LIBRARY, 1);
    ::setenv("RXWATT_STUB_NVML", "steps", 1);
    const SensorSet sensors = machineSensors();
    EXPECT_THAT(countedOf(sensors), ElementsAre("nvml/gpu:0"));
    EXPECT_THAT(sensors.warnings(), ElementsAre(HasSubstr("the GPU alone is measured")));
    const std::vector<SensorAdvice> advice = sensorAdvice(sensors);
    EXPECT_FALSE(advice[0].available);
    EXPECT_THAT(advice[0].sentence, HasSubstr("psys stands still"));
}

TEST_F(SensorTreesTest, NothingButStandingCountersMeasuresNothing)
{
    tree.add("intel-rapl:0", "package-0", 12345);
    const SensorSet sensors = machineSensors();
    EXPECT_FALSE(sensors.canMeasure());
    EXPECT_TRUE(sensors.isReadable()) << "the estimate stands in";
    EXPECT_THAT(sensorSummary(sensors), HasSubstr("estimated, nothing is measured"));
}

TEST_F(SensorTreesTest, MemoryThatStandsStillIsMissedAloud)
{
    tree.add("intel-rapl:0", "package-0", 0);
    tree.add("intel-rapl:0:0", "dram", 0);
    tree.keepMoving({50, 0});
    const SensorSet sensors = machineSensors();
    EXPECT_THAT(countedOf(sensors), ElementsAre("powercap/intel-rapl:0"));
    EXPECT_THAT(sensors.warnings(), ElementsAre(HasSubstr("powercap: dram stands still")));
    EXPECT_TRUE(sensorAdvice(sensors)[0].available);
}

} // namespace

} // namespace rxwatt::energy
