// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/file_helpers.h"
#include "tests/ui/bridge/workspace_fixture.h"
#include "ui/bridge/run_edits.h"

#include <csignal>
#include <QUndoStack>

namespace rxwatt::bridge
{

namespace
{

using test::eventually;

/// A workspace whose scheduler is the real one, with a worker that only pretends.
class StartedScheduler : public test::WorkspaceTest
{
protected:
    void SetUp() override
    {
        std::filesystem::copy_file(RXWATT_PROGRAM, m_programs / "rxwatt");
        qputenv("RXWATT_CLI", (m_programs / "rxwatt").c_str());
        qputenv("RXWATT_WORKER", RXWATT_FAKE_WORKER);
        QObject::connect(&m_workspace, &Workspace::schedulerFailed,
                         [this](const QString& text) { m_failures.append(text); });
    }

    void TearDown() override
    {
        qunsetenv("RXWATT_WORKER");
        qunsetenv("RXWATT_CLI");
        // Nothing outlives its test.
        schedule::Request cancel;
        cancel.action = schedule::Action::cancel;
        cancel.runs = folder().runIds().value();
        static_cast<void>(fromTerminal(cancel));
        eventually([&] { return !base::FileLock::holder(folder().lockFile()).value().has_value(); });
    }

    [[nodiscard]] run::RunState stateOf(const RunId& id) const { return folder().runFolder(id).readState()->state; }

    test::TemporaryFolder m_programs;
    QStringList m_failures;
};

TEST_F(StartedScheduler, WorksTheQueueAndTellsTheProgress)
{
    const RunId run = add("first", "steps=40 step_ms=50 progress=1");
    ASSERT_TRUE(open());
    const QSignalSpy queue(&m_workspace, &Workspace::queueChanged);
    m_workspace.startScheduler();
    ASSERT_TRUE(eventually([&] { return m_workspace.queue().atWork && m_workspace.queue().active == 1; }));
    ASSERT_TRUE(eventually([&] { return m_workspace.progress().contains(run); }));
    EXPECT_EQ(m_workspace.progress().at(run).total, 40);
    ASSERT_TRUE(eventually([&] { return !m_workspace.queue().atWork && m_workspace.queue().active == 0; }));
    EXPECT_EQ(stateOf(run), run::RunState::succeeded);
    EXPECT_TRUE(m_workspace.progress().empty());
    EXPECT_EQ(m_failures, QStringList());
}

TEST_F(StartedScheduler, GoesOnWhenTheWindowCloses)
{
    const RunId run = add("first", "steps=40 step_ms=50");
    auto workspace = std::make_unique<Workspace>();
    workspace->open(path());
    ASSERT_TRUE(eventually([&] { return workspace->isOpen(); }));
    workspace->startScheduler();
    ASSERT_TRUE(eventually([&] { return workspace->queue().active == 1; }));
    workspace.reset();
    EXPECT_TRUE(base::FileLock::holder(folder().lockFile()).value().has_value());
    // Opened again, the window shows it.
    ASSERT_TRUE(open());
    EXPECT_TRUE(m_workspace.queue().atWork);
    ASSERT_TRUE(eventually([&] { return stateOf(run) == run::RunState::succeeded; }));
    ASSERT_TRUE(eventually([&] { return !m_workspace.queue().atWork; }));
}

TEST_F(StartedScheduler, IsNotStartedTwice)
{
    static_cast<void>(add("first", "steps=20 step_ms=50"));
    ASSERT_TRUE(open());
    for (int i = 0; i < 3; ++i) {
        m_workspace.startScheduler();
    }
    ASSERT_TRUE(eventually([&] { return m_workspace.queue().atWork; }));
    const QString holder = m_workspace.queue().holder;
    m_workspace.startScheduler();
    ASSERT_TRUE(eventually([&] { return !m_workspace.queue().atWork; }));
    EXPECT_FALSE(holder.isEmpty());
    EXPECT_EQ(m_failures, QStringList());
}

TEST_F(StartedScheduler, TakesEditsWhileItWorks)
{
    const RunId run = add("first", "steps=60 step_ms=50");
    const RunId next = add("next", "steps=1");
    ASSERT_TRUE(open());
    QUndoStack undo;
    RunEdits edits(m_workspace, undo);
    QStringList failures;
    QObject::connect(&edits, &RunEdits::failed, [&](const QString& text) { failures.append(text); });
    m_workspace.startScheduler();
    ASSERT_TRUE(eventually([&] { return m_workspace.queue().active == 1; }));
    edits.rename(run, QStringLiteral("renamed"));
    edits.cancel({next});
    ASSERT_TRUE(eventually([&] { return !edits.isBusy(); }));
    EXPECT_EQ(folder().runFolder(run).readMeta()->name, "renamed");
    EXPECT_EQ(stateOf(next), run::RunState::cancelled);
    edits.moveToTrash({run});
    ASSERT_TRUE(eventually([&] { return !edits.isBusy(); }));
    EXPECT_EQ(failures.size(), 1) << "a run at work does not go to the trash";
    EXPECT_EQ(undo.count(), 1);
}

TEST_F(StartedScheduler, ThatEndsAtOnceSaysWhy)
{
    static_cast<void>(add("first", "steps=1"));
    ASSERT_TRUE(open());
    test::putContent(folder().queueFile(), "{\"paused\": tru");
    m_workspace.startScheduler();
    ASSERT_TRUE(eventually([&] { return !m_failures.isEmpty(); }));
    EXPECT_THAT(m_failures.first().toStdString(), testing::HasSubstr("queue.json"));
    std::filesystem::remove(folder().queueFile());
}

TEST_F(StartedScheduler, ThatIsKilledSaysSo)
{
    static_cast<void>(add("first", "steps=40 step_ms=50"));
    ASSERT_TRUE(open());
    m_workspace.startScheduler();
    ASSERT_TRUE(eventually([&] { return m_workspace.queue().active == 1; }));
    const std::string holder = base::FileLock::holder(folder().lockFile())->value();
    ::kill(std::stoi(holder.substr(holder.find("process ") + 8)), SIGKILL);
    ASSERT_TRUE(eventually([&] { return !m_failures.isEmpty(); }));
    ASSERT_TRUE(eventually([&] { return !m_workspace.queue().atWork; }));
    // The worker goes on and a new one finds it.
    m_workspace.startScheduler();
    ASSERT_TRUE(eventually([&] { return m_workspace.queue().atWork; }));
}

TEST_F(StartedScheduler, WithoutAPlaceForItsLogSaysSo)
{
    ASSERT_TRUE(open());
    std::filesystem::create_directory(folder().path() / "scheduler.log");
    m_workspace.startScheduler();
    ASSERT_TRUE(eventually([&] { return !m_failures.isEmpty(); }));
    EXPECT_THAT(m_failures.first().toStdString(), testing::HasSubstr("scheduler.log"));
}

TEST_F(StartedScheduler, SaysNothingOfARunThatFails)
{
    const RunId run = add("first", "fail_at=1");
    ASSERT_TRUE(open());
    m_workspace.startScheduler();
    ASSERT_TRUE(eventually([&] { return m_workspace.queue().failed == 1; }));
    ASSERT_TRUE(eventually([&] { return !m_workspace.queue().atWork; }));
    EXPECT_EQ(stateOf(run), run::RunState::failed);
    QTest::qWait(300);
    EXPECT_EQ(m_failures, QStringList());
}

} // namespace

} // namespace rxwatt::bridge
