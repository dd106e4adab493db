// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/log_tail.h"
#include "core/store/sqlite_journal.h"
#include "tests/support/file_helpers.h"
#include "tests/ui/bridge/workspace_fixture.h"
#include "ui/bridge/live_feed.h"
#include "ui/bridge/log_tail.h"

#include <fstream>

namespace rxwatt::bridge
{

namespace
{

using test::eventually;

TEST(LiveSeries, ThinsItsOlderHalfWhenThereIsTooMuch)
{
    LiveSeries series(1000);
    std::int64_t step = 0;
    bool thinned = false;
    for (int i = 0; i < 500; ++i) {
        std::vector<store::SeriesPoint> points;
        for (int k = 0; k < 37; ++k) {
            points.push_back({step, static_cast<double>(step)});
            ++step;
        }
        thinned = series.append(points) || thinned;
        ASSERT_LE(series.points().size(), 1000U);
    }
    EXPECT_TRUE(thinned);
    EXPECT_EQ(series.lastStep(), step - 1);
    EXPECT_EQ(series.points().front().step, 0);
    EXPECT_TRUE(std::is_sorted(series.points().begin(), series.points().end(),
                               [](const auto& a, const auto& b) { return a.step < b.step; }));
    const auto& last = series.points();
    EXPECT_EQ(last[last.size() - 2].step, step - 2) << "the latest points stay whole";
}

class LiveRun : public test::WorkspaceTest
{
protected:
    void SetUp() override
    {
        m_run = add("first");
        ASSERT_TRUE(open());
        QObject::connect(&m_feed, &LiveFeed::reset, [this] { ++m_resets; });
        QObject::connect(&m_feed, &LiveFeed::added, [this](const RunId&, const store::SeriesPoints& points) {
            for (const auto& [name, added] : points) {
                m_added += added.size();
            }
        });
    }

    /// What a scheduler puts into the index.
    void put(int attempt, std::int64_t from, std::int64_t to, double value)
    {
        const auto journal = store::SqliteJournal::open(folder().databaseFile()).value();
        run::StateRecord state = folder().runFolder(m_run).readState().value();
        state.attempt = attempt;
        ASSERT_TRUE(journal->putState(m_run, state));
        std::vector<run::RunEvent> events;
        for (std::int64_t step = from; step <= to; ++step) {
            events.push_back({.seq = ++m_seq,
                              .attempt = attempt,
                              .step = step,
                              .t = static_cast<double>(m_seq),
                              .payload = run::SeriesEvent{{{"train_loss", value}}}});
        }
        ASSERT_TRUE(journal->putEvents(m_run, events, m_seq * 100));
    }

    [[nodiscard]] std::size_t count() const { return m_feed.points(m_run, "train_loss").size(); }

    RunId m_run;
    LiveFeed m_feed{m_workspace};
    std::uint64_t m_seq = 0;
    int m_resets = 0;
    std::size_t m_added = 0;
};

TEST_F(LiveRun, TellsOnlyWhatIsNew)
{
    put(1, 1, 100, 1);
    m_feed.follow({m_run}, {"train_loss", "absent"});
    m_feed.setActive(true);
    ASSERT_TRUE(eventually([&] { return count() == 100; }));
    EXPECT_EQ(m_resets, 1);
    put(1, 101, 130, 1);
    ASSERT_TRUE(eventually([&] { return count() == 130; }));
    EXPECT_EQ(m_resets, 1);
    EXPECT_EQ(m_added, 30U);
    EXPECT_TRUE(m_feed.points(m_run, "absent").empty());
}

TEST_F(LiveRun, ShowsANewAttemptFromWhereItGoesOn)
{
    put(1, 1, 100, 1);
    m_feed.follow({m_run}, {"train_loss"});
    m_feed.setActive(true);
    ASSERT_TRUE(eventually([&] { return count() == 100; }));
    put(2, 51, 60, 2);
    ASSERT_TRUE(eventually([&] { return count() == 60; }));
    EXPECT_GE(m_resets, 2);
    put(2, 61, 101, 2);
    ASSERT_TRUE(eventually([&] { return count() == 101; }));
    const auto& points = m_feed.points(m_run, "train_loss");
    EXPECT_EQ(points[49].value, 1);
    EXPECT_EQ(points[50].value, 2);
    EXPECT_EQ(points[99].value, 2);
}

TEST_F(LiveRun, ReadsNothingWhileNobodyLooks)
{
    m_feed.follow({m_run}, {"train_loss"});
    put(1, 1, 10, 1);
    QTest::qWait(500);
    EXPECT_EQ(count(), 0U);
    m_feed.setActive(true);
    ASSERT_TRUE(eventually([&] { return count() == 10; }));
    m_feed.setActive(false);
    put(1, 11, 20, 1);
    QTest::qWait(500);
    EXPECT_EQ(count(), 10U);
    m_feed.setActive(true);
    ASSERT_TRUE(eventually([&] { return count() == 20; }));
}

TEST_F(LiveRun, IsForgottenWhenItIsRemovedOrNotFollowed)
{
    put(1, 1, 10, 1);
    m_feed.setActive(true);
    m_feed.follow({m_run}, {"train_loss"});
    ASSERT_TRUE(eventually([&] { return count() == 10; }));
    schedule::Request remove;
    remove.action = schedule::Action::remove;
    remove.runs = {m_run};
    ASSERT_TRUE(fromTerminal(remove));
    ASSERT_TRUE(eventually([&] { return count() == 0; }));
    m_workspace.close();
    m_feed.follow({}, {});
    EXPECT_EQ(count(), 0U);
}

class FollowedLog : public test::WorkspaceTest
{
protected:
    void SetUp() override
    {
        m_run = add("first");
        ASSERT_TRUE(open());
        QObject::connect(&m_tail, &LogTail::reset, [this](const QString& text) {
            m_text = text;
            ++m_resets;
        });
        QObject::connect(&m_tail, &LogTail::appended, [this](const QString& text) { m_text += text; });
        m_tail.setActive(true);
    }

    [[nodiscard]] std::filesystem::path log() const { return folder().runFolder(m_run).logFile(); }

    void append(const std::string& text) const { std::ofstream(log(), std::ios::app | std::ios::binary) << text; }

    [[nodiscard]] bool shows(const QString& text)
    {
        return eventually([&] { return m_text == text; });
    }

    RunId m_run;
    LogTail m_tail{m_workspace};
    QString m_text;
    int m_resets = 0;
};

TEST_F(FollowedLog, GrowsWithItsFile)
{
    m_tail.follow(m_run);
    append("one\n");
    ASSERT_TRUE(shows(QStringLiteral("one\n")));
    append("gr\xc3");
    QTest::qWait(700);
    append("\xbc\xc3\x9f\xff!\n");
    ASSERT_TRUE(shows(QStringLiteral("one\ngrüß\uFFFD!\n"))) << m_text.toStdString();
}

TEST_F(FollowedLog, BeginsAnewWhereItsFileDoes)
{
    append("first text\n");
    m_tail.follow(m_run);
    ASSERT_TRUE(shows(QStringLiteral("first text\n")));
    test::putContent(log(), "2\n");
    ASSERT_TRUE(shows(QStringLiteral("2\n")));
    test::putContent(log(), "another text that is longer than what was there\n");
    ASSERT_TRUE(shows(QStringLiteral("another text that is longer than what was there\n")));
    std::filesystem::rename(log(), log().string() + ".1");
    ASSERT_TRUE(shows(QString()));
    append("rotated\n");
    ASSERT_TRUE(shows(QStringLiteral("rotated\n")));
}

TEST_F(FollowedLog, ShowsTheEndOfALongOneFromTheBeginOfALine)
{
    std::string text;
    for (int i = 0; i < 100'000; ++i) {
        text += "line " + std::to_string(i) + "\n";
    }
    append(text);
    m_tail.follow(m_run);
    ASSERT_TRUE(eventually([&] { return m_text.endsWith(QStringLiteral("line 99999\n")); }));
    EXPECT_LE(m_text.size(), static_cast<qsizetype>(run::maxLogTailBytes));
    EXPECT_TRUE(m_text.startsWith(QStringLiteral("line ")));
    append("end\n");
    ASSERT_TRUE(eventually([&] { return m_text.endsWith(QStringLiteral("line 99999\nend\n")); }));
}

} // namespace

} // namespace rxwatt::bridge
