// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/battery_source.h"
#include "core/energy/hwmon_source.h"
#include "core/energy/ina3221_source.h"
#include "tests/support/file_helpers.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rxwatt::energy
{

namespace
{

using testing::HasSubstr;

class SysfsSourcesTest : public testing::Test
{
protected:
    void put(const std::string& file, const std::string& text) const
    {
        std::filesystem::create_directories((folder.path() / file).parent_path());
        test::putContent(folder.path() / file, text + "\n");
    }

    static std::vector<Reading> read(PowerSource& source)
    {
        std::vector<Reading> readings(source.zones().size());
        source.read(readings);
        return readings;
    }

    test::TemporaryFolder folder;
};

TEST_F(SysfsSourcesTest, AnAmdCardGivesItsAverage)
{
    put("class/hwmon/hwmon2/name", "amdgpu");
    put("class/hwmon/hwmon2/power1_average", "75000000");
    put("class/hwmon/hwmon2/power1_input", "80000000");
    put("class/hwmon/hwmon2/power1_cap", "220000000");
    HwmonSource source(folder.path());
    ASSERT_TRUE(source.probe().available);
    ASSERT_EQ(source.zones().size(), 1U);
    EXPECT_EQ(source.zones()[0].scope, ZoneScope::gpu);
    EXPECT_EQ(source.zones()[0].quality, Quality::integrated);
    EXPECT_NEAR(source.zones()[0].limit.value().value, 220, 1e-9);
    EXPECT_EQ(read(source)[0], (Reading{75'000'000, true}));
}

TEST_F(SysfsSourcesTest, AnEnergyCounterIsTakenBeforeThePowerBesideIt)
{
    put("class/hwmon/hwmon0/name", "xe");
    put("class/hwmon/hwmon0/energy1_input", "123456");
    put("class/hwmon/hwmon0/power1_input", "80000000");
    put("class/hwmon/hwmon0/energy2_input", "23456");
    HwmonSource source(folder.path());
    ASSERT_TRUE(source.probe().available);
    ASSERT_EQ(source.zones().size(), 2U);
    EXPECT_EQ(source.zones()[0].kind, ReadingKind::energyCounter);
    EXPECT_EQ(source.zones()[0].quality, Quality::counter);
    EXPECT_EQ(source.zones()[1].scope, ZoneScope::rail) << "a part of the card";
}

TEST_F(SysfsSourcesTest, AChipThatNobodyKnowsIsARail)
{
    put("class/hwmon/hwmon0/name", "ina226");
    put("class/hwmon/hwmon0/power1_input", "5000000");
    put("class/hwmon/hwmon1/name", "power_meter");
    put("class/hwmon/hwmon1/power1_average", "150000000");
    HwmonSource source(folder.path());
    ASSERT_TRUE(source.probe().available);
    ASSERT_EQ(source.zones().size(), 2U);
    EXPECT_EQ(source.zones()[0].scope, ZoneScope::rail);
    EXPECT_EQ(source.zones()[1].scope, ZoneScope::board);
}

TEST_F(SysfsSourcesTest, ABatteryCountsWhileItDischarges)
{
    put("class/power_supply/BAT0/type", "Battery");
    put("class/power_supply/BAT0/status", "Discharging");
    put("class/power_supply/BAT0/power_now", "-12500000");
    put("class/power_supply/hidpp_battery_0/type", "Battery");
    put("class/power_supply/hidpp_battery_0/scope", "Device");
    put("class/power_supply/hidpp_battery_0/status", "Discharging");
    put("class/power_supply/hidpp_battery_0/power_now", "1000");
    BatterySource source(folder.path());
    ASSERT_TRUE(source.probe().available);
    ASSERT_EQ(source.zones().size(), 1U) << "a mouse's battery is not the machine's";
    EXPECT_EQ(read(source)[0], (Reading{12'500'000, true}));
    put("class/power_supply/BAT0/status", "Charging");
    EXPECT_FALSE(read(source)[0].valid);
    EXPECT_THAT(source.probe().reason, HasSubstr("does not discharge"));
    EXPECT_TRUE(source.zones().empty());
}

TEST_F(SysfsSourcesTest, ABatteryWithoutPowerGivesCurrentTimesVoltage)
{
    put("class/power_supply/BAT1/type", "Battery");
    put("class/power_supply/BAT1/status", "Discharging");
    put("class/power_supply/BAT1/current_now", "1500000");
    put("class/power_supply/BAT1/voltage_now", "12000000");
    BatterySource source(folder.path());
    ASSERT_TRUE(source.probe().available);
    EXPECT_EQ(read(source)[0], (Reading{18'000'000, true}));
    put("class/power_supply/BAT1/voltage_now", "99999999999999999");
    EXPECT_FALSE(read(source)[0].valid);
}

TEST_F(SysfsSourcesTest, AJetsonsInputIsItsBoard)
{
    put("class/hwmon/hwmon3/name", "ina3221");
    put("class/hwmon/hwmon3/in1_label", "VDD_IN");
    put("class/hwmon/hwmon3/in1_input", "5000");
    put("class/hwmon/hwmon3/curr1_input", "1200");
    put("class/hwmon/hwmon3/in2_label", "VDD_CPU_GPU_CV");
    put("class/hwmon/hwmon3/in2_input", "5000");
    put("class/hwmon/hwmon3/curr2_input", "400");
    Ina3221Source source(folder.path());
    ASSERT_TRUE(source.probe().available);
    ASSERT_EQ(source.zones().size(), 2U);
    EXPECT_EQ(source.zones()[0].scope, ZoneScope::board);
    EXPECT_EQ(source.zones()[1].scope, ZoneScope::rail);
    EXPECT_EQ(read(source)[0], (Reading{6'000'000, true}));
    std::filesystem::remove(folder.path() / "class/hwmon/hwmon3/curr1_input");
    EXPECT_TRUE(source.probe().available);
    EXPECT_EQ(source.zones().size(), 1U);
    EXPECT_FALSE(HwmonSource(folder.path()).probe().available) << "not twice";
}

TEST_F(SysfsSourcesTest, AnOldJetsonGivesMilliwatts)
{
    put("bus/i2c/drivers/ina3221x/0-0041/iio:device1/rail_name_0", "POM_5V_IN");
    put("bus/i2c/drivers/ina3221x/0-0041/iio:device1/in_power0_input", "4321");
    Ina3221Source source(folder.path());
    ASSERT_TRUE(source.probe().available);
    EXPECT_EQ(source.zones()[0].scope, ZoneScope::board);
    EXPECT_EQ(read(source)[0], (Reading{4'321'000, true}));
}

} // namespace

} // namespace rxwatt::energy
