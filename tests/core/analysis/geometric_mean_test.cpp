// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/geometric_mean.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace rxwatt::analysis
{

namespace
{

TEST(GeometricMean, IsTheMeanOfLogarithmsToBaseTen)
{
    const auto mean = geometricMeanBer(std::vector<ErrorTotal>{{10, 100}, {10, 1000}, {10, 10000}});

    ASSERT_TRUE(mean);
    EXPECT_DOUBLE_EQ(mean->value, -2);
    EXPECT_EQ(mean->points, 3);
    EXPECT_EQ(mean->pointsWithoutErrors, 0);
}

TEST(GeometricMean, CountsNoErrorAsHalfOfOneAndSaysSo)
{
    const auto mean = geometricMeanBer(std::vector<ErrorTotal>{{0, 5000}, {1, 100}});

    ASSERT_TRUE(mean);
    EXPECT_DOUBLE_EQ(mean->value, (-4 - 2) / 2.0);
    EXPECT_EQ(mean->pointsWithoutErrors, 1);
}

TEST(GeometricMean, HasNoValueWithoutPoints)
{
    EXPECT_FALSE(geometricMeanBer({}));
    EXPECT_FALSE(geometricMeanBer(std::vector<ErrorTotal>{{0, 0}}));
}

} // namespace

} // namespace rxwatt::analysis
