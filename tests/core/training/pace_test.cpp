// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/pace.h"

#include <gtest/gtest.h>

#include <thread>

namespace rxwatt::training
{
namespace
{

using namespace std::chrono_literals;

TEST(Pace, BeginsToCountBehindTheFirstWork)
{
    Pace pace(0ms);
    Pace::Report report;
    EXPECT_FALSE(pace.due(16, 0, false, report));
    EXPECT_EQ(pace.average(), 0);
    std::this_thread::sleep_for(2ms);
    EXPECT_TRUE(pace.due(16, 0, false, report));
    EXPECT_GT(report.slotsPerSecond, 0);
    EXPECT_LE(report.slotsPerSecond, 16 / 2e-3);
}

TEST(Pace, ReportsOnlyEverySoOftenButAlwaysAtTheEnd)
{
    Pace pace(1h);
    Pace::Report report;
    EXPECT_FALSE(pace.due(1, 0, false, report));
    EXPECT_FALSE(pace.due(1, 0, false, report));
    EXPECT_TRUE(pace.due(1, 0, true, report));
}

TEST(Pace, TellsTheShareOfTheTimeThatWasSpentWaitingSinceTheLastReport)
{
    Pace pace(0ms);
    Pace::Report report;
    (void)pace.due(1, 5.0, false, report); // filling the pipeline
    std::this_thread::sleep_for(20ms);
    ASSERT_TRUE(pace.due(1, 5.0, false, report));
    EXPECT_EQ(report.waitShare, 0);
    std::this_thread::sleep_for(1ms);
    ASSERT_TRUE(pace.due(1, 3600, false, report));
    EXPECT_EQ(report.waitShare, 1);
}

TEST(Pace, LeavesPausesOut)
{
    Pace pace(0ms);
    Pace::Report report;
    (void)pace.due(1, 0, false, report);
    pace.pause();
    std::this_thread::sleep_for(200ms);
    pace.resume();
    ASSERT_TRUE(pace.due(1000, 0, false, report));
    EXPECT_GT(report.slotsPerSecond, 1000 / 0.2);
    EXPECT_GT(pace.average(), 1000 / 0.2);
}

} // namespace
} // namespace rxwatt::training
