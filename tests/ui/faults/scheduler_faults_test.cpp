// SPDX-License-Identifier: GPL-3.0-or-later
// The worker or the scheduler dies beside the window.
#include "tests/ui/faults/window_fixture.h"
#include "ui/window/command_palette.h"
#include "ui/window/queue_indicator.h"

#include <csignal>
#include <fstream>
#include <QAction>
#include <QLabel>
#include <QMenuBar>

namespace rxwatt::test
{

namespace
{

using testing::HasSubstr;

class SchedulerFault : public FaultTest
{
protected:
    SchedulerFault()
    {
        std::filesystem::copy_file(RXWATT_PROGRAM, m_programs / "rxwatt");
        qputenv("RXWATT_CLI", (m_programs / "rxwatt").c_str());
        qputenv("RXWATT_WORKER", RXWATT_FAKE_WORKER);
    }

    /// Nothing outlives its test.
    ~SchedulerFault() override
    {
        schedule::Request cancel;
        cancel.action = schedule::Action::cancel;
        cancel.runs = m_ids;
        static_cast<void>(project::request(project(), cancel));
        eventually([&] { return !base::FileLock::holder(project().lockFile()).value().has_value(); });
        qunsetenv("RXWATT_WORKER");
        qunsetenv("RXWATT_CLI");
    }

    /// Opens the project and works its one run, which does as the fake worker is told.
    void work(const std::string& behaviour)
    {
        std::vector<SampleRun> runs = runsNamed({"victim"});
        runs[0].state = run::RunState::queued;
        m_ids = makeSampleProject(projectPath(), runs);
        std::ofstream(project().runFolder(m_ids[0]).path() / "fake.txt") << behaviour << '\n';
        start();
        ASSERT_TRUE(eventually([&] { return shows({"victim"}); }));
        trigger(QStringLiteral("Start the queue"));
    }

    void trigger(const QString& text)
    {
        for (const window::Command& command : window::commandsOf(*m_window.menuBar())) {
            if (command.path.endsWith(text)) {
                ASSERT_TRUE(eventually([&] { return command.action->isEnabled(); }));
                command.action->trigger();
                return;
            }
        }
        FAIL() << "there is no action " << qPrintable(text);
    }

    [[nodiscard]] run::StateRecord state() const { return project().runFolder(m_ids[0]).readState().value(); }

    [[nodiscard]] bool isAtWork() const { return state().state == run::RunState::running && state().worker; }

    [[nodiscard]] std::string indicated() const
    {
        return m_window.findChild<window::QueueIndicator*>()->text().toStdString();
    }

    /// The process that works the queue.
    [[nodiscard]] int schedulerPid() const
    {
        const std::string holder = base::FileLock::holder(project().lockFile()).value().value_or("");
        const std::size_t at = holder.find("process ");
        return at == std::string::npos ? 0 : std::stoi(holder.substr(at + 8));
    }

    TemporaryFolder m_programs;
};

TEST_F(SchedulerFault, AWorkerThatIsKilledGoesOnFromItsCheckpoint)
{
    work("steps=60 step_ms=50 progress=1");
    ASSERT_TRUE(eventually([&] { return isAtWork() && !m_window.workspace().progress().empty(); }));
    ASSERT_EQ(::kill(state().worker->pid, SIGKILL), 0);
    ASSERT_TRUE(eventually([&] { return isAtWork() && state().attempt == 2; }));
    EXPECT_TRUE(eventually([&] { return indicated() == "1 at work"; })) << indicated();
    expectUsable();
    EXPECT_TRUE(eventually([&] { return state().state == run::RunState::succeeded; }));
    EXPECT_TRUE(eventually([&] { return indicated() == "Nothing to do"; })) << indicated();
    EXPECT_EQ(said(), "");
}

TEST_F(SchedulerFault, AWorkerThatAlwaysDiesLeavesAFailedRunThatSaysOfWhat)
{
    work("crash_at=1");
    ASSERT_TRUE(eventually([&] { return state().state == run::RunState::failed; }));
    EXPECT_TRUE(eventually([&] { return indicated() == "1 failed"; })) << indicated();
    m_window.select({QStringLiteral("victim")}, [](const QString&) {});
    ASSERT_TRUE(m_window.showPage(QStringLiteral("details")));
    const pages::Page* page = m_window.docks().page(QStringLiteral("details"));
    EXPECT_TRUE(eventually([&] {
        const QList<QLabel*> labels = page->findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
            return label->isVisible() && label->text().contains(QLatin1String("signal 9"));
        });
    })) << state().reason.value_or("");
    expectUsable();
}

TEST_F(SchedulerFault, ASchedulerThatIsKilledIsSaidAndCanBeStartedAgain)
{
    work("steps=60 step_ms=50");
    ASSERT_TRUE(eventually([&] { return isAtWork() && m_window.workspace().queue().atWork; }));
    ASSERT_EQ(::kill(schedulerPid(), SIGKILL), 0);
    ASSERT_TRUE(eventuallySays("The scheduler was ended by signal 9"));
    EXPECT_THAT(said(), HasSubstr("start it again"));
    expectUsable();
    closeMessage();
    m_window.workspace().startScheduler();
    EXPECT_TRUE(eventually([&] { return state().state == run::RunState::succeeded; }));
    EXPECT_EQ(said(), "");
}

} // namespace

} // namespace rxwatt::test
