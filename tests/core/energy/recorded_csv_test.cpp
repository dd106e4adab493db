// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/energy/recorded_trace_support.h"

#include <fmt/format.h>

namespace rxwatt::energy
{

namespace
{

TEST(RecordedCsv, PowerOverTimeIsEnergy)
{
    std::string text = "timestamp,power_w\n";
    for (int i = 0; i <= 600; ++i) {
        text += fmt::format("{:.1f},{}\n", 1772884800 + 0.1 * i, 50 + 50 * i / 600.0);
    }
    const RecordedTrace trace = parsed(text);
    EXPECT_EQ(trace.format, "csv");
    EXPECT_EQ(trace.zones.at(0).scope, ZoneScope::meter);
    EXPECT_EQ(trace.zones.at(0).quality, Quality::integrated);
    EXPECT_EQ(trace.samples.front().wallNs, noon);
    EXPECT_NEAR(countedJoules(trace), 75 * 60, 0.005 * 75 * 60);
    EXPECT_TRUE(trace.warnings.empty()) << warningsOf(trace);
}

TEST(RecordedCsv, ASlowMeterIsNoGap)
{
    std::string text = "Date,Time,Active Power (W)\n";
    for (int minute = 0; minute < 60; ++minute) {
        text += fmt::format("2026-03-07,12:{:02}:00,120.5\n", minute);
    }
    const RecordedTrace trace = parsed(text);
    EXPECT_EQ(trace.samples.front().wallNs, noon);
    EXPECT_NEAR(countedJoules(trace), 120.5 * 59 * 60, 0.005 * 120.5 * 59 * 60);
    // What is missing in the middle is one, however slow the meter.
    const std::size_t ten = text.find("2026-03-07,12:10");
    text.erase(ten, text.find("2026-03-07,12:20") - ten);
    EXPECT_EQ(integralOf(parsed(text), 0).gaps, 1);
    EXPECT_NEAR(countedJoules(parsed(text)), 120.5 * 48 * 60, 1);
}

TEST(RecordedCsv, AnEnergyThatRisesIsACounter)
{
    std::string text = "time;Energie-Zähler total [kWh];remark\r\n";
    for (int i = 0; i < 60; ++i) {
        text += fmt::format("07.03.2026 12:{:02}:00;\"1234,{}\";\"says \"\"x;y\"\"\"\r\n", i, 500 + i);
    }
    const RecordedTrace trace = parsed(text);
    EXPECT_EQ(trace.zones.at(0).kind, ReadingKind::energyCounter);
    EXPECT_EQ(trace.zones.at(0).quality, Quality::counter);
    EXPECT_EQ(trace.samples.at(0).readings.at(0).raw, std::uint64_t{1'234'500} * 3'600'000'000);
    EXPECT_NEAR(countedJoules(trace), 0.059 * 3.6e6, 0.005 * 0.059 * 3.6e6);
    EXPECT_TRUE(warns(trace, "was taken for a counter")) << warningsOf(trace);
}

TEST(RecordedCsv, EnergiesThatGoUpAndDownAreOfIntervals)
{
    std::string text = "timestamp,energy_wh\n";
    double sum = 0;
    for (int i = 0; i < 60; ++i) {
        const double wh = 1 + (i % 3) * 0.25;
        sum += i > 0 ? wh : 0; // nobody knows when the first began
        text += fmt::format("2026-03-07T12:{:02}:00Z,{}\n", i, wh);
    }
    const RecordedTrace trace = parsed(text);
    EXPECT_NEAR(countedJoules(trace), sum * 3600, 0.005 * sum * 3600);
    EXPECT_TRUE(warns(trace, "the energy since the row before")) << warningsOf(trace);
    const RecordedTrace named = parsed("timestamp,interval energy (J)\n1772884800,5\n1772884860,6\n1772884920,7\n");
    EXPECT_NEAR(countedJoules(named), 13, 1e-9);
}

TEST(RecordedCsv, ACounterThatIsSetBackLeavesAGap)
{
    const RecordedTrace trace = parsed("timestamp,energy_j\n1772884800,100\n1772884801,200\n1772884802,5\n"
                                       "1772884803,105\n1772884804,205\n");
    EXPECT_NEAR(countedJoules(trace), 300, 1e-9);
    EXPECT_EQ(integralOf(trace, 0).gaps, 1);
}

TEST(RecordedCsv, ColumnsAreWhatTheirNamesSay)
{
    const RecordedTrace trace =
        parsed("time,cpu_power_w,cpu_energy_j,DRAM Power (mW),gpu0 [W],gpu1 [W],power limit [W],"
               "total_power_w,temperature\n"
               "2026-03-07 12:00:00,60,0,5000,100,150,700,400,50\n"
               "2026-03-07 12:00:01,60,60,5000,100,150,700,400,50\n");
    ASSERT_EQ(trace.zones.size(), 5U) << "power beside energy of the same, and limits, are none";
    EXPECT_EQ(trace.zones[0].name, "cpu_energy_j");
    EXPECT_EQ(trace.zones[0].scope, ZoneScope::package);
    EXPECT_EQ(trace.zones[1].scope, ZoneScope::dram);
    EXPECT_EQ(trace.zones[2].scope, ZoneScope::gpu);
    EXPECT_EQ(trace.zones[4].scope, ZoneScope::meter);
    EXPECT_FALSE(trace.zones[4].counted) << "the whole beside its parts";
    EXPECT_NEAR(countedJoules(trace), 60 + 5 + 100 + 150, 1);
}

TEST(RecordedCsv, ColumnsMayBeChosen)
{
    const std::string text = "time,when,a,b\nx,2026-03-07 12:00:00,1,2\ny,2026-03-07 12:00:01,1,2\n";
    RecordedOptions options = utcAtNoon();
    options.timeColumn = "WHEN";
    options.valueColumn = "b";
    const RecordedTrace trace = parsed(text, options);
    EXPECT_NEAR(countedJoules(trace), 2, 1e-9);
    EXPECT_TRUE(warns(trace, "column \"b\" says no unit: it was taken for watts"));
    options.valueColumn = "c";
    EXPECT_EQ(errorOf(text, options), "no column \"c\": there are \"time\", \"when\", \"a\", \"b\"");
    options.format = "nvidia-smi";
    EXPECT_NE(errorOf(text, options).find("of the format csv alone"), std::string::npos);
}

TEST(RecordedCsv, SaysWhatItMisses)
{
    EXPECT_EQ(errorOf("a,b\n1,2\n"), "no column of time: there are \"a\", \"b\"; say which it is");
    EXPECT_EQ(errorOf("time,b\n1,2\n"), "no column of power or energy: there are \"time\", \"b\"; say which it is");
    EXPECT_NE(errorOf("time,energy\n1,2\n2,3\n").find("says no unit of energy"), std::string::npos);
    EXPECT_EQ(errorOf("time,power_w\nyesterday,2\ntoday,3\n"),
              "line 2, column \"time\": \"yesterday\" is no time that can be read");
    EXPECT_EQ(errorOf("time,power_w\n03/07/2026 12:00:00,2\n"),
              "line 2, column \"time\": \"03/07/2026 12:00:00\" is no time that can be read")
        << "March or July";
}

TEST(RecordedCsv, UnitsMayStandInTheCells)
{
    const RecordedTrace trace = parsed("time,power\n1772884800,n/a\n1772884801,0.5\n1772884802,500 mW\n"
                                       "1772884803,0.5 W\n1772884804,0.5 J\n");
    EXPECT_FALSE(trace.samples[0].readings[0].valid);
    EXPECT_EQ(trace.samples[2].readings[0].raw, 500'000U);
    EXPECT_EQ(trace.samples[3].readings[0].raw, 500'000U);
    EXPECT_FALSE(trace.samples[4].readings[0].valid) << "no power";
    EXPECT_EQ(trace.samples[1].readings[0].raw, 500U) << "the unit of the column, which its first cell with one says";
}

TEST(RecordedCsv, TimesThatCountFromZeroBeginWhenTheLogDid)
{
    const std::string text = "time_ms,power_mw\n0,1000\n500,3000\n1000,1000\n";
    const RecordedTrace trace = parsed(text);
    EXPECT_EQ(trace.samples[1].wallNs, noon + second / 2);
    EXPECT_NEAR(countedJoules(trace), 2, 1e-9);
    EXPECT_TRUE(warns(trace, "units of 0.001 s since it began")) << warningsOf(trace);
    RecordedOptions options;
    EXPECT_EQ(errorOf(text, options), "its times count from its beginning: say when the log began");
}

TEST(RecordedCsv, CommasInNumbersAreDecimalWhereSomethingElseSeparates)
{
    EXPECT_NEAR(countedJoules(parsed("time;power_w\n1772884800,5;1,5\n1772884801,5;1,5\n")), 1.5, 1e-9);
    const RecordedTrace either = parsed("time,power_w\n1772884800,\"1,234\"\n1772884801,5\n");
    EXPECT_FALSE(either.samples[0].readings[0].valid) << "1.234 or 1234";
}

TEST(RecordedCsv, NewestFirstIsTurnedRound)
{
    const RecordedTrace trace = parsed("time,energy_j\n1772884803,30\n1772884802,20\n1772884801,10\n");
    EXPECT_EQ(trace.samples.front().wallNs, noon + second);
    EXPECT_NEAR(countedJoules(trace), 20, 1e-9);
    EXPECT_TRUE(warns(trace, "its newest row stands first"));
}

TEST(RecordedCsv, SmallDisorderIsSortedAndAClockThatWasSetBackIsAnError)
{
    const RecordedTrace trace =
        parsed("time,power_w\n1772884800.0,10\n1772884801.0,10\n1772884800.8,10\n1772884802.0,10\n");
    EXPECT_NEAR(countedJoules(trace), 20, 1e-6);
    EXPECT_TRUE(warns(trace, "1 rows were out of order, by up to 0.200 s")) << warningsOf(trace);
    EXPECT_EQ(errorOf("time,power_w\n1772884800,10\n1772884801,10\n1772881202,10\n1772881203,10\n"),
              "line 4: time goes back by 3599.000 s: a clock was set back, or it is more than one log");
}

TEST(RecordedCsv, OfOneTimeTheLastRowCounts)
{
    const RecordedTrace trace = parsed("time,power_w\n1772884800,10\n1772884800,20\n1772884801,30\n1772884801,20\n"
                                       "1772884801,nan\n1772884802,20\n");
    ASSERT_EQ(trace.samples.size(), 3U);
    EXPECT_NEAR(countedJoules(trace), 40, 1e-9);
    EXPECT_TRUE(warns(trace, "3 rows have the time of another one")) << warningsOf(trace);
}

TEST(RecordedCsv, ALastRowThatMayBeCutIsLeftOut)
{
    const RecordedTrace trace = parsed("time,power_w\n1772884800,10\n1772884801,10\n1772884802,1");
    EXPECT_EQ(trace.samples.size(), 2U) << "1 of 10";
    EXPECT_TRUE(warns(trace, "its last line has no end"));
    EXPECT_EQ(parsed("time,power_w,x\n1772884800,10,a\n1772884801,10,a\n1772884802,10,").samples.size(), 3U)
        << "what was cut is not read";
}

} // namespace

} // namespace rxwatt::energy
