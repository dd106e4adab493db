// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/sinr_list.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rxwatt::run
{

namespace
{

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

std::vector<double> listOf(const char* text)
{
    return sinrListFromText("--sinr", text).value();
}

TEST(SinrList, ReadsNumbersBetweenCommas)
{
    EXPECT_THAT(listOf("0,4,8"), ElementsAre(0, 4, 8));
    EXPECT_THAT(listOf("-2.5"), ElementsAre(-2.5));
}

TEST(SinrList, ReadsFirstStepAndLast)
{
    EXPECT_THAT(listOf("-4:2:4"), ElementsAre(-4, -2, 0, 2, 4));
    EXPECT_THAT(listOf("-4:2:2"), ElementsAre(-4, -2, 0, 2));
    EXPECT_THAT(listOf("0:3:8"), ElementsAre(0, 3, 6));
    EXPECT_THAT(listOf("5:1:5"), ElementsAre(5));
    EXPECT_EQ(listOf("0:0.1:99.9").size(), 1000U);
}

TEST(SinrList, ReadsFallingNumbersToo)
{
    EXPECT_THAT(listOf("5:-2:0"), ElementsAre(5, 3, 1));
    EXPECT_THAT(listOf("0.3:-0.1:0"), ElementsAre(0.3, testing::DoubleNear(0.2, 1e-12), testing::_, 0));
}

TEST(SinrList, HoldsTheLastNumberInSpiteOfRounding)
{
    const std::vector<double> numbers = listOf("0:0.1:0.3");
    ASSERT_EQ(numbers.size(), 4U);
    EXPECT_EQ(numbers[3], 0.3);
}

TEST(SinrList, RefusesWhatItCannotRead)
{
    for (const char* text : {"",       ",",     "1,",       "1,,2",    "a",       "1 ",           "1 2",
                             "0x10",   "nan",   "inf",      "1:2",     "1:2:3:4", "1:0:3",        "1:0:1",
                             "1:-1:3", "3:1:1", "0:1:1000", "0:1:1e9", "0:nan:1", "0:1e-300:100", "-1e308:1:1e308",
                             "1e999"}) {
        const auto numbers = sinrListFromText("--sinr", text);
        ASSERT_FALSE(numbers) << text;
        EXPECT_EQ(numbers.error().kind, ErrorKind::badInput);
        EXPECT_THAT(numbers.error().message, StartsWith(std::string("--sinr: found \"") + text + "\""));
    }
}

TEST(SinrList, RefusesNumbersThatAreNoSinrs)
{
    for (const auto& [text, place] : {std::pair{"0,101", "--sinr[1]"}, {"-50.5", "--sinr[0]"}, {"0,0", "--sinr[1]"}}) {
        const auto numbers = sinrListFromText("--sinr", text);
        ASSERT_FALSE(numbers) << text;
        EXPECT_THAT(numbers.error().message, HasSubstr(place));
    }
    EXPECT_THAT(listOf("-50,100"), ElementsAre(-50, 100));
}

} // namespace

} // namespace rxwatt::run
