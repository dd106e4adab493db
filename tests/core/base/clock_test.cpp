// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/clock.h"

#include <gtest/gtest.h>

namespace
{

using namespace rxwatt;
using std::chrono::system_clock;

TEST(Clock, WritesTimesAsIso8601InUtc)
{
    EXPECT_EQ(base::toIsoTime(system_clock::time_point{}), "1970-01-01T00:00:00Z");
    EXPECT_EQ(base::toIsoTime(system_clock::time_point{std::chrono::seconds{951827696}}), "2000-02-29T12:34:56Z");
}

TEST(Clock, CutsFractionsOfASecondOff)
{
    using namespace std::chrono_literals;
    EXPECT_EQ(base::toIsoTime(system_clock::time_point{1s + 999ms}), "1970-01-01T00:00:01Z");
    EXPECT_EQ(base::toIsoTime(system_clock::time_point{-1ms}), "1969-12-31T23:59:59Z");
}

TEST(Clock, ReadsWhatItWrote)
{
    const system_clock::time_point time{std::chrono::seconds{951827696}};
    EXPECT_EQ(base::fromIsoTime("2000-02-29T12:34:56Z"), time);
    for (const char* wrong : {"", "2000-02-29", "2000-02-29T12:34:56", "2001-02-29T12:34:56Z", "2000-02-29T12:34:56Z ",
                              " 2000-02-29T12:34:56Z", "2000-2-29T12:34:56Z", "yesterday"}) {
        EXPECT_FALSE(base::fromIsoTime(wrong)) << wrong;
    }
}

TEST(Clock, NeverGoesBack)
{
    const base::SystemClock clock;
    base::Seconds last = clock.now();
    for (int i = 0; i < 1000; ++i) {
        const base::Seconds now = clock.now();
        EXPECT_GE(now, last);
        last = now;
    }
}

} // namespace
