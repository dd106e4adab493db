// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "tests/core/energy/recorded_trace_support.h"
#include "tests/support/temporary_folder.h"

#include <cstdlib>
#include <ctime>
#include <limits>

namespace rxwatt::energy
{

namespace
{

constexpr const char* plain = "time,power_w\n1772884800,10\n1772884801,10\n";

std::string utf16(std::string_view text, bool little)
{
    std::string wide = little ? "\xFF\xFE" : "\xFE\xFF";
    for (const char c : text) {
        wide += little ? std::string{c, '\0'} : std::string{'\0', c};
    }
    return wide;
}

/// The zone of this machine for a test.
class TimeZone
{
public:
    explicit TimeZone(const char* zone)
    {
        if (const char* before = std::getenv("TZ")) {
            m_before = before;
        }
        ::setenv("TZ", zone, 1);
        ::tzset();
    }

    TimeZone(const TimeZone&) = delete;
    TimeZone& operator=(const TimeZone&) = delete;

    ~TimeZone()
    {
        m_before ? ::setenv("TZ", m_before->c_str(), 1) : ::unsetenv("TZ");
        ::tzset();
    }

private:
    std::optional<std::string> m_before;
};

TEST(RecordedTrace, IsReadFromAFile)
{
    const test::TemporaryFolder folder;
    const auto file = folder.path() / "meter.csv";
    ASSERT_TRUE(base::writeFileAtomically(file, plain));
    const Result<RecordedTrace> trace = readRecordedTrace(file, {});
    ASSERT_TRUE(trace) << trace.error().message;
    EXPECT_NEAR(countedJoules(*trace), 10, 1e-9);
    ASSERT_TRUE(base::writeFileAtomically(file, "a,b\n"));
    EXPECT_EQ(readRecordedTrace(file, {}).error().message,
              file.string() + ": no column of time: there are \"a\", \"b\"; say which it is");
    EXPECT_EQ(readRecordedTrace(folder.path() / "none.csv", {}).error().kind, ErrorKind::notFound);
}

TEST(RecordedTrace, ReadsWhatWindowsWrites)
{
    const RecordedTrace trace = parsed(plain);
    EXPECT_EQ(parsed(std::string("\xEF\xBB\xBF") + plain).samples, trace.samples);
    EXPECT_EQ(parsed(utf16(plain, true)).samples, trace.samples) << "nvidia-smi > file in PowerShell";
    EXPECT_EQ(parsed(utf16(plain, false)).samples, trace.samples);
    EXPECT_EQ(parsed("sep=;\r\ntime;power_w\r\n1772884800;10\r\n1772884801;10\r\n").samples, trace.samples);
    EXPECT_EQ(parsed("time\tpower_w\n1772884800\t10\n1772884801\t10\n").samples, trace.samples);
    EXPECT_EQ(parsed("# by a meter\n# time, power_w\n1772884800, 10\n1772884801, 10\n").samples, trace.samples);
}

TEST(RecordedTrace, TimesOfAllKindsAreTheSameMoment)
{
    for (const char* time :
         {"1772884800.250", "1772884800250", "1772884800250000", "1772884800250000000", "2026-03-07T12:00:00.250Z",
          "2026-03-07 12:00:00.25", "2026/03/07 12:00:00.250", "2026-03-07 12:00:00,250",
          "2026-03-07T14:00:00.25+02:00", "2026-03-07T06:30:00.25-0530", "2026-03-07 12:00:00.250000000 UTC",
          "07.03.2026 12:00:00.25", "12:00:00:250", "12:00:00.25", " 7.3.2026 12:00:00.25 "}) {
        const RecordedTrace trace = parsed("time,power_w,x\n\"" + std::string(time) + "\",1,\n");
        ASSERT_EQ(trace.samples.size(), 1U) << time;
        EXPECT_NEAR(static_cast<double>(trace.samples[0].wallNs - noon), 0.25e9, 1000) << time;
    }
}

TEST(RecordedTrace, WhatIsNoTimeIsNone)
{
    for (const char* time :
         {"2026-02-30T12:00:00", "2026-13-01 00:00:00", "2026-03-07T24:00:00", "2026-03-07T12:60:00", "2026-03-07",
          "2026-03-07T12:00:00+99:00", "2026-03-07T12:00:00 nonsense", "2026-03/07 1:00", "1969-01-01T00:00:00Z",
          "9999-01-01T00:00:00Z", "-1", "1e300", "nan", "inf", "12:0", "::", "", "1772884800 s"}) {
        EXPECT_NE(errorOf("time,power_w\n\"" + std::string(time) + "\",1\n").find("is no time that can be read"),
                  std::string::npos)
            << time;
    }
}

TEST(RecordedTrace, TimesWithoutAZoneAreThisMachinesUnlessSaid)
{
    const TimeZone zone("CET-1CEST,M3.5.0,M10.5.0/3");
    const std::string text = "time,power_w\n2026-07-07 12:00:00,10\n2026-07-07 12:00:01,10\n";
    const RecordedTrace local = parsed(text, {});
    EXPECT_TRUE(warns(local, "they were taken for those of this machine (UTC+02:00)")) << warningsOf(local);
    RecordedOptions options;
    options.utcOffsetMinutes = 120;
    EXPECT_EQ(parsed(text, options).samples, local.samples);
    EXPECT_TRUE(parsed(text, options).warnings.empty());
    EXPECT_TRUE(parsed("time,power_w\n2026-07-07T12:00:00Z,10\n2026-07-07T12:00:01Z,10\n", {}).warnings.empty());
}

TEST(RecordedTrace, HostileTextIsAnError)
{
    EXPECT_EQ(errorOf(""), "no header: the file is empty");
    EXPECT_EQ(errorOf("\n\r\n \n"), "no header: the file is empty");
    EXPECT_EQ(errorOf(std::string("time,power_w\n1772884800,1\0\n", 28)), "line 2: a NUL byte: this is no text");
    EXPECT_EQ(errorOf(std::string("\x7F"
                                  "ELF\x02\x01\x01\0\0\0",
                                  10)),
              "line 1: a NUL byte: this is no text");
    EXPECT_EQ(errorOf("time,power_w\n1772884800," + std::string(70'000, '1') + "\n"),
              "line 2: longer than 65536 bytes");
    EXPECT_EQ(errorOf("time,power_w\n1772884800,\"" + std::string(70'000, '1')), "line 2: longer than 65536 bytes");
    EXPECT_EQ(errorOf("time,power_w\n" + std::string(5000, ',') + "\n"), "line 2: more than 4096 columns");
    EXPECT_EQ(errorOf("time,power_w\n"), "no sample in it");
}

TEST(RecordedTrace, ErrorsCountTheLinesOfQuotedFields)
{
    EXPECT_EQ(errorOf("time,\"power\nw\"\n\n1772884801,3\n1772884800,\"1\n2\"\n1772884801,3\n17728848,5\n"),
              "line 8: time goes back by 1755155953.000 s: a clock was set back, or it is more than one log");
}

TEST(RecordedTrace, OptionsHaveLimits)
{
    RecordedOptions options;
    options.utcOffsetMinutes = std::numeric_limits<int>::max();
    EXPECT_NE(errorOf(plain, options).find("at most 840"), std::string::npos);
    options.utcOffsetMinutes.reset();
    options.beginWallNs = std::numeric_limits<std::int64_t>::min();
    EXPECT_NE(errorOf(plain, options).find("1970 to 2200"), std::string::npos);
    options.beginWallNs.reset();
    options.format = "powertop";
    EXPECT_EQ(errorOf(plain, options),
              "\"powertop\" is no format: there are power-gadget, nvidia-smi, codecarbon, impact-tracker and csv");
    options.format = "codecarbon";
    EXPECT_EQ(errorOf(plain, options), "no column \"timestamp\": there are \"time\", \"power_w\"");
}

TEST(RecordedTrace, AFaultOfACounterIsNotBelieved)
{
    std::string text = "time,energy_j,x\n";
    for (int i = 0; i < 100; ++i) {
        text += std::to_string(1772884800 + i) + "," + std::to_string(i < 50 ? 100 * i : 100 * i + 1'000'000) + ",\n";
    }
    const RecordedTrace trace = parsed(text);
    EXPECT_NEAR(countedJoules(trace), 9800, 1e-6);
    EXPECT_EQ(integralOf(trace, 0).gaps, 1);
}

TEST(RecordedTrace, AMetersReadingIsEnergyOverAStretch)
{
    const Result<RecordedTrace> trace = meterTrace(noon, noon + 3600 * second, Joules{540'000});
    ASSERT_TRUE(trace);
    EXPECT_EQ(trace->format, "meter");
    EXPECT_EQ(trace->zones.at(0).scope, ZoneScope::meter);
    EXPECT_EQ(trace->zones.at(0).quality, Quality::counter);
    EXPECT_TRUE(trace->zones.at(0).counted);
    EXPECT_NEAR(countedJoules(*trace), 540'000, 1e-3);
    const Result<RecordedTrace> rack = meterTrace(noon, noon + 3600 * second, Joules{36e6});
    ASSERT_TRUE(rack);
    EXPECT_NEAR(countedJoules(*rack), 36e6, 1) << "10 kW, which whoever typed it in believes";
}

TEST(RecordedTrace, AMetersReadingMustBeOne)
{
    for (const double joules : {0.0, -1.0, 1e-9, 1e30, std::numeric_limits<double>::quiet_NaN()}) {
        EXPECT_FALSE(meterTrace(noon, noon + second, Joules{joules})) << joules;
    }
    EXPECT_FALSE(meterTrace(noon, noon, Joules{1}));
    EXPECT_FALSE(meterTrace(noon, noon - second, Joules{1}));
    EXPECT_FALSE(meterTrace(-1, noon, Joules{1}));
    EXPECT_FALSE(meterTrace(noon, std::numeric_limits<std::int64_t>::max(), Joules{1}));
}

TEST(RecordedTrace, PowerIsHeldForFivePeriods)
{
    EXPECT_EQ(longestHoldOf(parsed("time,power_w\n1772884800,1\n1772884800.1,1\n1772884800.2,1\n")).value, 1);
    EXPECT_NEAR(longestHoldOf(parsed("time,power_w\n1772884800,1\n1772884860,1\n1772884920,1\n1772889920,1\n")).value,
                300, 1e-6);
    EXPECT_EQ(longestHoldOf(RecordedTrace()).value, 1);
    EXPECT_FALSE(usualPeriodOf(RecordedTrace()));
}

} // namespace

} // namespace rxwatt::energy
