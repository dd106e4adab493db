// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/ber_table.h"
#include "ui/models/gain_table.h"
#include "ui/models/plain_table.h"
#include "ui/models/tsv.h"

#include <gtest/gtest.h>

#include <limits>
#include <QAbstractItemModelTester>
#include <QSignalSpy>

namespace rxwatt::models
{

namespace
{

using Mode = QAbstractItemModelTester::FailureReportingMode;

GainRow gainRow(const char* curve, GainBasis basis)
{
    GainRow row;
    row.curve = QString::fromLatin1(curve);
    row.basis = basis;
    row.crossing = {analysis::Crossing::found, 10};
    row.reference = {analysis::Crossing::found, 8};
    row.gainDb = -2;
    return row;
}

TEST(GainTable, SaysHowSureAGainIs)
{
    GainTable table;
    const QAbstractItemModelTester tester(&table, Mode::Fatal);
    GainRow sure = gainRow("sure", GainBasis::resampled);
    sure.lowDb = -2.5;
    sure.highDb = -1.5;
    GainRow open = gainRow("open", GainBasis::resampled);
    open.lowDb = 1;
    table.setRows({sure, open, gainRow("other slots", GainBasis::otherSlots), gainRow("it", GainBasis::reference)});
    const auto text = [&](int row, int column) { return table.index(row, column).data().toString().toStdString(); };
    EXPECT_EQ(text(0, GainTable::gainColumn), "\u22122.00");
    EXPECT_EQ(text(0, GainTable::intervalColumn), "\u22122.50 to \u22121.50");
    EXPECT_EQ(text(1, GainTable::intervalColumn), "+1.00 or more");
    EXPECT_EQ(text(2, GainTable::gainColumn), "\u2248 \u22122.00");
    EXPECT_EQ(text(2, GainTable::noteColumn), "judged on other slots");
    EXPECT_EQ(text(3, GainTable::noteColumn), "reference");
}

TEST(GainTable, ACurveThatDoesNotReachTheLevelHasNoGain)
{
    GainTable table;
    const QAbstractItemModelTester tester(&table, Mode::Fatal);
    GainRow row = gainRow("floor", GainBasis::pending);
    row.crossing = {analysis::Crossing::notReached, 0};
    row.gainDb.reset();
    table.setRows({row});
    EXPECT_EQ(table.index(0, GainTable::sinrColumn).data().toString(), "not reached");
    EXPECT_EQ(table.index(0, GainTable::gainColumn).data().toString(), "–");
    table.setRow(7, row);
    EXPECT_EQ(table.rowCount(), 1);
}

TEST(BerTable, PointsWithoutErrorsAreBounds)
{
    BerTable table;
    const QAbstractItemModelTester tester(&table, Mode::Fatal);
    run::BerPoint point{26, 600, 1'000'000, 0, 0, 0, 3.7e-6};
    table.setRows({{"curve", point}});
    EXPECT_EQ(table.index(0, BerTable::berColumn).data().toString(), "< 3.7e-6");
    const QSignalSpy inserted(&table, &QAbstractItemModel::rowsInserted);
    run::BerPoint worse = point;
    worse.bitErrors = 10;
    worse.ber = std::numeric_limits<double>::quiet_NaN();
    table.setRows({{"curve", point}, {"curve", worse}});
    EXPECT_EQ(inserted.size(), 1) << "what was there stays";
    EXPECT_EQ(table.index(1, BerTable::berColumn).data().toString(), "–");
}

TEST(PlainTable, TheSameAgainChangesNothing)
{
    PlainTable table;
    const QAbstractItemModelTester tester(&table, Mode::Fatal);
    table.set({{"What"}, {"Size", true}}, {{{"a"}, {"1 kB", 1000}}, {{"b"}, {"20 B", 20}}});
    const QSignalSpy changed(&table, &QAbstractItemModel::dataChanged);
    const QSignalSpy reset(&table, &QAbstractItemModel::modelReset);
    table.set({{"What"}, {"Size", true}}, {{{"a"}, {"1 kB", 1000}}, {{"b"}, {"20 B", 20}}});
    EXPECT_TRUE(changed.isEmpty());
    table.set({{"What"}, {"Size", true}}, {{{"a"}, {"2 kB", 2000}}, {{"b"}, {"20 B", 20}}});
    EXPECT_EQ(changed.size(), 1);
    EXPECT_TRUE(reset.isEmpty());
    EXPECT_EQ(toTsv(table), "What\tSize\na\t2000\nb\t20\n");
}

TEST(PlainTable, RowsThatAreTooShortAreFilledUp)
{
    PlainTable table;
    const QAbstractItemModelTester tester(&table, Mode::Fatal);
    table.set({{"a"}, {"b"}, {"c"}}, {{{"1"}}, {}, {{"1"}, {"2"}, {"3"}, {"4"}}});
    EXPECT_EQ(table.index(1, 2).data().toString(), "");
    EXPECT_EQ(table.index(2, 2).data().toString(), "3");
    table.set({{"a"}}, {});
    EXPECT_EQ(table.rowCount(), 0);
}

} // namespace

} // namespace rxwatt::models
