// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/run_groups.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rxwatt::models
{

namespace
{

using testing::ElementsAre;

Json specOf(double rate, int seed)
{
    return {
        {"name", "run " + std::to_string(seed)}, {"seed", seed}, {"training", {{"learning_rate", rate}, {"steps", 5}}}};
}

store::RunSummary summaryOf(const char* id, std::optional<double> gmBer, const char* digest = "one")
{
    store::RunSummary run;
    run.id = {id};
    run.geometricMeanBer = gmBer;
    run.evaluationDigest = digest;
    return run;
}

TEST(RunSettings, OnlySettingsThatDifferAreNamed)
{
    RunSettings settings;
    settings.put({"a"}, specOf(0.1, 1));
    settings.put({"b"}, specOf(0.2, 1));
    settings.put({"c"}, specOf(0.2, 2));
    EXPECT_THAT(settings.differing({{"a"}, {"b"}}), ElementsAre("training.learning_rate"));
    EXPECT_THAT(settings.differing({{"a"}, {"b"}, {"c"}}), ElementsAre("seed", "training.learning_rate"));
    EXPECT_TRUE(settings.differing({{"a"}}).empty());
    EXPECT_EQ(settings.valueOf({"b"}, "training.learning_rate"), "0.2");
    EXPECT_EQ(settings.valueOf({"x"}, "seed"), "");
}

TEST(RunGroups, MeansHaveStudentsIntervalOverTheirSeeds)
{
    RunSettings settings;
    settings.put({"a"}, specOf(0.1, 1));
    settings.put({"b"}, specOf(0.1, 2));
    settings.put({"c"}, specOf(0.1, 3));
    settings.put({"d"}, specOf(0.2, 1));
    const auto sections =
        groupRuns({summaryOf("a", -1.0), summaryOf("d", -2.0), summaryOf("b", -1.2), summaryOf("c", -1.4)}, settings,
                  {"training.learning_rate"});
    ASSERT_EQ(sections.size(), 2U);
    EXPECT_THAT(sections[0].runs.all(), ElementsAre(RunId{"a"}, RunId{"b"}, RunId{"c"}));
    EXPECT_EQ(sections[0].head.title, QStringLiteral("learning rate 0.1"));
    EXPECT_NEAR(*sections[0].head.mean, -1.2, 1e-12);
    // s = 0.2, so that half the interval is 4.302653 · 0.2 / √3.
    EXPECT_NEAR(*sections[0].head.high - *sections[0].head.low, 2 * 4.302653 * 0.2 / std::sqrt(3.0), 1e-6);
    EXPECT_FALSE(sections[1].head.low) << "one run has no interval";
}

TEST(RunGroups, GroupsOfUnequalEvaluationsAreMarked)
{
    const auto sections =
        groupRuns({summaryOf("a", -1.0), summaryOf("b", -1.2, "other"), summaryOf("c", std::nullopt, "third")},
                  RunSettings(), {});
    ASSERT_EQ(sections.size(), 1U);
    EXPECT_TRUE(sections[0].head.isMixed);
    EXPECT_EQ(sections[0].head.values, 2);
}

} // namespace

} // namespace rxwatt::models
