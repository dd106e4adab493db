// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/run_groups.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rxwatt::models
{

namespace
{

using testing::ElementsAre;

store::RunSummary summaryOf(const char* id, std::optional<double> gmBer, const char* digest = "one")
{
    store::RunSummary run;
    run.id = {id};
    run.geometricMeanBer = gmBer;
    run.evaluationDigest = digest;
    return run;
}

TEST(RunGroups, TitlesSayTheValuesOfTheirSettings)
{
    const std::vector<std::string> paths = {"training.learning_rate", "training.steps", "link.modulation", "seed"};
    const std::vector<store::SettingValue> values = {3e-3, 2e6, std::string("256QAM"), {}};
    EXPECT_EQ(groupTitle(paths, values), "learning rate 0.003, steps 2000000, modulation 256QAM, seed –");
    EXPECT_EQ(groupTitle({}, {}), "All runs");
    EXPECT_EQ(settingText(1e-5), "1e-05");
    EXPECT_EQ(settingText(3 * 1e-4), "0.0003");
    EXPECT_EQ(settingText(9007199254740991.0), "9007199254740991");
}

TEST(RunGroups, AStudyIsWhatStandsBeforeTheFirstSlash)
{
    EXPECT_EQ(studyTitle("student sweep/alpha=0.1/3"), "student sweep");
    EXPECT_EQ(studyTitle("alone"), "No study");
    EXPECT_EQ(studyTitle("/odd"), "No study");
}

TEST(RunGroups, MeansHaveStudentsIntervalOverTheirSeeds)
{
    const auto sections =
        groupRuns({summaryOf("a", -1.0), summaryOf("d", -2.0), summaryOf("b", -1.2), summaryOf("c", -1.4)},
                  {"one", "two", "one", "one"});
    ASSERT_EQ(sections.size(), 2U);
    EXPECT_THAT(sections[0].runs.all(), ElementsAre(RunId{"a"}, RunId{"b"}, RunId{"c"}));
    EXPECT_EQ(sections[0].head.title, "one");
    EXPECT_NEAR(*sections[0].head.mean, -1.2, 1e-12);
    // s = 0.2, so that half the interval is 4.302653 · 0.2 / √3.
    EXPECT_NEAR(*sections[0].head.high - *sections[0].head.low, 2 * 4.302653 * 0.2 / std::sqrt(3.0), 1e-6);
    EXPECT_FALSE(sections[1].head.low) << "one run has no interval";
}

TEST(RunGroups, GroupsOfUnequalEvaluationsAreMarked)
{
    const auto sections =
        groupRuns({summaryOf("a", -1.0), summaryOf("b", -1.2, "other"), summaryOf("c", std::nullopt, "third")},
                  {"same", "same", "same"});
    ASSERT_EQ(sections.size(), 1U);
    EXPECT_TRUE(sections[0].head.isMixed);
    EXPECT_EQ(sections[0].head.values, 2);
}

} // namespace

} // namespace rxwatt::models
