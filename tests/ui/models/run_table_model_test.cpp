// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/run_table_model.h"

#include <gtest/gtest.h>

#include <numeric>
#include <QAbstractItemModelTester>
#include <QCoreApplication>
#include <QMimeData>
#include <QSignalSpy>
#include <random>

namespace rxwatt::models
{

namespace
{

RunId idOf(int number)
{
    std::string text = std::to_string(number);
    return {std::string(12 - text.size(), 'b') + text};
}

RunIds idsOf(const std::vector<int>& numbers)
{
    std::vector<RunId> ids;
    for (const int number : numbers) {
        ids.push_back(idOf(number));
    }
    return RunIds(std::move(ids));
}

std::vector<RunSection> flat(const std::vector<int>& numbers)
{
    std::vector<RunSection> sections(1);
    sections.front().runs = idsOf(numbers);
    return sections;
}

std::vector<int> upTo(int count)
{
    std::vector<int> numbers(static_cast<std::size_t>(count));
    std::iota(numbers.begin(), numbers.end(), 0);
    return numbers;
}

/// Answers what the model wants to be read, as the workspace does.
class FakeFetcher : public QObject
{
public:
    explicit FakeFetcher(RunTableModel& model) : m_model(model)
    {
        connect(&model, &RunTableModel::rowsWanted, this, [this] {
            ++questions;
            const std::vector<RunId> wanted = m_model.takeWanted();
            mostRows = std::max(mostRows, wanted.size());
            if (!isSilent) {
                answer(wanted);
            }
        });
    }

    void answer(const std::vector<RunId>& wanted)
    {
        std::vector<RunRow> rows;
        for (const RunId& id : wanted) {
            RunRow row;
            row.summary.id = id;
            row.summary.name = "run " + id.text + suffix;
            row.summary.geometricMeanBer = -1;
            row.summary.evaluationDigest = "one";
            row.settings.resize(m_model.settings().size(), "1");
            rows.push_back(std::move(row));
        }
        m_model.putRows(std::move(rows));
    }

    int questions = 0;
    std::size_t mostRows = 0;
    bool isSilent = false;
    std::string suffix;

private:
    RunTableModel& m_model;
};

class RunTableModelTest : public testing::Test
{
protected:
    void turn() { QCoreApplication::processEvents(); }

    QString nameAt(int row, const QModelIndex& parent = {}) { return model.index(row, 1, parent).data().toString(); }

    RunTableModel model;
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::Fatal};
    FakeFetcher fetcher{model};
};

TEST_F(RunTableModelTest, RowsAreReadOnceTheyAreLookedAt)
{
    model.setSections(flat({1, 2, 3}), false);
    EXPECT_EQ(nameAt(1), QString());
    turn();
    EXPECT_EQ(nameAt(1), QStringLiteral("run %1").arg(QString::fromStdString(idOf(2).text)));
}

// Without the tester, which looks at every row after every signal.
TEST(RunTableModelScroll, AHundredThousandRowsAreReadOnlyWhereTheScrollRests)
{
    RunTableModel model;
    FakeFetcher fetcher(model);
    model.setSections(flat(upTo(100'000)), false);
    for (int top = 0; top + 30 < 100'000; top += 30) {
        for (int row = top; row < top + 30; ++row) {
            static_cast<void>(model.index(row, 1).data());
        }
        if (top % 3000 == 0) {
            QCoreApplication::processEvents();
        }
    }
    QCoreApplication::processEvents();
    EXPECT_LE(fetcher.questions, 40);
    EXPECT_LE(fetcher.mostRows, 600U);
    EXPECT_FALSE(model.index(99'980, 1).data().toString().isEmpty());
    EXPECT_EQ(model.rowOf(idOf(10)), nullptr) << "what was left long ago is not kept";
}

TEST_F(RunTableModelTest, RowsThatAreInAndOutKeepThePersistentIndexesOfTheRest)
{
    model.setSections(flat({1, 2, 3, 4, 5, 6}), false);
    const QPersistentModelIndex five(model.indexOf(idOf(5)));
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    model.setSections(flat({7, 1, 3, 8, 9, 5, 6}), false);
    EXPECT_EQ(five.row(), 5);
    model.setSections(flat({6, 5, 10, 1}), false);
    EXPECT_EQ(five.row(), 1);
    EXPECT_EQ(resets.count(), 0);
    model.setSections(flat({6, 10}), false);
    EXPECT_FALSE(five.isValid());
}

TEST_F(RunTableModelTest, AnyOrderBecomesAnyOther)
{
    std::mt19937 random(1);
    std::vector<int> all = upTo(40);
    for (int round = 0; round < 60; ++round) {
        std::shuffle(all.begin(), all.end(), random);
        const std::vector<int> some(all.begin(), all.begin() + static_cast<int>(random() % 40));
        model.setSections(flat(some), false);
        ASSERT_EQ(model.table().sections().front().runs, idsOf(some));
        turn();
    }
}

TEST_F(RunTableModelTest, NothingIsSaidToHaveChangedWhereNothingHas)
{
    model.setSections(flat({1, 2, 3}), false);
    static_cast<void>(nameAt(0));
    turn();
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    QSignalSpy layouts(&model, &QAbstractItemModel::layoutChanged);
    model.setSections(flat({1, 2, 3}), false);
    model.outdate();
    turn();
    EXPECT_EQ(changes.count(), 0);
    EXPECT_EQ(layouts.count(), 0);
    fetcher.suffix = " again";
    model.outdate();
    turn();
    EXPECT_EQ(changes.count(), 1);
}

TEST_F(RunTableModelTest, OldCellsStayUntilTheNewOnesAreThere)
{
    model.setSections(flat({1, 2, 3}), false);
    static_cast<void>(nameAt(0));
    turn();
    fetcher.isSilent = true;
    model.outdate();
    turn();
    EXPECT_NE(nameAt(0), QString());
}

TEST_F(RunTableModelTest, GroupsAreATreeWithTheirMeanInTheirOwnRow)
{
    std::vector<RunSection> sections(2);
    sections[0] = {{.key = "a", .title = "rate 1", .mean = -1.5, .low = -1.6, .high = -1.4, .values = 2},
                   idsOf({1, 2})};
    sections[1] = {{.key = "b", .title = "rate 2", .mean = -2, .values = 1, .isMixed = true}, idsOf({3})};
    model.setSections(sections, true);
    turn();
    ASSERT_EQ(model.rowCount(), 2);
    EXPECT_EQ(model.rowCount(model.index(0, 0)), 2);
    EXPECT_EQ(model.runAt(model.index(0, 0, model.index(1, 0))), idOf(3));
    EXPECT_TRUE(model.runAt(model.index(0, 0)).text.empty());
    EXPECT_EQ(model.index(0, 4).data(), QStringLiteral("−1.500 ± 0.100"));
    EXPECT_EQ(model.index(1, 4).data(), QStringLiteral("≠ −2.000"));
    const QPersistentModelIndex two(model.indexOf(idOf(2)));
    sections[0].runs = idsOf({2, 4, 1});
    model.setSections(sections, true);
    EXPECT_EQ(two.row(), 0);
    model.setSections(flat({1, 2, 3}), false);
    EXPECT_EQ(model.rowCount(), 3);
}

TEST_F(RunTableModelTest, ManySmallGroupsAreReadTogether)
{
    std::vector<RunSection> sections(40);
    for (int i = 0; i < 40; ++i) {
        sections[static_cast<std::size_t>(i)] = {{.key = QString::number(i)}, idsOf({3 * i, 3 * i + 1, 3 * i + 2})};
    }
    model.setSections(sections, true);
    turn();
    fetcher.questions = 0;
    model.outdate();
    for (int i = 0; i < 40; ++i) {
        static_cast<void>(nameAt(0, model.index(i, 0)));
    }
    turn();
    EXPECT_EQ(fetcher.questions, 1);
    for (int i = 0; i < 40; ++i) {
        EXPECT_NE(nameAt(2, model.index(i, 0)), QString()) << i;
    }
}

TEST_F(RunTableModelTest, ProgressChangesOnlyItsCells)
{
    model.setSections(flat(upTo(50)), false);
    static_cast<void>(nameAt(0));
    turn();
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    model.setProgress({{idOf(7), {run::Phase::training, 1, 2, 30}}});
    ASSERT_EQ(changes.count(), 1);
    EXPECT_EQ(changes[0][0].toModelIndex(), model.index(7, 3));
    EXPECT_EQ(model.index(7, 3).data(RunTableModel::FractionRole), 0.5);
    model.setProgress({{idOf(7), {run::Phase::training, 1, 2, 30}}});
    EXPECT_EQ(changes.count(), 1);
    model.setProgress({});
    EXPECT_EQ(changes.count(), 2);
    EXPECT_LT(model.index(7, 3).data(RunTableModel::FractionRole).toDouble(), 0);
}

TEST_F(RunTableModelTest, ResultsOfOtherEvaluationsAreMarked)
{
    model.setSections(flat({1}), false);
    static_cast<void>(nameAt(0));
    turn();
    EXPECT_EQ(model.index(0, 4).data(), QStringLiteral("−1.000"));
    model.setReferenceDigest(QStringLiteral("other"));
    EXPECT_EQ(model.index(0, 4).data(), QStringLiteral("≠ −1.000"));
    EXPECT_TRUE(model.index(0, 4).data(RunTableModel::MarkedRole).toBool());
    model.setReferenceDigest(QStringLiteral("one"));
    EXPECT_FALSE(model.index(0, 4).data(RunTableModel::MarkedRole).toBool());
}

TEST_F(RunTableModelTest, SettingsThatDifferAreColumnsBehindTheResult)
{
    model.setSections(flat({1, 2}), false);
    model.setSettings({"training.learning_rate", "seed"});
    EXPECT_EQ(model.headerData(5, Qt::Horizontal).toString(), QStringLiteral("Learning rate"));
    static_cast<void>(nameAt(0));
    turn();
    EXPECT_EQ(model.index(0, 6).data(), QStringLiteral("1"));
}

TEST_F(RunTableModelTest, RowsAreDraggedOnlyInTheOrderOfTheQueue)
{
    model.setSections(flat({1, 2, 3}), false);
    const std::unique_ptr<QMimeData> data(model.mimeData({model.index(2, 0), model.index(2, 1), model.index(0, 0)}));
    QSignalSpy moves(&model, &RunTableModel::reorderWanted);
    EXPECT_FALSE(model.dropMimeData(data.get(), Qt::MoveAction, 1, 0, {}));
    EXPECT_EQ(moves.count(), 0);
    model.setReorderable(true);
    static_cast<void>(model.dropMimeData(data.get(), Qt::MoveAction, 1, 0, {}));
    ASSERT_EQ(moves.count(), 1);
    EXPECT_EQ(moves[0][0].value<std::vector<RunId>>(), (std::vector{idOf(3), idOf(1)}));
    EXPECT_EQ(moves[0][1].value<RunId>(), idOf(2));
}

TEST_F(RunTableModelTest, ANameThatIsTypedGoesOutAsAWish)
{
    model.setSections(flat({1}), false);
    static_cast<void>(nameAt(0));
    turn();
    QSignalSpy wishes(&model, &RunTableModel::renameWanted);
    EXPECT_TRUE(model.setData(model.index(0, 1), QStringLiteral("  new  ")));
    EXPECT_TRUE(model.setData(model.index(0, 1), QStringLiteral("  ")));
    EXPECT_FALSE(model.setData(model.index(0, 2), QStringLiteral("no")));
    ASSERT_EQ(wishes.count(), 1);
    EXPECT_EQ(wishes[0][1].toString(), QStringLiteral("new"));
}

} // namespace

} // namespace rxwatt::models
