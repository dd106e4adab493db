// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/figure/sample_runs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rxwatt::figure::test
{

namespace
{

std::vector<std::string> namesOf(const Plot& plot)
{
    std::vector<std::string> names;
    for (const Series& series : plot.series) {
        names.push_back(series.name);
    }
    return names;
}

} // namespace

TEST(RunFigures, DrawTheBaselinesThatRunsShareOnce)
{
    const Plot plot = berFigure(sampleRuns());
    EXPECT_THAT(namesOf(plot), testing::ElementsAre("=teacher_full", "student, 50 % {x}", "ls-linear"));
    EXPECT_EQ(plot.y.scale, Scale::logarithmic);
    EXPECT_EQ(plot.x.unit, "dB");
}

TEST(RunFigures, SayWhichCurveASeriesIs)
{
    const auto runs = sampleRuns();
    const auto curves = labelledCurves(runs);
    const Plot plot = berFigure(runs);
    ASSERT_EQ(curves.size(), plot.series.size());
    for (std::size_t i = 0; i < curves.size(); ++i) {
        EXPECT_EQ(curves[i].name, plot.series[i].name);
        EXPECT_EQ(runs[curves[i].run].berCurves[curves[i].curve].points.size(), plot.series[i].points.size());
    }
    EXPECT_EQ(curves[1].who, runs[1].name);
    EXPECT_EQ(curves[2].role, SeriesRole::reference);
}

TEST(RunFigures, TellBaselinesOfDifferentSlotsApart)
{
    std::vector<RunData> runs = sampleRuns();
    runs[1].berCurves[1].points[0].bitErrors += 1;
    EXPECT_THAT(namesOf(berFigure(runs)),
                testing::ElementsAre("=teacher_full", "student, 50 % {x}", "ls-linear (=teacher_full)",
                                     "ls-linear (student, 50 % {x})"));
}

TEST(RunFigures, SayTheGeometricMeanOfEveryModelCurve)
{
    std::vector<RunData> runs = sampleRuns();
    runs[0].berCurves = {{"model", "16QAM", 1, "", {point(2, 1000, 0, 1), point(4, 100, 0, 1)}},
                         {"model", "64QAM", 1, "", {point(2, 0, 0, 1)}},
                         {"model", "QPSK", 1, "", {}},
                         runs[0].berCurves[1]};
    runs.resize(1);
    Plot plot = berFigure(runs);
    EXPECT_THAT(namesOf(plot), testing::ElementsAre("=teacher_full, 16QAM", "=teacher_full, 64QAM",
                                                    "=teacher_full, QPSK", "ls-linear, 16QAM"));
    EXPECT_EQ(plot.series[0].note, "GM-BER \u22122.50");
    EXPECT_EQ(plot.series[1].note, "GM-BER \u22125.30");
    EXPECT_EQ(plot.series[2].note, "") << "no points";
    EXPECT_EQ(plot.series[3].note, "") << "a baseline";
    EXPECT_EQ(plot.series[0].legend(), "=teacher_full, 16QAM, GM-BER \u22122.50");
    runs[0].geometricMeanBer.reset();
    runs[0].state = "running";
    EXPECT_EQ(berFigure(runs).series[0].note, "") << "points are still to come";
}

TEST(RunFigures, SayTheEnergyOfAnInferenceAndThatAnEstimateIsOne)
{
    std::vector<RunData> runs = sampleRuns();
    runs[0].inferenceEnergyJ = 0.0114;
    runs[0].energyQuality = run::Quality::counter;
    runs[1].inferenceEnergyJ = -2e-6;
    runs[1].energyQuality = run::Quality::estimated;
    Plot plot = berFigure(runs);
    EXPECT_EQ(plot.series[0].note, "GM-BER \u22122.95, 11.4 mJ an inference");
    EXPECT_EQ(plot.series[1].note, "\u22122 µJ an inference (estimate)") << "points are still to come";
    EXPECT_EQ(plot.series[2].note, "") << "a baseline";
    runs[1].energyQuality.reset();
    runs[1].inferenceEnergyJ = 1;
    EXPECT_EQ(berFigure(runs).series[1].note, "1 J an inference (estimate)") << "nobody said that it was measured";
    runs[1].berCurves[0].weights = "other";
    EXPECT_EQ(berFigure(runs).series[1].note, "") << "not this run's own model";
}

TEST(RunFigures, PutModelsBeforeTheReceiversThatTheyAreJudgedBy)
{
    const Plot plot = berFigure(sampleRuns());
    ASSERT_EQ(plot.series.size(), 3U);
    EXPECT_EQ(plot.series[0].role, SeriesRole::model);
    EXPECT_EQ(plot.series[1].role, SeriesRole::model);
    EXPECT_EQ(plot.series[2].role, SeriesRole::reference);
}

TEST(RunFigures, TellRunsOfTheSameNameApartByTheirIds)
{
    std::vector<RunData> runs = sampleRuns();
    runs[1].name = runs[0].name;
    runs[1].berCurves[1].points[0].bitErrors += 1;
    runs[1].trainLoss = runs[0].trainLoss;
    EXPECT_THAT(namesOf(berFigure(runs)),
                testing::ElementsAre("=teacher_full (k3v9)", "=teacher_full (m2n4)", "ls-linear (=teacher_full (k3v9))",
                                     "ls-linear (=teacher_full (m2n4))"));
    EXPECT_THAT(namesOf(lossFigure(runs)), testing::ElementsAre("=teacher_full (k3v9)", "=teacher_full (m2n4)"));
}

TEST(RunFigures, DrawPointsWithoutAnErrorAtTheirBoundAndInOrder)
{
    const Plot plot = berFigure(sampleRuns());
    ASSERT_EQ(plot.series[0].points.size(), 2U);
    EXPECT_EQ(plot.series[0].points[0], (Point{2, 0.257, 0.25, 0.264, false}));
    EXPECT_EQ(plot.series[0].points[1], (Point{22, 0.0004, std::nullopt, std::nullopt, true}));
}

TEST(RunFigures, NameModulationAndPilotsOnlyWhereTheyDiffer)
{
    std::vector<RunData> runs = sampleRuns();
    runs.resize(1);
    runs[0].berCurves = {{"model", "16QAM", 1, "", {}}, {"model", "64QAM", 2, "other", {}}};
    EXPECT_THAT(namesOf(berFigure(runs)),
                testing::ElementsAre("=teacher_full, 16QAM, 1 DM-RS", "=teacher_full: other, 64QAM, 2 DM-RS"));
    runs[0].berCurves[1].modulation = "16QAM";
    EXPECT_THAT(namesOf(berFigure(runs)),
                testing::ElementsAre("=teacher_full, 1 DM-RS", "=teacher_full: other, 2 DM-RS"));
}

TEST(RunFigures, LeaveRunsWithoutALossOutOfTheLoss)
{
    const Plot plot = lossFigure(sampleRuns());
    ASSERT_EQ(plot.series.size(), 1U);
    EXPECT_EQ(plot.series[0].kind, SeriesKind::line);
    EXPECT_EQ(plot.series[0].points[1], (Point{2, 0.5, std::nullopt, std::nullopt, false}));
}

TEST(RunFigures, HaveACellForEveryColumn)
{
    const Table table = runsFigure(sampleRuns());
    ASSERT_EQ(table.rows.size(), 2U);
    for (const auto& row : table.rows) {
        EXPECT_EQ(row.size(), table.columns.size());
    }
    EXPECT_EQ(table.rows[1][5], Cell());
}

TEST(RunFigures, TellFiguresOfLaterVersionsFromMistakes)
{
    const auto later = makeFigure("pareto", {});
    ASSERT_FALSE(later);
    EXPECT_EQ(later.error().kind, ErrorKind::unsupported);
    const auto wrong = makeFigure("bre", {});
    ASSERT_FALSE(wrong);
    EXPECT_EQ(wrong.error().kind, ErrorKind::badInput);
    EXPECT_EQ(wrong.error().message, "there is no figure \"bre\"; ber, loss, runs are allowed");
    for (const std::string& name : figureNames()) {
        EXPECT_TRUE(makeFigure(name, sampleRuns())) << name;
    }
}

} // namespace rxwatt::figure::test
