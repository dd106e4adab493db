// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/energy/recorded_trace_support.h"

#include <fmt/format.h>

#include <cmath>

namespace rxwatt::energy
{

namespace
{

constexpr const char* gadgetHeader =
    "\"System Time\",\"RDTSC\",\"Elapsed Time (sec)\",\"CPU Utilization(%)\",\"CPU Frequency_0(MHz)\","
    "\"Processor Power_0(Watt)\",\"Cumulative Processor Energy_0(Joules)\",\"Cumulative Processor Energy_0(mWh)\","
    "\"IA Power_0(Watt)\",\"Cumulative IA Energy_0(Joules)\",\"Cumulative IA Energy_0(mWh)\","
    "\"Package Temperature_0(C)\",\"DRAM Power_0(Watt)\",\"Cumulative DRAM Energy_0(Joules)\","
    "\"Cumulative DRAM Energy_0(mWh)\",\"Package Power Limit_0(Watt)\",\"GT Frequency(MHz)\"\r\n";

/// Package 20 W + 10 W · sin², memory 1.5 W, as PowerLog writes them every 100 ms: from 12:00:00 on, with a summary.
double packageJoules(double t)
{
    return 25 * t - 10 * std::sin(2 * t) / 4;
}

std::string gadgetLog(int rows, bool summary = true)
{
    std::string text = gadgetHeader;
    for (int i = 1; i <= rows; ++i) {
        const double t = 0.1 * i;
        const double joules = packageJoules(t);
        const int ms = 100 * i;
        text +=
            fmt::format("\"12:{:02}:{:02}:{:03}\",\"{}\",\"{:8.3f}\",\"  61.761\",\" 3772\",\"{:8.3f}\",\"{:8.3f}\","
                        "\"{:8.3f}\",\"  16.958\",\"{:8.3f}\",\"{:8.3f}\",\" 78\",\"   1.500\",\"{:8.3f}\","
                        "\"{:8.3f}\",\"  15.000\",\"    0\"\r\n",
                        ms / 60000, ms / 1000 % 60, ms % 1000, 9863377260270 + i, t, 20 + 10 * std::pow(std::sin(t), 2),
                        joules, joules / 3.6, joules * 0.8, joules * 0.8 / 3.6, 1.5 * t, 1.5 * t / 3.6);
    }
    const double t = 0.1 * rows;
    return !summary ? text
                    : text + fmt::format("\r\n\"Total Elapsed Time (sec) = {:.6f}\"\r\n"
                                         "\"Measured RDTSC Frequency (GHz) = 2.496\"\r\n\r\n"
                                         "\"Cumulative Package Energy_0 (Joules) = {:.6f}\"\r\n"
                                         "\"Cumulative Package Energy_0 (mWh) = {:.6f}\"\r\n"
                                         "\"Average Package Power_0 (Watt) = {:.6f}\"\r\n",
                                         t, packageJoules(t), packageJoules(t) / 3.6, packageJoules(t) / t);
}

TEST(RecordedPowerGadget, GivesTheEnergyOfTheWholeLog)
{
    const RecordedTrace trace = parsed(gadgetLog(600));
    EXPECT_EQ(trace.format, "power-gadget");
    ASSERT_EQ(trace.zones.size(), 3U);
    const double package = packageJoules(60);
    EXPECT_NEAR(integralOf(trace, 0).joules, package, 0.001 * package) << "from the log's beginning on";
    EXPECT_EQ(integralOf(trace, 0).gaps, 0);
    EXPECT_NEAR(countedJoules(trace), package + 90, 0.001 * package) << "package and memory, no cores twice";
    EXPECT_EQ(trace.samples.front().wallNs, noon);
    EXPECT_EQ(trace.samples.back().wallNs, noon + 60 * second);
    EXPECT_TRUE(trace.warnings.empty()) << warningsOf(trace);
}

TEST(RecordedPowerGadget, CumulatedJoulesAreCountersOfTheirParts)
{
    const RecordedTrace trace = parsed(gadgetLog(10));
    for (const Zone& zone : trace.zones) {
        EXPECT_EQ(zone.quality, Quality::counter);
        EXPECT_EQ(zone.kind, ReadingKind::energyCounter);
        EXPECT_EQ(zone.source, "power-gadget");
        EXPECT_FALSE(zone.limit) << "a limit that was set is none of what it may take for a moment";
    }
    EXPECT_EQ(zoneNamed(trace, "package:0").scope, ZoneScope::package);
    EXPECT_EQ(zoneNamed(trace, "dram:0").scope, ZoneScope::dram);
    EXPECT_EQ(zoneNamed(trace, "core:0").note, "part of another zone");
    EXPECT_EQ(trace.samples.at(1).readings.at(0).raw,
              static_cast<std::uint64_t>(std::llround(packageJoules(0.1) * 1e3)) * 1000);
}

TEST(RecordedPowerGadget, TimesOfDayAreOfTheDayThatIsNearest)
{
    // A log that began before midnight of a run that began after it.
    const std::string text = "System Time,RDTSC,Elapsed Time (sec),Processor Power_0(Watt),"
                             "Cumulative Processor Energy_0(Joules)\n"
                             "23:59:59:7,1,0.000,10.0,0.000\n"
                             "0:00:01:7,2,2.000,10.0,20.000\n"
                             "0:00:03:7,3,4.000,10.0,40.000\n";
    RecordedOptions options = utcAtNoon();
    options.beginWallNs = noon + 12 * 3600 * second + 30 * second;
    const RecordedTrace trace = parsed(text, options);
    EXPECT_EQ(trace.samples.front().wallNs, noon + (12 * 3600 - 1) * second + 7'000'000) << "7 is milliseconds";
    EXPECT_EQ(trace.samples.back().wallNs, noon + (12 * 3600 + 3) * second + 7'000'000);
    options.utcOffsetMinutes = 60;
    EXPECT_EQ(parsed(text, options).samples.front().wallNs, noon + (11 * 3600 - 1) * second + 7'000'000);
    options.beginWallNs.reset();
    EXPECT_EQ(errorOf(text, options), "its times have no date: say when the log began");
}

TEST(RecordedPowerGadget, WithoutElapsedTimesTheClockGoesOverMidnight)
{
    const RecordedTrace trace = parsed("System Time,RDTSC,Package Power Limit_0(Watt),Processor Power_0(Watt)\n"
                                       "23:59:59:500,1,15.0,10.0\n"
                                       "00:00:00:500,2,15.0,10.0\n"
                                       "00:00:01:500,3,15.0,10.0\n");
    EXPECT_EQ(trace.zones.at(0).kind, ReadingKind::power);
    EXPECT_EQ(trace.zones.at(0).quality, Quality::integrated);
    EXPECT_NEAR(integralOf(trace, 0).joules, 20, 1e-9);
}

TEST(RecordedPowerGadget, TwoSocketsAddUp)
{
    const RecordedTrace trace =
        parsed("System Time,RDTSC,Elapsed Time (sec),IA Frequency_0 (MHz),Processor Power_0 (Watt),"
               "Cumulative Processor Energy_0 (Joules),Cumulative Processor Energy_0 (mWh),"
               "Cumulative GT Energy_0 (Joules),Cumulative Processor Energy_1 (Joules),\n"
               "12:00:01:0,1,1.0,2400,50,50.000000,13.8,1.5,70.000000,\n"
               "12:00:02:0,2,2.0,2400,50,100.000000,27.7,3.0,140.000000,\n");
    EXPECT_EQ(zoneNamed(trace, "package:1").name, "package-1");
    EXPECT_FALSE(zoneNamed(trace, "uncore:0").counted);
    EXPECT_NEAR(countedJoules(trace), 240, 1e-6);
    EXPECT_TRUE(warns(trace, "the summary at its end is missing"));
}

TEST(RecordedPowerGadget, ALogThatBeganAnewLeavesAGap)
{
    const RecordedTrace trace = parsed("System Time,RDTSC,Elapsed Time (sec),Cumulative Processor Energy_0(Joules)\n"
                                       "12:00:01:0,1,1.0,50\n12:00:02:0,2,2.0,100\n"
                                       "12:10:01:0,3,1.0,50\n12:10:02:0,4,2.0,100\n");
    EXPECT_NEAR(integralOf(trace, 0).joules, 200, 1e-6);
    EXPECT_EQ(integralOf(trace, 0).gaps, 1) << "nobody recorded for ten minutes";
}

TEST(RecordedPowerGadget, SaysThatTheSummaryKnowsMore)
{
    std::string text = gadgetLog(100);
    const std::size_t cut = text.find("\"12:00:05:000\"");
    text.erase(cut, text.find("\r\n\r\n") + 2 - cut);
    const RecordedTrace trace = parsed(text);
    EXPECT_TRUE(warns(trace, "some are missing")) << warningsOf(trace);
    EXPECT_FALSE(warns(parsed(gadgetLog(100)), "some are missing"));
}

TEST(RecordedPowerGadget, ALineThatWasCutOffIsLeftOut)
{
    std::string text = gadgetLog(20, false);
    text.resize(text.size() - 40);
    const RecordedTrace trace = parsed(text);
    EXPECT_EQ(trace.samples.size(), 20U) << "19 rows and the beginning";
    EXPECT_TRUE(warns(trace, "its last line has no end")) << warningsOf(trace);
}

TEST(RecordedPowerGadget, WhatIsNoNumberIsNoReading)
{
    const RecordedTrace trace = parsed("System Time,RDTSC,Elapsed Time (sec),Cumulative Processor Energy_0(Joules)\n"
                                       "12:00:00:0,1,0.0,0\n12:00:01:0,1,1.0,10\n12:00:02:0,2,2.0,-1.#IND\n"
                                       "12:00:03:0,2,3.0,-5\n12:00:04:0,3,4.0,40\n12:00:05:0,3,5.0,50\n");
    EXPECT_FALSE(trace.samples.at(2).readings.at(0).valid);
    EXPECT_FALSE(trace.samples.at(3).readings.at(0).valid);
    EXPECT_NEAR(integralOf(trace, 0).joules, 20, 1e-6);
    EXPECT_EQ(integralOf(trace, 0).gaps, 3);
    EXPECT_TRUE(warns(trace, "2 times, first line 4, column \"Cumulative Processor Energy_0(Joules)\": \"-1.#IND\""))
        << warningsOf(trace);
}

TEST(RecordedPowerGadget, WithoutColumnsOfPowerItSaysWhatThereIs)
{
    EXPECT_EQ(errorOf("System Time,RDTSC,CPU Utilization(%)\n12:00:00:0,1,2\n"),
              "no column of power or energy: there are \"System Time\", \"RDTSC\", \"CPU Utilization(%)\"");
}

} // namespace

} // namespace rxwatt::energy
