// SPDX-License-Identifier: GPL-3.0-or-later
// Large projects, and how long the window's thread is held up. Times are printed, not judged.
#include "core/store/sqlite_journal.h"
#include "tests/ui/bridge/workspace_fixture.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <ctime>
#include <iostream>
#include <QElapsedTimer>
#include <QTimer>

namespace rxwatt::bridge
{

namespace
{

using test::eventually;

/// Beats as often as the event loop lets it, and keeps the longest pause.
class Heart : public QObject
{
public:
    Heart()
    {
        m_pause.start();
        connect(&m_timer, &QTimer::timeout, this, [this] { m_longestMs = std::max(m_longestMs, m_pause.restart()); });
        m_timer.start(1);
    }

    [[nodiscard]] qint64 longestMs() const { return m_longestMs; }

private:
    QTimer m_timer;
    QElapsedTimer m_pause;
    qint64 m_longestMs = 0;
};

class LargeProject : public test::WorkspaceTest
{
protected:
    /// The index alone: runs of it have no folders.
    void fill(int runs)
    {
        static_cast<void>(add("sample"));
        SQLite::Database database(folder().databaseFile().string(), SQLite::OPEN_READWRITE);
        std::string columns;
        SQLite::Statement names(database, "SELECT name FROM pragma_table_info('Runs') WHERE name NOT IN ('run', 'id')");
        while (names.executeStep()) {
            columns += ", " + names.getColumn(0).getString();
        }
        database.exec("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " +
                      std::to_string(runs - 1) + ") INSERT INTO Runs (id" + columns + ") SELECT printf('%012d', i)" +
                      columns + " FROM n, Runs WHERE Runs.run = 1");
    }
};

class ProjectOfSize : public LargeProject, public testing::WithParamInterface<int>
{
};

TEST_P(ProjectOfSize, IsReadWithoutHoldingUpTheWindow)
{
    fill(GetParam());
    const Heart heart;
    QElapsedTimer time;
    time.start();
    ASSERT_TRUE(open());
    std::size_t found = 0;
    m_workspace.ask<std::vector<store::RunSummary>>(
        nullptr, QStringLiteral("all"),
        [](const project::OpenProject& project) { return project::allRuns(project.reader); },
        [&](const Result<std::vector<store::RunSummary>>& runs) { found = runs.value().size(); });
    ASSERT_TRUE(eventually([&] { return found > 0; }));
    std::cout << GetParam() << " runs read after " << time.elapsed() << " ms, the window's thread held up for at most "
              << heart.longestMs() << " ms\n";
    EXPECT_EQ(found, static_cast<std::size_t>(GetParam()));
    EXPECT_EQ(m_workspace.queue().queued, GetParam());
}

INSTANTIATE_TEST_SUITE_P(Sizes, ProjectOfSize, testing::Values(10'000, 100'000));

TEST_F(LargeProject, AtRestCostsNextToNothing)
{
    fill(1000);
    const auto share = [] {
        const std::clock_t before = std::clock();
        QTest::qWait(2000);
        return 100 * static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC / 2;
    };
    const double closed = share();
    ASSERT_TRUE(open());
    QTest::qWait(500);
    std::cout << "processor time at rest: " << share() << " % of one core, with nothing open " << closed << " %\n";
    EXPECT_FALSE(m_workspace.isBusy());
}

} // namespace

} // namespace rxwatt::bridge
