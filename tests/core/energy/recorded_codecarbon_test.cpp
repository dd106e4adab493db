// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/energy/recorded_trace_support.h"

#include <fmt/format.h>

namespace rxwatt::energy
{

namespace
{

constexpr const char* codecarbonHeader =
    "timestamp,project_name,run_id,experiment_id,duration,emissions,emissions_rate,cpu_power,gpu_power,ram_power,"
    "cpu_energy,gpu_energy,ram_energy,energy_consumed,country_name,country_iso_code,region,cloud_provider,cloud_region,"
    "os,python_version,codecarbon_version,cpu_count,cpu_model,gpu_count,gpu_model,longitude,latitude,ram_total_size,"
    "tracking_mode,on_cloud,pue\n";

/// A row of a run that took 42.5 W, 200 W and 20 W since it began.
std::string row(const char* end, const char* run, double duration, double gpuWatts = 200, double pue = 1)
{
    const double hours = duration / 3.6e6 * pue;
    return fmt::format("{},rx,{},5b0fa12a,{},0.002,1.8e-05,42.5,{},20.0,{},{},{},{},Spain,ESP,\"catalonia, north\",,,"
                       "Linux-6.8,3.10.18,3.0.7,16,11th Gen Intel(R) Core(TM) i7-11800H @ 2.30GHz,1,1 x NVIDIA A100,"
                       "2.1181,41.383,31.7,machine,N,{}\n",
                       end, run, duration, gpuWatts, 42.5 * hours, gpuWatts * hours, 20 * hours,
                       (62.5 + gpuWatts) * hours, pue);
}

TEST(RecordedCodeCarbon, ARunIsFromItsBeginningToItsTimestamp)
{
    const RecordedTrace trace = parsed(codecarbonHeader + row("2026-03-07T12:10:00", "a", 480));
    EXPECT_EQ(trace.format, "codecarbon");
    ASSERT_EQ(trace.samples.size(), 2U);
    EXPECT_EQ(trace.samples[0].wallNs, noon + 120 * second);
    EXPECT_EQ(trace.samples[1].wallNs, noon + 600 * second);
    EXPECT_NEAR(integralOf(trace, 0).joules, 42.5 * 480, 0.005 * 42.5 * 480);
    EXPECT_NEAR(integralOf(trace, 1).joules, 200 * 480, 0.005 * 200 * 480);
    EXPECT_NEAR(integralOf(trace, 2).joules, 20 * 480, 0.005 * 20 * 480);
}

TEST(RecordedCodeCarbon, OnlyTheAcceleratorIsMeasured)
{
    const RecordedTrace trace = parsed(codecarbonHeader + row("2026-03-07T12:10:00", "a", 480));
    const Zone& cpu = zoneNamed(trace, "cpu_energy");
    EXPECT_EQ(cpu.quality, Quality::estimated) << "its file does not say that it was a sensor";
    EXPECT_EQ(cpu.scope, ZoneScope::cpuEstimate);
    EXPECT_NE(cpu.method.find("CodeCarbon"), std::string::npos);
    EXPECT_FALSE(cpu.counted) << cpu.note;
    EXPECT_EQ(zoneNamed(trace, "ram_energy").quality, Quality::estimated);
    EXPECT_EQ(zoneNamed(trace, "gpu_energy").quality, Quality::counter);
    EXPECT_TRUE(zoneNamed(trace, "gpu_energy").counted);
    EXPECT_TRUE(warns(trace, "the processor is missing"));
}

TEST(RecordedCodeCarbon, AGpuWithoutCounterIsNoGpuOfZeroJoules)
{
    const RecordedTrace trace = parsed(codecarbonHeader + row("2026-03-07T12:10:00", "a", 480, 0));
    ASSERT_EQ(trace.zones.size(), 2U);
    EXPECT_NEAR(countedJoules(trace), 62.5 * 480, 0.005 * 62.5 * 480);
    EXPECT_TRUE(warns(trace, "its power is estimated, not measured")) << warningsOf(trace);
    EXPECT_TRUE(warns(trace, "\"gpu_energy\" has no reading at all"));
}

TEST(RecordedCodeCarbon, RowsOfOneRunAreSumsSinceItBegan)
{
    const RecordedTrace trace = parsed(codecarbonHeader + row("2026-03-07T12:00:10", "a", 10) +
                                       row("2026-03-07T12:00:20", "a", 20) + row("2026-03-07T12:00:30", "a", 30));
    EXPECT_NEAR(integralOf(trace, 1).joules, 6000, 30) << "not 12,000";
    EXPECT_EQ(trace.samples.size(), 4U);
    EXPECT_EQ(integralOf(trace, 1).gaps, 0);
}

TEST(RecordedCodeCarbon, BetweenRunsIsAGap)
{
    const RecordedTrace trace =
        parsed(codecarbonHeader + row("2026-03-07T12:10:00", "b", 10) + row("2026-03-07T12:00:10", "a", 10));
    const Integral gpu = integralOf(trace, 1);
    EXPECT_NEAR(gpu.joules, 4000, 20);
    EXPECT_GE(gpu.gaps, 1) << "nobody counted for ten minutes";
    // A run whose first row shows more than the last one of the run before is no run that went on.
    const RecordedTrace rising =
        parsed(codecarbonHeader + row("2026-03-07T12:00:10", "a", 10) + row("2026-03-07T12:10:00", "b", 100));
    EXPECT_NEAR(integralOf(rising, 1).joules, 22'000, 110);
}

TEST(RecordedCodeCarbon, RunsAtOnceAreNotCountedTwice)
{
    const RecordedTrace trace =
        parsed(codecarbonHeader + row("2026-03-07T12:01:00", "a", 60) + row("2026-03-07T12:01:30", "b", 60));
    EXPECT_NEAR(integralOf(trace, 1).joules, 12'000, 60);
    EXPECT_TRUE(warns(trace, "rows of a run while another one was recorded, left out: 1 times, first line 3"))
        << warningsOf(trace);
    // A second of overlap is what cut timestamps make.
    const RecordedTrace close =
        parsed(codecarbonHeader + row("2026-03-07T12:01:00", "a", 60) + row("2026-03-07T12:02:00", "b", 60.9));
    EXPECT_NEAR(integralOf(close, 1).joules, 200 * 120.9, 120);
}

TEST(RecordedCodeCarbon, TheBuildingsShareIsTakenOut)
{
    const RecordedTrace trace = parsed(codecarbonHeader + row("2026-03-07T12:10:00", "a", 480, 200, 1.58));
    EXPECT_NEAR(integralOf(trace, 1).joules, 200 * 480, 0.005 * 200 * 480);
    EXPECT_TRUE(warns(trace, "pue"));
    EXPECT_FALSE(warns(parsed(codecarbonHeader + row("2026-03-07T12:10:00", "a", 480)), "pue"));
}

TEST(RecordedCodeCarbon, EightAcceleratorsAreBelieved)
{
    const RecordedTrace trace = parsed(codecarbonHeader + row("2026-03-07T12:10:00", "a", 480, 5600));
    EXPECT_NEAR(integralOf(trace, 1).joules, 5600.0 * 480, 0.005 * 5600 * 480);
    EXPECT_TRUE(warns(trace, "\"gpu_energy\" takes 5600 W on average")) << warningsOf(trace);
}

TEST(RecordedCodeCarbon, RowsOfTasksAreEachTheirOwn)
{
    const std::string head =
        "task_name,timestamp,project_name,run_id,duration,emissions,cpu_energy,gpu_energy,ram_energy,"
        "energy_consumed\n";
    const double kwh = 1000 / 3.6e6;
    const RecordedTrace trace = parsed(head + fmt::format("load,2026-03-07T12:00:10,rx,a,10,0.1,{0},,{0},{1}\n"
                                                          "train,2026-03-07T12:00:30,rx,a,20,0.1,{1},,{1},{1}\n",
                                                          kwh, 2 * kwh));
    EXPECT_NEAR(integralOf(trace, 0).joules, 3000, 15);
}

TEST(RecordedCodeCarbon, ItsFirstVersionsWriteTheWholeAlone)
{
    const RecordedTrace trace = parsed("timestamp,experiment_id,project_name,duration,emissions,energy_consumed,"
                                       "country_name\n2026-03-07T12:10:00,e,rx,600,0.1,0.01,Spain\n");
    ASSERT_EQ(trace.zones.size(), 1U);
    EXPECT_EQ(trace.zones[0].quality, Quality::estimated);
    EXPECT_EQ(trace.zones[0].scope, ZoneScope::meter);
    EXPECT_NEAR(countedJoules(trace), 36'000, 180);
}

TEST(RecordedCodeCarbon, RowsWithoutADurationAreLeftOut)
{
    const RecordedTrace trace =
        parsed(codecarbonHeader + row("2026-03-07T12:01:00", "a", 60) + row("2026-03-07T12:03:00", "b", -1));
    EXPECT_NEAR(integralOf(trace, 1).joules, 12'000, 60);
    EXPECT_TRUE(warns(trace, "rows whose duration is no time, left out: 1 times, first line 3")) << warningsOf(trace);
    EXPECT_EQ(errorOf(codecarbonHeader + row("2026-03-07T12:01:00", "a", -60)),
              "no sample in it: rows whose duration is no time, left out, first line 2");
}

} // namespace

} // namespace rxwatt::energy
