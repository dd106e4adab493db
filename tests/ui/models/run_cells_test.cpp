// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/run_cells.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace rxwatt::models
{

namespace
{

RunColumn columnOf(RunField field)
{
    for (const RunColumn& column : runColumns({"training.learning_rate"})) {
        if (column.field == field) {
            return column;
        }
    }
    return {};
}

RunRow row()
{
    RunRow row;
    row.summary.id = {"b1c2d3f4g5h6"};
    row.summary.name = "wide";
    row.summary.geometricMeanBer = -1.53249;
    row.summary.stepsDone = 12345;
    row.summary.durationS = 3725;
    row.summary.parameters = 1234567;
    row.summary.macsPerSlot = 5'120'400'000;
    row.summary.tags = {"paper", "second"};
    row.settings = {"0.003"};
    return row;
}

TEST(RunCells, TextsForPeopleFollowTheLocale)
{
    const QLocale german(QLocale::German, QLocale::Germany);
    EXPECT_EQ(cellText(row(), columnOf(RunField::geometricMeanBer), -1, nullptr, german), u"−1,532");
    EXPECT_EQ(cellText(row(), columnOf(RunField::steps), -1, nullptr, german), u"12.345");
    EXPECT_EQ(cellText(row(), columnOf(RunField::macs), -1, nullptr, german), u"5.120,4");
    EXPECT_EQ(cellText(row(), columnOf(RunField::tags), -1, nullptr, german), u"paper, second");
}

TEST(RunCells, TextsForFilesDoNotFollowTheLocaleAndLoseNoDigits)
{
    QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
    EXPECT_EQ(cellForFile(row(), columnOf(RunField::geometricMeanBer), -1, nullptr).toDouble(), -1.53249);
    EXPECT_EQ(cellForFile(row(), columnOf(RunField::steps), -1, nullptr), u"12345");
    EXPECT_EQ(cellForFile(row(), columnOf(RunField::duration), -1, nullptr), u"3725.000");
    EXPECT_EQ(cellForFile(row(), columnOf(RunField::setting), 0, nullptr), u"0.003");
    QLocale::setDefault(QLocale::c());
}

RunRow measured(run::Quality quality)
{
    RunRow measured = row();
    measured.summary.trainingEnergyJ = 4612.5;
    measured.summary.stepEnergyJ = -0.0184;
    measured.summary.inferenceEnergyJ = 0.0114;
    measured.summary.energyQuality = quality;
    return measured;
}

QString energyCellOf(const RunRow& row, RunField field)
{
    return cellText(row, columnOf(field), -1, nullptr, QLocale::c());
}

TEST(RunCells, EnergiesHaveAPrefixAndEstimatesSaySo)
{
    const RunRow counted = measured(run::Quality::counter);
    EXPECT_EQ(energyCellOf(counted, RunField::trainingEnergy), u"4.61 kJ");
    EXPECT_EQ(energyCellOf(counted, RunField::stepEnergy), u"\u221218.4 mJ") << "below the noise floor, not cut off";
    EXPECT_EQ(energyCellOf(counted, RunField::inferenceEnergy), u"11.4 mJ");
    EXPECT_EQ(energyCellOf(counted, RunField::energyQuality), u"Counter");
    EXPECT_EQ(energyCellOf(measured(run::Quality::estimated), RunField::inferenceEnergy), u"11.4 mJ (estimate)");
    RunRow unknown = counted;
    unknown.summary.energyQuality.reset();
    EXPECT_EQ(energyCellOf(unknown, RunField::inferenceEnergy), u"11.4 mJ (estimate)")
        << "what nobody called measured is not shown as measured";
}

TEST(RunCells, EnergiesInFilesAreJoulesAndTheHeadingSaysSo)
{
    const RunRow counted = measured(run::Quality::counter);
    EXPECT_EQ(cellForFile(counted, columnOf(RunField::trainingEnergy), -1, nullptr), u"4612.5");
    EXPECT_EQ(cellForFile(counted, columnOf(RunField::stepEnergy), -1, nullptr).toDouble(), -0.0184);
    EXPECT_EQ(cellForFile(counted, columnOf(RunField::energyQuality), -1, nullptr), u"counter");
    EXPECT_EQ(headingForFile(columnOf(RunField::inferenceEnergy)), u"Inference energy (J)");
    EXPECT_EQ(headingForFile(columnOf(RunField::setting)), u"training.learning_rate");
    EXPECT_EQ(headingForFile(columnOf(RunField::name)), u"Name");
}

TEST(RunCells, EveryEnergyCanBeSortedBy)
{
    EXPECT_EQ(sortOf(columnOf(RunField::trainingEnergy)), store::RunSort::trainingEnergy);
    EXPECT_EQ(sortOf(columnOf(RunField::stepEnergy)), store::RunSort::stepEnergy);
    EXPECT_EQ(sortOf(columnOf(RunField::inferenceEnergy)), store::RunSort::inferenceEnergy);
}

TEST(RunCells, AHostileNameStaysOneShortLine)
{
    RunRow hostile = row();
    hostile.summary.name = std::string("a\tb\nc\x1b[1m") + std::string(10'000, 'x');
    const QString text = cellForFile(hostile, columnOf(RunField::name), -1, nullptr);
    EXPECT_FALSE(text.contains(u'\t'));
    EXPECT_FALSE(text.contains(u'\n'));
    EXPECT_FALSE(text.contains(u'\x1b'));
    EXPECT_LE(text.size(), 501);
    hostile.summary.name = "=cmd|' /C calc'!A0";
    EXPECT_TRUE(cellForFile(hostile, columnOf(RunField::name), -1, nullptr).startsWith(u"'=")) << "no formula";
    hostile.summary.name = "\xff\xfe not UTF-8";
    EXPECT_TRUE(cellText(hostile, columnOf(RunField::name), -1, nullptr, QLocale::c()).endsWith(u"not UTF-8"));
}

TEST(RunCells, WhatIsNotKnownIsEmpty)
{
    RunRow empty;
    for (const RunColumn& column : runColumns({"seed"})) {
        if (column.field != RunField::state && column.field != RunField::kind && column.field != RunField::queue) {
            EXPECT_EQ(cellText(empty, column, 0, nullptr, QLocale::c()), QString()) << column.key.toStdString();
        }
    }
}

TEST(RunCells, ProgressSaysThePartAndTheTime)
{
    const run::ProgressEvent progress{run::Phase::training, 45, 100, 185};
    EXPECT_EQ(cellText(row(), columnOf(RunField::progress), -1, &progress, QLocale::c()), u"45 % · 3 min");
    const run::ProgressEvent unknown{run::Phase::setup, 0, 0, -1};
    EXPECT_EQ(cellText(row(), columnOf(RunField::progress), -1, &unknown, QLocale::c()), QString());
}

TEST(RunCells, DurationsHaveTwoUnitsAtMost)
{
    EXPECT_EQ(durationText(4.6), u"5 s");
    EXPECT_EQ(durationText(200), u"3 min");
    EXPECT_EQ(durationText(7505), u"2 h 05 min");
    EXPECT_EQ(durationText(356'400), u"4 d 3 h");
    EXPECT_EQ(durationText(std::nan("")), QString());
    EXPECT_EQ(durationText(-1), QString());
    EXPECT_EQ(durationText(std::numeric_limits<double>::infinity()), QString());
}

} // namespace

} // namespace rxwatt::models
