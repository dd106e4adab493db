// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/sinr_list.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rxwatt::run
{

namespace
{

using testing::ElementsAre;

TEST(SinrList, ReadsNumbersBetweenCommas)
{
    EXPECT_THAT(sinrListFromText("0,4,8").value(), ElementsAre(0, 4, 8));
    EXPECT_THAT(sinrListFromText("-2.5").value(), ElementsAre(-2.5));
}

TEST(SinrList, ReadsFirstStepAndLast)
{
    EXPECT_THAT(sinrListFromText("-4:2:4").value(), ElementsAre(-4, -2, 0, 2, 4));
    EXPECT_THAT(sinrListFromText("0:3:8").value(), ElementsAre(0, 3, 6));
    EXPECT_THAT(sinrListFromText("5:1:5").value(), ElementsAre(5));
    EXPECT_EQ(sinrListFromText("0:0.1:99.9").value().size(), 1000U);
}

TEST(SinrList, RefusesWhatItCannotRead)
{
    for (const char* text : {"", ",", "1,", "1,,2", "a", "1 ", "nan", "inf", "1:2", "1:2:3:4", "1:0:3", "1:-1:3",
                             "3:1:1", "0:1:1000", "0:1e-300:100", "-1e308:1:1e308", "0,0", "1e999", "101"}) {
        EXPECT_FALSE(sinrListFromText(text)) << text;
    }
}

} // namespace

} // namespace rxwatt::run
