// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/client.h"
#include "core/store/sqlite_journal.h"
#include "tests/support/file_helpers.h"
#include "tests/ui/bridge/workspace_fixture.h"

#include <SQLiteCpp/SQLiteCpp.h>

namespace rxwatt::bridge
{

namespace
{

namespace fs = std::filesystem;
using test::eventually;

class ChangedProject : public test::WorkspaceTest
{
protected:
    void SetUp() override
    {
        m_run = add("first");
        ASSERT_TRUE(open());
        QObject::connect(&m_workspace, &Workspace::runsChanged, [this] { ++m_changes; });
        QObject::connect(&m_workspace, &Workspace::troubled, [this](const QString& text) { m_troubles.append(text); });
        QObject::connect(&m_workspace, &Workspace::recovered, [this] { ++m_recoveries; });
    }

    void rename(const std::string& name) const
    {
        schedule::Request request;
        request.action = schedule::Action::setMeta;
        request.runs = {m_run};
        request.meta.name = name;
        ASSERT_TRUE(fromTerminal(request));
    }

    RunId m_run;
    int m_changes = 0;
    int m_recoveries = 0;
    QStringList m_troubles;
};

TEST_F(ChangedProject, TellsOfWhatATerminalDoes)
{
    rename("second");
    ASSERT_TRUE(eventually([&] { return m_changes > 0; }));
    EXPECT_EQ(**names(), std::vector<std::string>{"second"});
    static_cast<void>(add("third"));
    ASSERT_TRUE(eventually([&] { return m_workspace.queue().queued == 2; }));
}

TEST_F(ChangedProject, TellsNothingWhereNothingChanged)
{
    // Whatever is left of making and opening it is told first.
    QTest::qWait(500);
    m_changes = 0;
    const QSignalSpy queue(&m_workspace, &Workspace::queueChanged);
    QTest::qWait(2500);
    EXPECT_EQ(m_changes, 0);
    EXPECT_EQ(queue.count(), 0);
}

TEST_F(ChangedProject, TellsManyChangesAtOnce)
{
    const auto journal = store::SqliteJournal::open(folder().databaseFile()).value();
    QElapsedTimer time;
    time.start();
    int written = 0;
    while (time.elapsed() < 1500) {
        run::StateRecord state = folder().runFolder(m_run).readState().value();
        state.order = ++written;
        ASSERT_TRUE(journal->putState(m_run, state));
        QTest::qWait(1);
    }
    EXPECT_GT(written, 20);
    EXPECT_GE(m_changes, 1);
    EXPECT_LE(m_changes, time.elapsed() / 200 + 1);
}

TEST_F(ChangedProject, TellsWhoWorksTheQueueAndWhetherItIsPaused)
{
    const QSignalSpy changed(&m_workspace, &Workspace::queueChanged);
    {
        const auto lock = schedule::lockProject(folder(), "scheduler").value();
        ASSERT_TRUE(eventually([&] { return m_workspace.queue().atWork; }));
        EXPECT_TRUE(m_workspace.queue().holder.contains(QStringLiteral("scheduler")));
    }
    ASSERT_TRUE(eventually([&] { return !m_workspace.queue().atWork; }));
    schedule::Request pause;
    pause.action = schedule::Action::pauseQueue;
    pause.reason = "lunch";
    ASSERT_TRUE(fromTerminal(pause));
    ASSERT_TRUE(eventually([&] { return m_workspace.queue().paused; }));
    EXPECT_EQ(m_workspace.queue().pauseReason, QStringLiteral("lunch"));
    EXPECT_GE(changed.count(), 3);
}

TEST_F(ChangedProject, SaysThatItsFolderVanishedAndRecoversWhenItIsBack)
{
    const fs::path away = m_folder / "away";
    fs::rename(folder().path(), away);
    ASSERT_TRUE(eventually([&] { return !m_troubles.isEmpty(); }));
    EXPECT_THAT(m_troubles.last().toStdString(), testing::HasSubstr(folder().path().string()));
    EXPECT_TRUE(m_workspace.isOpen());
    const auto refused = names();
    ASSERT_TRUE(refused.has_value());
    EXPECT_FALSE(*refused);
    m_changes = 0;
    fs::rename(away, folder().path());
    ASSERT_TRUE(eventually([&] { return m_recoveries == 1; }));
    EXPECT_EQ(**names(), std::vector<std::string>{"first"});
    EXPECT_GE(m_changes, 1);
    rename("after");
    ASSERT_TRUE(eventually([&] { return **names() == std::vector<std::string>{"after"}; }));
}

TEST_F(ChangedProject, ReadsTheCopyThatTakesItsPlace)
{
    const fs::path copy = m_folder / "copy";
    fs::copy(folder().path(), copy, fs::copy_options::recursive);
    fs::remove_all(folder().path());
    ASSERT_TRUE(eventually([&] { return !m_troubles.isEmpty(); }));
    fs::rename(copy, folder().path());
    ASSERT_TRUE(eventually([&] { return m_recoveries == 1; }));
    rename("copied");
    ASSERT_TRUE(eventually([&] { return **names() == std::vector<std::string>{"copied"}; }));
    EXPECT_EQ(m_troubles.size(), 1);
}

TEST_F(ChangedProject, ReadsAnIndexThatWasMadeAnew)
{
    const fs::path beside = m_folder / "new.db";
    static_cast<void>(store::SqliteJournal::create(beside).value());
    fs::remove(folder().databaseFile().string() + "-wal");
    fs::rename(beside, folder().databaseFile());
    ASSERT_TRUE(eventually([&] { return names() && **names() == std::vector<std::string>{}; }));
}

TEST_F(ChangedProject, SaysThatTheIndexIsDamagedUntilItIsMadeAnew)
{
    const fs::path whole = m_folder / "whole.db";
    {
        SQLite::Database database(folder().databaseFile().string(), SQLite::OPEN_READWRITE);
        database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    }
    fs::copy_file(folder().databaseFile(), whole);
    fs::resize_file(folder().databaseFile(), 4096);
    const auto answer = names();
    ASSERT_TRUE(answer.has_value());
    ASSERT_FALSE(*answer);
    ASSERT_TRUE(eventually([&] { return !m_troubles.isEmpty(); }));
    EXPECT_THAT(m_troubles.last().toStdString(), testing::HasSubstr("rxwatt check --rebuild"));
    fs::rename(whole, folder().databaseFile());
    ASSERT_TRUE(eventually([&] { return m_recoveries == 1; }));
    EXPECT_EQ(**names(), std::vector<std::string>{"first"});
}

TEST_F(ChangedProject, WaitsForAnIndexThatIsLockedForLong)
{
    m_workspace.close();
    // Only a rollback journal, as on network file systems, locks readers out; the one that has closed still goes.
    ASSERT_TRUE(eventually([&] {
        try {
            SQLite::Database database(folder().databaseFile().string(), SQLite::OPEN_READWRITE);
            database.exec("PRAGMA journal_mode = DELETE");
            return true;
        } catch (const SQLite::Exception&) {
            return false;
        }
    }));
    ASSERT_TRUE(open());
    auto database = std::make_unique<SQLite::Database>(folder().databaseFile().string(), SQLite::OPEN_READWRITE);
    database->exec("BEGIN EXCLUSIVE; UPDATE Runs SET name = 'renamed'");
    ASSERT_TRUE(eventually([&] { return !m_troubles.isEmpty(); }));
    EXPECT_THAT(m_troubles.last().toStdString(), testing::HasSubstr("locked"));
    database->exec("COMMIT");
    ASSERT_TRUE(eventually([&] { return m_recoveries == 1; }));
    EXPECT_EQ(**names(), std::vector<std::string>{"renamed"});
}

TEST_F(ChangedProject, OpensWhereNothingMayBeWritten)
{
    m_workspace.close();
    {
        SQLite::Database database(folder().databaseFile().string(), SQLite::OPEN_READWRITE);
        database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    }
    fs::permissions(folder().path(), fs::perms::owner_read | fs::perms::owner_exec);
    EXPECT_TRUE(open());
    EXPECT_EQ(**names(), std::vector<std::string>{"first"});
    fs::permissions(folder().path(), fs::perms::owner_all);
}

TEST_F(ChangedProject, ARequestThatWaitsHoldsUpNoReading)
{
    const auto lock = schedule::lockProject(folder(), "scheduler").value();
    std::optional<Result<schedule::Reply>> reply;
    schedule::Request pause;
    pause.action = schedule::Action::pauseQueue;
    m_workspace.submit(pause, &m_workspace, [&](auto result) { reply = std::move(result); });
    for (int i = 0; i < 20; ++i) {
        EXPECT_EQ(**names(), std::vector<std::string>{"first"});
    }
    EXPECT_FALSE(reply.has_value());
    ASSERT_TRUE(eventually([&] { return reply.has_value(); }));
    ASSERT_FALSE(*reply);
    EXPECT_EQ(reply->error().kind, ErrorKind::busy);
}

} // namespace

} // namespace rxwatt::bridge
