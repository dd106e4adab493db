// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/energy/recorded_trace_support.h"

#include <fmt/format.h>

namespace rxwatt::energy
{

namespace
{

/// GPU 0 from 100 W to 300 W, GPU 1 at 80 W, every half second for a minute; a query takes 7 ms.
std::string smiLog(const char* header, const char* unit)
{
    std::string text = std::string(header) + "\n";
    for (int i = 0; i <= 120; ++i) {
        for (int gpu = 0; gpu < 2; ++gpu) {
            const int ms = 500 * i + 7 * gpu;
            text += fmt::format("2026/03/07 12:{:02}:{:02}.{:03}, {}, {:.2f}{}, {}\n", ms / 60000, ms / 1000 % 60,
                                ms % 1000, gpu, gpu == 0 ? 100 + 200 * i / 120.0 : 80.0, unit, 30);
        }
    }
    return text;
}

TEST(RecordedNvidiaSmi, GivesTheEnergyOfEveryGpu)
{
    const RecordedTrace trace = parsed(smiLog("timestamp, index, power.draw [W], temperature.gpu", " W"));
    EXPECT_EQ(trace.format, "nvidia-smi");
    ASSERT_EQ(trace.zones.size(), 2U);
    EXPECT_EQ(trace.samples.size(), 121U) << "one a query, of both GPUs";
    EXPECT_EQ(trace.samples.front().wallNs, noon);
    EXPECT_NEAR(integralOf(trace, 0).joules, 12'000, 60);
    EXPECT_NEAR(integralOf(trace, 1).joules, 4'800, 24);
    EXPECT_EQ(integralOf(trace, 0).gaps + integralOf(trace, 1).gaps, 0);
    EXPECT_NEAR(countedJoules(trace), 16'800, 84);
    EXPECT_TRUE(warns(trace, "the processor is missing"));
    const Zone& zone = trace.zones[1];
    EXPECT_EQ(zone.key(), "nvidia-smi/gpu:1");
    EXPECT_EQ(zone.scope, ZoneScope::gpu);
    EXPECT_EQ(zone.kind, ReadingKind::power);
    EXPECT_EQ(zone.quality, Quality::integrated);
}

TEST(RecordedNvidiaSmi, ReadsItWithoutUnitsToo)
{
    const RecordedTrace with = parsed(smiLog("timestamp, index, power.draw [W], temperature.gpu", " W"));
    const RecordedTrace without = parsed(smiLog("timestamp, index, power.draw, temperature.gpu", ""));
    EXPECT_EQ(with.samples, without.samples);
    EXPECT_EQ(with.samples, parsed(smiLog("timestamp, index, power.draw.instant [W], temperature.gpu", "")).samples);
}

TEST(RecordedNvidiaSmi, WhatAGpuDoesNotSayIsNoReading)
{
    for (const char* none : {"[N/A]", "[Not Supported]", "N/A", "[Unknown Error]", "[GPU is lost]", "", "-3 W", "nan W",
                             "inf", "12 MiB", "12 J", "9e99 W"}) {
        const RecordedTrace trace =
            parsed(fmt::format("timestamp, index, power.draw [W]\n2026/03/07 12:00:00.000, 0, 100.00 W\n"
                               "2026/03/07 12:00:01.000, 0, {}\n2026/03/07 12:00:02.000, 0, 100.00 W\n"
                               "2026/03/07 12:00:03.000, 0, 100.00 W\n",
                               none));
        ASSERT_EQ(trace.samples.size(), 4U) << none;
        EXPECT_EQ(trace.samples[1].readings[0], Reading()) << none;
        EXPECT_NEAR(integralOf(trace, 0).joules, 100, 1e-6) << none;
        EXPECT_TRUE(warns(trace, fmt::format("1 times, first line 3, column \"power.draw [W]\": \"{}\"", none)))
            << warningsOf(trace);
    }
}

TEST(RecordedNvidiaSmi, AGpuThatNeverSaysItsPowerIsLeftOut)
{
    const RecordedTrace trace = parsed("timestamp, index, power.draw [W]\n"
                                       "2026/03/07 12:00:00.000, 0, [N/A]\n2026/03/07 12:00:00.001, 1, 50.00 W\n"
                                       "2026/03/07 12:00:01.000, 0, [N/A]\n2026/03/07 12:00:01.001, 1, 50.00 W\n");
    ASSERT_EQ(trace.zones.size(), 1U);
    EXPECT_EQ(trace.zones[0].path, "gpu:1");
    EXPECT_NEAR(countedJoules(trace), 50, 0.1);
    EXPECT_TRUE(warns(trace, "\"gpu:0\" has no reading at all"));
    EXPECT_EQ(errorOf("timestamp, index, power.draw [W]\n2026/03/07 12:00:00.000, 0, [N/A]\n"),
              "no reading in it: line 2, column \"power.draw [W]\": \"[N/A]\"");
}

TEST(RecordedNvidiaSmi, ALimitAndANameAreTheGpus)
{
    const RecordedTrace trace =
        parsed("timestamp, name, pci.bus_id, power.draw [W], power.limit [W], enforced.power.limit [W]\n"
               "2026/03/07 12:00:00.000, NVIDIA H100 80GB HBM3, 00000000:1B:00.0, 69.11 W, 700.00 W, 650.00 W\n"
               "2026/03/07 12:00:00.000, NVIDIA H100 80GB HBM3, 00000000:43:00.0, 70.11 W, 700.00 W, [N/A]\n");
    ASSERT_EQ(trace.zones.size(), 2U);
    EXPECT_EQ(trace.zones[0].name, "NVIDIA H100 80GB HBM3");
    EXPECT_EQ(trace.zones[0].path, "gpu:00000000:1B:00.0");
    EXPECT_EQ(trace.zones[0].limit, Watts{650});
    EXPECT_FALSE(trace.zones[1].limit);
    EXPECT_TRUE(trace.zones[0].counted && trace.zones[1].counted);
}

TEST(RecordedNvidiaSmi, LinesBetweenRowsAreLeftOutAndCounted)
{
    const RecordedTrace trace = parsed("timestamp, index, power.draw [W]\n2026/03/07 12:00:00.000, 0, 100.00 W\n"
                                       "Unable to determine the device handle for GPU 0000:02:00.0: Unknown Error\n"
                                       "timestamp, index, power.draw [W]\n" // the command was started again
                                       "2026/03/07 12:00:01.000, 0, 100.00 W\n2026/03/07 12:00:02.000, 0, 100.00 W\n");
    EXPECT_NEAR(integralOf(trace, 0).joules, 200, 1e-6);
    EXPECT_TRUE(warns(trace, "1 rows have no time that can be read and were left out: first line 3"))
        << warningsOf(trace);
}

TEST(RecordedNvidiaSmi, RefusesWhatCannotBeToldApart)
{
    EXPECT_EQ(errorOf("timestamp, power.draw [W]\n2026/03/07 12:00:00.000, 1 W\n2026/03/07 12:00:00.000, 2 W\n"),
              "line 3: two rows of one time and no column index: log several GPUs with "
              "--query-gpu=timestamp,index,power.draw");
    EXPECT_TRUE(warns(parsed("timestamp, power.draw [W]\n2026/03/07 12:00:00.000, 1 W\n"), "of one GPU"));
    RecordedOptions options = utcAtNoon();
    options.format = "nvidia-smi";
    EXPECT_EQ(errorOf("index, power.draw [W]\n0, 12 W\n", options),
              "no column \"timestamp\": there are \"index\", \"power.draw [W]\"");
    EXPECT_EQ(errorOf("timestamp, index\n2026/03/07 12:00:00.000, 0\n", options),
              "no column \"power.draw\": there are \"timestamp\", \"index\"");
}

TEST(RecordedNvidiaSmi, AMissingGpuDoesNotJoinTwoQueries)
{
    const RecordedTrace trace = parsed("timestamp, index, power.draw [W]\n"
                                       "2026/03/07 12:00:00.000, 0, 10 W\n2026/03/07 12:00:00.005, 1, 20 W\n"
                                       "2026/03/07 12:00:02.000, 0, 10 W\n" // GPU 1 was lost here
                                       "2026/03/07 12:00:04.005, 1, 20 W\n");
    ASSERT_EQ(trace.samples.size(), 3U);
    EXPECT_FALSE(trace.samples[1].readings[1].valid);
    EXPECT_FALSE(trace.samples[2].readings[0].valid);
}

} // namespace

} // namespace rxwatt::energy
