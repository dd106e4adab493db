// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace
{

using namespace rxwatt;
using testing::HasSubstr;
using testing::Not;

TEST(Log, WritesToStandardErrorOnly)
{
    testing::internal::CaptureStdout();
    testing::internal::CaptureStderr();
    base::logWarning("{} of {} lines skipped", 3, 7);
    EXPECT_THAT(testing::internal::GetCapturedStderr(), HasSubstr("warning: 3 of 7 lines skipped\n"));
    EXPECT_EQ(testing::internal::GetCapturedStdout(), "");
}

TEST(Log, TakesTextsWithBracesAsTheyAre)
{
    testing::internal::CaptureStderr();
    base::logLine(base::LogLevel::error, "found {} and %v");
    EXPECT_THAT(testing::internal::GetCapturedStderr(), HasSubstr("error: found {} and %v\n"));
}

TEST(Log, ShowsNothingBelowItsLevel)
{
    testing::internal::CaptureStderr();
    base::logLine(base::LogLevel::debug, "hidden by default");
    base::setLogLevel(base::LogLevel::error);
    base::logWarning("hidden now");
    base::logError("shown");
    base::setLogLevel(base::LogLevel::debug);
    base::logLine(base::LogLevel::debug, "asked for");
    base::setLogLevel(base::LogLevel::info);
    const std::string text = testing::internal::GetCapturedStderr();
    EXPECT_THAT(text, Not(HasSubstr("hidden")));
    EXPECT_THAT(text, HasSubstr("shown"));
    EXPECT_THAT(text, HasSubstr("debug: asked for"));
}

} // namespace
