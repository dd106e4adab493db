// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/si_text.h"

#include <gtest/gtest.h>

#include <limits>

namespace rxwatt::base
{

TEST(SiText, HasThreeDigitsAndThePrefixThatFits)
{
    EXPECT_EQ(siText(4612.5, "J"), "4.61 kJ");
    EXPECT_EQ(siText(0.011, "J"), "11 mJ");
    EXPECT_EQ(siText(-2e-7, "J"), "-200 nJ");
    EXPECT_EQ(siText(0, "J"), "0 J");
    EXPECT_EQ(siText(5e18, "J"), "5 EJ");
    EXPECT_EQ(siText(2e-15, "J"), "2e-15 J");
}

TEST(SiText, WhatRoundsToAThousandHasTheNextPrefix)
{
    EXPECT_EQ(siText(999.4, "J"), "999 J");
    EXPECT_EQ(siText(999.7, "J"), "1 kJ");
    EXPECT_EQ(siText(0.9999, "W"), "1 W");
    EXPECT_EQ(siText(-999.7e3, "W"), "-1 MW");
}

TEST(SiText, OfWhatIsNoNumberHasNoPrefix)
{
    EXPECT_EQ(siText(std::numeric_limits<double>::infinity(), "J"), "inf J");
    EXPECT_EQ(siValue(std::numeric_limits<double>::quiet_NaN()).prefix, "");
}

} // namespace rxwatt::base
