// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/run_progress.h"
#include "app/cli/text.h"

#include <gtest/gtest.h>

namespace rxwatt::cli
{

namespace
{

RunProgress trainingHalfWay()
{
    RunProgress progress;
    progress.name = "student";
    EXPECT_TRUE(progress.take({1, 1, 0, 0, run::PhaseEvent{run::Phase::training}}));
    EXPECT_FALSE(progress.take({2, 1, 50, 1, run::SeriesEvent{{{"train_loss", 0.21345}, {"learning_rate", 1e-3}}}}));
    EXPECT_FALSE(progress.take({3, 1, 50, 1, run::SeriesEvent{{{"validation_geometric_mean_ber", -1.42}}}}));
    EXPECT_FALSE(progress.take({4, 1, 50, 1, run::ProgressEvent{run::Phase::training, 50, 100, 130}}));
    return progress;
}

} // namespace

TEST(Progress, SaysHowFarARunIsInOneLine)
{
    EXPECT_EQ(progressText(trainingHalfWay()), "50/100 (50 %), loss 0.2135, validation GM-BER -1.420, 2 min 10 s left");
}

TEST(Progress, DrawsTwoLinesThatFitTheTerminal)
{
    const auto lines = progressLines(trainingHalfWay(), 100);
    EXPECT_EQ(lines[0], "student  training   ████████████░░░░░░░░░░░░  50 %  2 min 10 s left");
    EXPECT_EQ(lines[1], "  50/100, loss 0.2135, validation GM-BER -1.420");
    for (const int width : {1, 20, 40, 60}) {
        for (const std::string& line : progressLines(trainingHalfWay(), width)) {
            EXPECT_LE(widthOf(line), static_cast<std::size_t>(std::max(width - 1, 20)));
        }
    }
}

TEST(Progress, BeginsAnewWithEveryPhase)
{
    RunProgress progress = trainingHalfWay();
    EXPECT_TRUE(progress.take({5, 1, 100, 2, run::PhaseEvent{run::Phase::evaluation}}));
    EXPECT_EQ(progress.share().total, 0);
    EXPECT_FALSE(progress.take({6, 1, 100, 2, run::PhaseEvent{run::Phase::evaluation}}));
    EXPECT_FALSE(progress.take(
        {7, 1, 100, 2, run::BerPointEvent{"model", "16QAM", 1, "", {14, 100, 1000, 12, 0.012, 0.01, 0.014}}}));
    EXPECT_EQ(progressText(progress),
              "loss 0.2135, validation GM-BER -1.420, model at 14 dB: BER 1.2e-2, 2 min 10 s left");
}

TEST(Progress, GoesOnWithTrainingWhereValidationInterruptedIt)
{
    RunProgress progress = trainingHalfWay();
    progress.take({5, 1, 50, 2, run::PhaseEvent{run::Phase::validation}});
    EXPECT_EQ(progress.share().done, 0);
    EXPECT_FALSE(progress.take({6, 1, 50, 2, run::PhaseEvent{run::Phase::training}})) << "no news";
    EXPECT_EQ(progress.share().done, 50);
}

TEST(Progress, ShowsNamesWithoutObeyingThem)
{
    RunProgress progress;
    progress.name = "a\x1b[2J";
    progress.take({1, 1, 0, 0, run::ProgressEvent{run::Phase::setup, 5, 0, -1}});
    EXPECT_EQ(progressLines(progress, 80)[0].find('\x1b'), std::string::npos);
}

} // namespace rxwatt::cli
