// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/powercap_source.h"
#include "tests/core/energy/fake_powercap.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rxwatt::energy
{

namespace
{

using testing::ElementsAre;
using testing::HasSubstr;

class PowercapSourceTest : public testing::Test
{
protected:
    std::vector<Reading> read()
    {
        std::vector<Reading> readings(source.zones().size());
        source.read(readings);
        return readings;
    }

    test::FakePowercap tree;
    PowercapSource source{tree.root()};
};

TEST_F(PowercapSourceTest, SaysThatAMachineHasNone)
{
    const Probe probe = source.probe();
    EXPECT_FALSE(probe.available);
    EXPECT_THAT(probe.reason, HasSubstr("virtual machine"));
    EXPECT_TRUE(source.zones().empty());
}

TEST_F(PowercapSourceTest, FindsPackagesAndTheirParts)
{
    tree.add("intel-rapl:0", "package-0", 1000);
    tree.add("intel-rapl:0:0", "core", 400);
    tree.add("intel-rapl:0:1", "dram", 200, "65712999613");
    tree.add("intel-rapl:1", "psys", 5000, "");
    test::putContent(tree.zone("intel-rapl:0") / "constraint_0_power_limit_uw", "185000000\n");
    std::filesystem::create_directories(tree.root() / "class/powercap/intel-rapl");
    std::filesystem::create_directories(tree.root() / "class/powercap/dtpm:0");

    const Probe probe = source.probe();

    EXPECT_TRUE(probe.available) << probe.reason;
    ASSERT_EQ(source.zones().size(), 4U);
    const Zone& package = source.zones()[0];
    EXPECT_EQ(package.key(), "powercap/intel-rapl:0");
    EXPECT_EQ(package.name, "package-0");
    EXPECT_EQ(package.scope, ZoneScope::package);
    EXPECT_EQ(package.range, 262'143'328'851U);
    EXPECT_NEAR(package.limit.value().value, 185, 1e-9);
    EXPECT_EQ(source.zones()[1].scope, ZoneScope::core);
    EXPECT_EQ(source.zones()[2].scope, ZoneScope::dram);
    EXPECT_EQ(source.zones()[3].scope, ZoneScope::platform);
    EXPECT_EQ(source.zones()[3].range, 0U) << "not known";
    EXPECT_THAT(read(), ElementsAre(Reading{1000, true}, Reading{400, true}, Reading{200, true}, Reading{5000, true}));
}

TEST_F(PowercapSourceTest, FindsPartsThatLieInTheirWholesOnce)
{
    tree.add("intel-rapl:0", "package-0", 1000);
    tree.add("intel-rapl:0/intel-rapl:0:0", "core", 400);
    ASSERT_TRUE(source.probe().available);
    EXPECT_EQ(source.zones().size(), 2U);
    tree.add("intel-rapl:0:0", "core", 400);
    ASSERT_TRUE(source.probe().available);
    EXPECT_EQ(source.zones().size(), 2U);
}

TEST_F(PowercapSourceTest, ReadsWhatIsThereNowAndNotWhatWas)
{
    tree.add("intel-rapl:0", "package-0", 1000);
    ASSERT_TRUE(source.probe().available);
    tree.set("intel-rapl:0", 2000);
    EXPECT_THAT(read(), ElementsAre(Reading{2000, true}));
}

TEST_F(PowercapSourceTest, WhatVanishesIsNoReadingAndMayComeBack)
{
    tree.add("intel-rapl:0", "package-0", 1000);
    ASSERT_TRUE(source.probe().available);
    const auto file = tree.zone("intel-rapl:0") / "energy_uj";
    std::filesystem::resize_file(file, 0);
    EXPECT_THAT(read(), ElementsAre(Reading{0, false}));
    std::filesystem::remove(file);
    EXPECT_FALSE(read()[0].valid);
    tree.set("intel-rapl:0", 3000);
    EXPECT_THAT(read(), ElementsAre(Reading{3000, true}));
}

TEST_F(PowercapSourceTest, TextThatIsNoNumberIsNoReading)
{
    tree.add("intel-rapl:0", "package-0", 1000);
    ASSERT_TRUE(source.probe().available);
    for (const std::string& text : {std::string("many\n"), std::string("-5\n"), std::string("12 34\n"),
                                    std::string("99999999999999999999999\n"), std::string(100, '1')}) {
        test::putContent(tree.zone("intel-rapl:0") / "energy_uj", text);
        EXPECT_FALSE(read()[0].valid) << text;
    }
}

TEST_F(PowercapSourceTest, SaysHowToReadWhatOnlyRootMay)
{
    tree.add("intel-rapl:0", "package-0", 1000);
    // Root may read whatever its mode is: a folder in the counter's place cannot be read by anybody.
    std::filesystem::remove(tree.zone("intel-rapl:0") / "energy_uj");
    std::filesystem::create_directory(tree.zone("intel-rapl:0") / "energy_uj");
    const Probe probe = source.probe();
    EXPECT_FALSE(probe.available);
    EXPECT_THAT(probe.reason, HasSubstr("root alone"));
    EXPECT_THAT(probe.fix, HasSubstr("chmod"));
}

TEST_F(PowercapSourceTest, AVirtualMachineGetsNoCommandThatDoesNotHelp)
{
    test::putContent(tree.root() / "cpuinfo", "flags\t\t: fpu sse2 hypervisor lahf_lm\n");
    const Probe probe = PowercapSource(tree.root(), tree.root()).probe();
    EXPECT_THAT(probe.reason, HasSubstr("this is a virtual machine"));
    EXPECT_TRUE(probe.fix.empty());
    test::putContent(tree.root() / "cpuinfo", "vendor_id\t: GenuineIntel\nflags\t\t: fpu sse2\n");
    EXPECT_EQ(PowercapSource(tree.root(), tree.root()).probe().fix, "sudo modprobe intel_rapl_msr");
}

TEST_F(PowercapSourceTest, AZoneOfAnUnknownNameDoesNotAddUp)
{
    tree.add("intel-rapl:0", "package-0-die-1", 1000);
    tree.add("intel-rapl:1", "something-new", 1000);
    ASSERT_TRUE(source.probe().available);
    EXPECT_EQ(source.zones()[0].scope, ZoneScope::package);
    EXPECT_EQ(source.zones()[1].scope, ZoneScope::rail);
}

} // namespace

} // namespace rxwatt::energy
