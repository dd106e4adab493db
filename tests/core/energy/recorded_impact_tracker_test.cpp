// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/energy/recorded_trace_support.h"

#include <fmt/format.h>

namespace rxwatt::energy
{

namespace
{

/// As impacttracker/data.json has it: every 7 s, RAPL 60 W, of which the process's are 30 W; the GPUs 250 W.
std::string trackerLog(int lines)
{
    std::string text;
    for (int i = 0; i < lines; ++i) {
        text += fmt::format(
            R"({{"timestamp":{:.6f},"rapl_power_draw_absolute":60.0,"rapl_estimated_attributable_power_draw":30.0,)"
            R"("cpu_time_seconds":{{"1234":{{"user":12.5}}}},"average_relative_cpu_utilization":0.5,)"
            R"("nvidia_draw_absolute":{},"nvidia_estimated_attributable_power_draw":125.0,)"
            R"("per_gpu_power_draw":{{"0":250.0}},"per_gpu_performance_state":{{"0":"P0"}},"process_ids":[1234]}})"
            "\n",
            1772884800.25 + 7 * i, 240 + 20 * (i % 2));
    }
    return text;
}

TEST(RecordedImpactTracker, GivesTheMachinesEnergy)
{
    const RecordedTrace trace = parsed(trackerLog(61));
    EXPECT_EQ(trace.format, "impact-tracker");
    EXPECT_EQ(trace.samples.front().wallNs, noon + second / 4);
    EXPECT_NEAR(longestHoldOf(trace).value, 35, 1e-6);
    EXPECT_NEAR(countedJoules(trace), 310 * 420, 0.005 * 310 * 420);
    EXPECT_EQ(integralOf(trace, 0).gaps, 0);
}

TEST(RecordedImpactTracker, TheProcesssShareIsAnEstimateAndNotCounted)
{
    const RecordedTrace trace = parsed(trackerLog(3));
    ASSERT_EQ(trace.zones.size(), 4U);
    EXPECT_EQ(zoneNamed(trace, "rapl_power_draw_absolute").quality, Quality::integrated);
    EXPECT_EQ(zoneNamed(trace, "rapl_power_draw_absolute").scope, ZoneScope::package);
    EXPECT_EQ(zoneNamed(trace, "nvidia_draw_absolute").scope, ZoneScope::gpu);
    for (const char* share : {"rapl_estimated_attributable_power_draw", "nvidia_estimated_attributable_power_draw"}) {
        const Zone& zone = zoneNamed(trace, share);
        EXPECT_EQ(zone.quality, Quality::estimated);
        EXPECT_FALSE(zone.counted);
        EXPECT_NE(zone.method, "");
    }
}

TEST(RecordedImpactTracker, BrokenLinesAreLeftOut)
{
    std::string text = trackerLog(4);
    text.insert(text.find('\n') + 1, "{\"timestamp\": NaN}\nno JSON\n[1]\n\n");
    text.resize(text.size() - 30);
    const RecordedTrace trace = parsed(text);
    EXPECT_EQ(trace.samples.size(), 3U);
    EXPECT_TRUE(warns(trace, "lines that are no JSON object, left out: 3 times, first line 2")) << warningsOf(trace);
    EXPECT_TRUE(warns(trace, "its last line has no end"));
    // A whole last line needs no end.
    std::string whole = trackerLog(4);
    whole.pop_back();
    EXPECT_EQ(parsed(whole).samples.size(), 4U);
    EXPECT_FALSE(warns(parsed(whole), "its last line has no end"));
}

TEST(RecordedImpactTracker, ValuesThatAreNoneAreGaps)
{
    const RecordedTrace trace = parsed("{\"timestamp\":1772884800,\"nvidia_draw_absolute\":10}\n"
                                       "{\"timestamp\":1772884801,\"nvidia_draw_absolute\":null}\n"
                                       "{\"timestamp\":1772884802,\"nvidia_draw_absolute\":-4}\n"
                                       "{\"timestamp\":1772884803,\"nvidia_draw_absolute\":\"10\"}\n"
                                       "{\"timestamp\":1772884804}\n"
                                       "{\"timestamp\":1772884805,\"nvidia_draw_absolute\":10}\n"
                                       "{\"timestamp\":1772884806,\"nvidia_draw_absolute\":10}\n");
    ASSERT_EQ(trace.zones.size(), 1U);
    EXPECT_NEAR(integralOf(trace, 0).joules, 10, 1e-9);
    EXPECT_EQ(integralOf(trace, 0).gaps, 5);
    EXPECT_TRUE(warns(trace, "3 times, first line 2")) << warningsOf(trace);
}

TEST(RecordedImpactTracker, SaysWhatItsLinesHave)
{
    EXPECT_EQ(errorOf("{\"timestamp\":1772884800,\"watts\":3}\n"),
              "no reading in it; its lines have \"timestamp\", \"watts\"");
    EXPECT_EQ(errorOf("{\"watts\":3}\n"),
              "line 1, column \"timestamp\": \"\" is no time that can be read; its lines have \"watts\"");
    EXPECT_EQ(errorOf("{\"timestamp\": " + std::string(2'000'000, '1') + "}\n"), "line 1: longer than 1048576 bytes");
}

TEST(RecordedImpactTracker, ReadsTheTablesOfItsFirstVersions)
{
    const RecordedTrace trace = parsed("timestamp,rapl_power_draw_absolute,rapl_estimated_attributable_power_draw,"
                                       "nvidia_draw_absolute,cpu_time_seconds\n"
                                       "1772884800.0,60,30,,1\n1772884802.0,60,30,,2\n1772884804.0,60,30,,3\n");
    EXPECT_EQ(trace.format, "impact-tracker");
    EXPECT_NEAR(countedJoules(trace), 240, 1);
    EXPECT_EQ(trace.zones.size(), 2U);
}

} // namespace

} // namespace rxwatt::energy
