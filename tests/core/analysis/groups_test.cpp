// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/groups.h"
#include "core/analysis/student_t.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace rxwatt::analysis
{

TEST(StudentT, HasTheQuantilesOfPublishedTables)
{
    struct Row {
        double probability, degreesOfFreedom, t;
    };

    // Abramowitz and Stegun, table 26.10, to its three digits.
    for (const auto& [probability, degreesOfFreedom, t] :
         {Row{0.975, 1, 12.706}, Row{0.975, 2, 4.303}, Row{0.975, 3, 3.182}, Row{0.975, 4, 2.776}, Row{0.975, 5, 2.571},
          Row{0.975, 9, 2.262}, Row{0.975, 10, 2.228}, Row{0.975, 30, 2.042}, Row{0.975, 120, 1.980},
          Row{0.95, 5, 2.015}, Row{0.995, 10, 3.169}, Row{0.9995, 1, 636.619}, Row{0.975, 1e7, 1.960}}) {
        EXPECT_NEAR(studentTQuantile(probability, degreesOfFreedom), t, 6e-4) << degreesOfFreedom;
        EXPECT_NEAR(studentTQuantile(1 - probability, degreesOfFreedom), -t, 6e-4);
    }
    EXPECT_NEAR(studentTQuantile(0.5, 3), 0, 1e-12);
}

TEST(StudentT, HasTheProbabilitiesThatAreKnownInClosedForm)
{
    for (const double t : {-40.0, -1.0, -0.1, 0.0, 0.3, 2.0, 1000.0}) {
        EXPECT_NEAR(studentTProbability(t, 1), 0.5 + std::atan(t) / std::acos(-1.0), 1e-12) << t;
        EXPECT_NEAR(studentTProbability(t, 2), 0.5 + t / (2 * std::sqrt(2 + t * t)), 1e-12) << t;
    }
}

TEST(Groups, HaveMeanDeviationAndIntervalOverSeeds)
{
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const std::vector<GroupedRun> runs = {{"a", 1.0, "d"}, {"b", 5.0, "d"}, {"a", 2.0, "d"},
                                          {"a", 3.0, "d"}, {"a", {}, "e"},  {"a", nan, "e"}};
    const std::vector<RunGroup> groups = groupRuns(runs);
    ASSERT_EQ(groups.size(), 2U);
    EXPECT_EQ(groups[0].key, "a");
    EXPECT_EQ(groups[0].runs, (std::vector<std::size_t>{0, 2, 3, 4, 5}));
    EXPECT_EQ(groups[0].count, 3U);
    EXPECT_DOUBLE_EQ(groups[0].mean.value(), 2);
    EXPECT_DOUBLE_EQ(groups[0].standardDeviation.value(), 1);
    EXPECT_NEAR(groups[0].interval->low, 2 - 4.3027 / std::sqrt(3), 1e-4);
    EXPECT_NEAR(groups[0].interval->high, 2 + 4.3027 / std::sqrt(3), 1e-4);
    EXPECT_TRUE(groups[0].isComparable);
    EXPECT_EQ(groups[1].mean, 5);
    EXPECT_FALSE(groups[1].standardDeviation || groups[1].interval);
}

TEST(Groups, OfDifferentEvaluationsAreNotComparable)
{
    const std::vector<GroupedRun> runs = {{"a", 1.0, "d"}, {"a", 2.0, "e"}, {"b", {}, "d"}};
    const std::vector<RunGroup> groups = groupRuns(runs);
    EXPECT_FALSE(groups.at(0).isComparable);
    EXPECT_TRUE(groups.at(1).isComparable);
    EXPECT_FALSE(groups.at(1).mean);
    EXPECT_TRUE(groupRuns({}).empty());
}

TEST(Groups, AreByAllSettingsButSeedAndNameOrByOne)
{
    const auto json = [](const char* text) { return base::parseJson(text, "spec").value(); };
    const Json one = json(R"({"name": "x", "seed": 1, "training": {"steps": 5}})");
    const Json two = json(R"({"name": "y", "seed": 2, "training": {"steps": 5}})");
    const Json three = json(R"({"name": "x", "seed": 1, "training": {"steps": 6}})");
    EXPECT_EQ(repetitionKey(one), repetitionKey(two));
    EXPECT_NE(repetitionKey(one), repetitionKey(three));
    EXPECT_EQ(settingKey(one, "training.steps"), "5");
    EXPECT_EQ(settingKey(one, "training.decay"), "");
}

} // namespace rxwatt::analysis
