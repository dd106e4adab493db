// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/counted_zones.h"
#include "core/energy/sensor_set.h"
#include "tests/core/energy/fake_source.h"

#include <gtest/gtest.h>

namespace rxwatt::energy
{

namespace
{

using test::zoneOf;

/// Keys of the zones that count.
std::string countedOf(std::vector<Zone> zones)
{
    decideWhatCounts(zones);
    std::string paths;
    for (const Zone& zone : zones) {
        EXPECT_EQ(zone.counted, zone.note.empty()) << zone.path << " says why not";
        paths += zone.counted ? zone.path + " " : "";
    }
    return paths;
}

TEST(SensorSet, PackagesAndTheMemoryBesideThemAddUp)
{
    EXPECT_EQ(countedOf({zoneOf("0", ZoneScope::package, "package-0"), zoneOf("0:0", ZoneScope::core, "core"),
                         zoneOf("0:1", ZoneScope::uncore, "uncore"), zoneOf("0:2", ZoneScope::dram, "dram"),
                         zoneOf("1", ZoneScope::package, "package-1"), zoneOf("1:0", ZoneScope::dram, "dram")}),
              "0 0:2 1 1:0 ");
}

TEST(SensorSet, ThePlatformCountsOnlyWhereItIsAlone)
{
    EXPECT_EQ(countedOf({zoneOf("0", ZoneScope::package, "package-0"), zoneOf("1", ZoneScope::platform, "psys")}),
              "0 ");
    EXPECT_EQ(countedOf({zoneOf("1", ZoneScope::platform, "psys")}), "1 ");
}

TEST(SensorSet, ASecondViewOfAPackageDoesNotCount)
{
    EXPECT_EQ(countedOf({zoneOf("intel-rapl-mmio:0", ZoneScope::package, "package-0"),
                         zoneOf("intel-rapl:0", ZoneScope::package, "package-0")}),
              "intel-rapl:0 ");
}

TEST(SensorSet, AnEstimateCountsWhereNothingElseDoes)
{
    Zone estimate = zoneOf("cpu", ZoneScope::cpuEstimate, "processor");
    estimate.quality = Quality::estimated;
    EXPECT_EQ(countedOf({estimate}), "cpu ");
    EXPECT_EQ(countedOf({zoneOf("0", ZoneScope::package, "package-0"), estimate}), "0 ");
}

TEST(SensorSet, ThePlatformCountsAloneWhereItIsPreferred)
{
    std::vector<Zone> zones = {zoneOf("0", ZoneScope::package, "package-0"), zoneOf("0:0", ZoneScope::dram, "dram"),
                               zoneOf("1", ZoneScope::platform, "psys"), zoneOf("2", ZoneScope::gpu, "gpu")};
    decideWhatCounts(zones, true);
    EXPECT_FALSE(zones[0].counted || zones[1].counted || zones[3].counted);
    EXPECT_TRUE(zones[2].counted);
}

TEST(SensorSet, AMemoryMappedViewCountsWhereItIsTheOnlyOne)
{
    EXPECT_EQ(countedOf({zoneOf("intel-rapl-mmio:0", ZoneScope::package, "package-0")}), "intel-rapl-mmio:0 ");
}

TEST(SensorSet, PerformanceEventsCountOnlyWherePowercapCannot)
{
    Zone package = zoneOf("pkg", ZoneScope::package, "energy-pkg of package 0");
    Zone memory = zoneOf("ram", ZoneScope::dram, "energy-ram of package 0");
    package.source = memory.source = "perf";
    Zone counter = zoneOf("intel-rapl:0", ZoneScope::package, "package-0");
    counter.source = "powercap";
    EXPECT_EQ(countedOf({package, memory}), "pkg ram ");
    EXPECT_EQ(countedOf({counter, package, memory}), "intel-rapl:0 ram ");
}

TEST(SensorSet, TheWholeMachineCountsWhereNothingFinerDoes)
{
    EXPECT_EQ(countedOf({zoneOf("BAT0", ZoneScope::battery, "BAT0"), zoneOf("BAT1", ZoneScope::battery, "BAT1")}),
              "BAT0 BAT1 ");
    EXPECT_EQ(countedOf({zoneOf("BAT0", ZoneScope::battery, "BAT0"), zoneOf("in", ZoneScope::board, "VDD_IN"),
                         zoneOf("cpu", ZoneScope::rail, "VDD_CPU")}),
              "in ");
    EXPECT_EQ(countedOf({zoneOf("BAT0", ZoneScope::battery, "BAT0"), zoneOf("0", ZoneScope::package, "package-0")}),
              "0 ");
    EXPECT_EQ(countedOf({zoneOf("acpi", ZoneScope::board, "power_meter"), zoneOf("1", ZoneScope::gpu, "gpu")}), "acpi ")
        << "the accelerator alone is not the machine";
    EXPECT_EQ(countedOf({zoneOf("acpi", ZoneScope::board, "power_meter"), zoneOf("1", ZoneScope::gpu, "gpu"),
                         zoneOf("0", ZoneScope::package, "package-0")}),
              "1 0 ");
}

TEST(SensorSet, AnEstimateWarns)
{
    Zone zone = zoneOf("cpu", ZoneScope::cpuEstimate, "cpu");
    zone.quality = Quality::estimated;
    std::vector<std::unique_ptr<PowerSource>> sources;
    sources.push_back(std::make_unique<test::FakeSource>(std::vector{zone}));
    ASSERT_EQ(SensorSet(std::move(sources)).warnings().size(), 1U);
}

TEST(SensorSet, AnEstimateMeasuresNothing)
{
    Zone zone = zoneOf("cpu", ZoneScope::cpuEstimate, "cpu");
    zone.quality = Quality::estimated;
    std::vector<std::unique_ptr<PowerSource>> sources;
    sources.push_back(std::make_unique<test::FakeSource>(std::vector{zone}));
    const SensorSet estimate(std::move(sources));
    EXPECT_TRUE(estimate.isReadable());
    EXPECT_FALSE(estimate.canMeasure());
    EXPECT_FALSE(SensorSet().isReadable());
}

} // namespace

} // namespace rxwatt::energy
