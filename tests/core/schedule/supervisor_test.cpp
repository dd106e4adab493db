// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/supervisor.h"
#include "tests/core/schedule/scheduled_project.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace rxwatt::schedule
{

using run::RunState;
using testing::ElementsAre;
using testing::HasSubstr;

class SupervisorTest : public testing::Test
{
protected:
    /// Works the queue in a thread of its own while `meanwhile` runs here, then stops as Ctrl-C does.
    Result<SupervisorSummary> workWhile(const SupervisorOptions& options, const std::function<void()>& meanwhile)
    {
        Result<SupervisorSummary> summary;
        std::thread scheduler([&] { summary = m_project.work(options); });
        EXPECT_TRUE(test::ScheduledProject::eventually([&] { return isHeld(); }));
        meanwhile();
        ::kill(::getpid(), SIGTERM);
        scheduler.join();
        return summary;
    }

    /// Whether a scheduler has the project and handles signals by now.
    [[nodiscard]] bool isHeld() const
    {
        struct sigaction action = {};
        ::sigaction(SIGTERM, nullptr, &action);
        return action.sa_handler != SIG_DFL;
    }

    test::ScheduledProject m_project;
};

TEST_F(SupervisorTest, WorksTheQueueUntilItIsEmpty)
{
    const RunId first = m_project.add("first", "steps=6");
    const RunId second = m_project.add("second", "steps=3");
    const auto summary = m_project.work();
    ASSERT_TRUE(summary) << summary.error().message;
    EXPECT_EQ(summary->succeeded, 2);
    EXPECT_EQ(summary->failed, 0);
    EXPECT_FALSE(summary->stopped);
    const store::RunDetails details = m_project.read(first);
    EXPECT_EQ(details.state.state, RunState::succeeded);
    EXPECT_EQ(details.state, m_project.state(first));
    ASSERT_TRUE(details.exit.has_value());
    EXPECT_EQ(details.exit->stepsDone, 6);
    EXPECT_EQ(details.events, 6 + 3 + 2);
    EXPECT_EQ(m_project.losses(first).size(), 6u);
    EXPECT_EQ(m_project.losses(second).size(), 3u);
    EXPECT_EQ(m_project.notes.events, 11u + 6u);
    EXPECT_LE(m_project.state(first).finishedAt, m_project.state(second).startedAt);
}

TEST_F(SupervisorTest, AFailedRunLeavesTheRestGoing)
{
    const RunId bad = m_project.add("bad", "fail_at=2");
    const RunId good = m_project.add("good", "steps=3");
    const auto summary = m_project.work();
    ASSERT_TRUE(summary);
    EXPECT_EQ(summary->failed, 1);
    EXPECT_EQ(m_project.state(bad).reason, "told to fail");
    EXPECT_EQ(m_project.state(good).state, RunState::succeeded);
}

TEST_F(SupervisorTest, AKilledWorkerGoesOnFromItsCheckpoint)
{
    const RunId id = m_project.add("run", "steps=8 crash_at=5 torn=1\nsteps=8");
    const auto summary = m_project.work();
    ASSERT_TRUE(summary);
    EXPECT_EQ(summary->succeeded, 1);
    const store::RunDetails details = m_project.read(id);
    EXPECT_EQ(details.state.attempt, 2);
    EXPECT_EQ(details.started->resumedFrom, 4);
    EXPECT_EQ(m_project.losses(id).size(), 8u);
    EXPECT_THAT(m_project.notes.reasons, testing::Contains(HasSubstr("killed by signal 9")));
}

TEST_F(SupervisorTest, WithoutProgressItFailsWithTheSignal)
{
    const RunId id = m_project.add("run", "crash_at=1 signal=11");
    const auto summary = m_project.work();
    ASSERT_TRUE(summary);
    EXPECT_EQ(summary->failed, 1);
    EXPECT_EQ(m_project.state(id).attempt, 4);
    EXPECT_THAT(*m_project.state(id).reason, HasSubstr("signal 11 (SIGSEGV)"));
}

TEST_F(SupervisorTest, AMissingWorkerPausesTheQueueWithTheReason)
{
    const RunId id = m_project.add("run", "");
    const auto summary = m_project.work({.untilEmpty = true}, "/nowhere/rxwatt-worker");
    ASSERT_TRUE(summary);
    ASSERT_TRUE(summary->pausedReason.has_value());
    EXPECT_THAT(*summary->pausedReason, HasSubstr("/nowhere/rxwatt-worker"));
    EXPECT_EQ(m_project.state(id).state, RunState::queued);
    EXPECT_EQ(m_project.state(id).attemptsWithoutProgress, 0);
    const auto next = m_project.work();
    ASSERT_TRUE(next);
    EXPECT_EQ(next->succeeded, 1) << "the next scheduler goes on";
}

TEST_F(SupervisorTest, WorksOnlyTheRunsAskedFor)
{
    const RunId other = m_project.add("other", "");
    const RunId wanted = m_project.add("wanted", "");
    const auto summary = m_project.work({.only = {wanted}});
    ASSERT_TRUE(summary);
    EXPECT_EQ(m_project.state(wanted).state, RunState::succeeded);
    EXPECT_EQ(m_project.state(other).state, RunState::queued);
}

TEST_F(SupervisorTest, PausesResumesAndCancelsWhileAtWork)
{
    const RunId id = m_project.add("run", "steps=100000 step_ms=2");
    const auto summary = workWhile({}, [&] {
        ASSERT_TRUE(m_project.reaches(id, RunState::running));
        const auto begin = std::chrono::steady_clock::now();
        auto reply = m_project.ask(Action::pause, {id});
        const std::chrono::duration<double> waited = std::chrono::steady_clock::now() - begin;
        ASSERT_TRUE(reply) << reply.error().message;
        EXPECT_THAT(reply->runs, ElementsAre(id));
        EXPECT_LT(waited.count(), 4.0) << "answered by the scheduler, not by patience running out";
        ASSERT_TRUE(m_project.reaches(id, RunState::paused));
        ASSERT_TRUE(m_project.ask(Action::resume, {id}));
        ASSERT_TRUE(m_project.reaches(id, RunState::running));
        ASSERT_TRUE(m_project.ask(Action::cancel, {id}));
        ASSERT_TRUE(m_project.reaches(id, RunState::cancelled));
    });
    ASSERT_TRUE(summary);
    EXPECT_EQ(summary->cancelled, 1);
    EXPECT_EQ(m_project.read(id).state, m_project.state(id));
    EXPECT_TRUE(std::filesystem::is_empty(m_project.project.requestsFolder()));
}

TEST_F(SupervisorTest, TakesNewRunsWhileAtWork)
{
    RunId id;
    const auto summary = workWhile({}, [&] {
        id = m_project.add("late", "steps=3");
        EXPECT_TRUE(m_project.reaches(id, RunState::succeeded));
    });
    ASSERT_TRUE(summary);
    EXPECT_EQ(summary->succeeded, 1);
}

TEST_F(SupervisorTest, AWorkerThatIgnoresSigtermIsKilledWithItsChildren)
{
    const RunId id = m_project.add("run", "steps=100000 step_ms=2 ignore_term=1 child=1");
    SupervisorOptions options;
    options.stopGrace = base::Seconds{0.3};
    const auto summary = workWhile(options, [&] {
        ASSERT_TRUE(m_project.reaches(id, RunState::running));
        ASSERT_TRUE(m_project.ask(Action::cancel, {id}));
        ASSERT_TRUE(m_project.reaches(id, RunState::cancelled));
    });
    ASSERT_TRUE(summary);
    EXPECT_THAT(*m_project.state(id).reason, HasSubstr("was killed"));
    int child = 0;
    std::ifstream(m_project.project.runFolder(id).path() / "child.pid") >> child;
    ASSERT_GT(child, 0);
    EXPECT_TRUE(test::ScheduledProject::eventually([&] { return !run::identityOf(child).has_value(); }));
}

TEST_F(SupervisorTest, AStopLeavesTheRunQueuedAndTheNextGoesOn)
{
    const RunId id = m_project.add("run", "steps=40 step_ms=20\nsteps=40");
    const auto summary =
        workWhile({.untilEmpty = true}, [&] { ASSERT_TRUE(m_project.reaches(id, RunState::running)); });
    ASSERT_TRUE(summary);
    EXPECT_TRUE(summary->stopped);
    EXPECT_EQ(m_project.state(id).state, RunState::queued);
    EXPECT_EQ(m_project.read(id).exit->outcome, run::ExitOutcome::stopped);
    ASSERT_TRUE(m_project.work());
    EXPECT_EQ(m_project.state(id).state, RunState::succeeded);
    EXPECT_EQ(m_project.losses(id).size(), 40u);
}

TEST_F(SupervisorTest, ASilentWorkerIsStaleAndNotFailed)
{
    const RunId id = m_project.add("run", "steps=30 step_ms=50 silent=1");
    SupervisorOptions options{.untilEmpty = true};
    options.staleAfter = base::Seconds{0.2};
    const auto summary = m_project.work(options);
    ASSERT_TRUE(summary);
    EXPECT_TRUE(m_project.notes.saw("stale"));
    EXPECT_EQ(m_project.state(id).state, RunState::succeeded);
}

TEST_F(SupervisorTest, AFloodOfEventsIsTakenInWhole)
{
    const RunId id = m_project.add("run", "steps=20 flood=1000");
    ASSERT_TRUE(m_project.work());
    EXPECT_EQ(m_project.read(id).events, 2 + 20 * 1001 + 10);
}

TEST_F(SupervisorTest, LinesThatCannotBeReadArePassedOver)
{
    const RunId id = m_project.add("run", "steps=4");
    std::ofstream(m_project.project.runFolder(id).eventsFile()) << "garbage\n{\"seq\": 1}\n";
    ASSERT_TRUE(m_project.work());
    EXPECT_EQ(m_project.state(id).state, RunState::succeeded);
    EXPECT_EQ(m_project.losses(id).size(), 4u);
}

TEST_F(SupervisorTest, AnEventsFileThatShrankIsReadAnew)
{
    const RunId id = m_project.add("run", "fail_at=4\nsteps=6");
    ASSERT_TRUE(m_project.work());
    ASSERT_EQ(m_project.losses(id).size(), 3u);
    // A power cut lost the end of the file, which the index had taken in already.
    std::filesystem::resize_file(m_project.project.runFolder(id).eventsFile(), 0);
    ASSERT_TRUE(m_project.ask(Action::retry, {id}));
    ASSERT_TRUE(m_project.work());
    EXPECT_EQ(m_project.state(id).state, RunState::succeeded);
    EXPECT_EQ(m_project.losses(id).size(), 4u) << "steps 3 to 6: the index says what the file says";
    EXPECT_EQ(m_project.read(id).started->resumedFrom, 2);
}

TEST_F(SupervisorTest, AFullDiskStartsNothingLosesNothingAndTheNextRunGoesOn)
{
    const RunId first = m_project.add("first", "steps=20 step_ms=20");
    const RunId second = m_project.add("second", "steps=2");
    // The index stops growing where a full disk would stop it; a child, since the limit is a process's own.
    const int scheduler = ::fork();
    if (scheduler == 0) {
        std::signal(SIGXFSZ, SIG_IGN);
        const rlimit limit{60'000, RLIM_INFINITY};
        ::setrlimit(RLIMIT_FSIZE, &limit);
        const auto summary = m_project.work();
        const bool said = !m_project.notes.warnings.empty() &&
                          m_project.notes.warnings[0].find("until the project can be written to") != std::string::npos;
        ::_exit(!summary && summary.error().kind == ErrorKind::storage && said ? 0 : 1);
    }
    int status = 0;
    ::waitpid(scheduler, &status, 0);
    EXPECT_EQ(status, 0) << "ends with the reason";
    const auto summary = m_project.work();
    ASSERT_TRUE(summary) << summary.error().message;
    for (const RunId& id : {first, second}) {
        EXPECT_EQ(m_project.state(id).state, RunState::succeeded);
        EXPECT_EQ(m_project.read(id).state, m_project.state(id));
    }
    EXPECT_EQ(m_project.losses(first).size(), 20u);
}

TEST_F(SupervisorTest, ASecondSchedulerIsToldWhoIsFirst)
{
    const auto lock = lockProject(m_project.project, "scheduler");
    ASSERT_TRUE(lock);
    test::Notes notes;
    const auto second = runScheduler(m_project.project, m_project.journalFactory(), notes, {});
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().kind, ErrorKind::busy);
    EXPECT_THAT(second.error().message, HasSubstr("the scheduler (process " + std::to_string(::getpid())));
}

/// A scheduler in a process of its own, for killing.
class SchedulerProcess
{
public:
    explicit SchedulerProcess(test::ScheduledProject& project) : m_pid(::fork())
    {
        if (m_pid == 0) {
            ::_exit(project.work({}).has_value() ? 0 : 1);
        }
    }

    SchedulerProcess(const SchedulerProcess&) = delete;
    SchedulerProcess& operator=(const SchedulerProcess&) = delete;

    ~SchedulerProcess() { kill(); }

    void kill()
    {
        if (m_pid > 0) {
            ::kill(m_pid, SIGKILL);
            ::waitpid(m_pid, nullptr, 0);
            m_pid = 0;
        }
    }

private:
    int m_pid;
};

TEST_F(SupervisorTest, AfterACrashOfTheSchedulerItsWorkerIsFoundAgainAndTheRestWaits)
{
    const RunId at = m_project.add("at work", "steps=60 step_ms=20");
    const RunId rest = m_project.add("rest", "");
    SchedulerProcess scheduler(m_project);
    ASSERT_TRUE(m_project.reaches(at, RunState::running));
    scheduler.kill();
    EXPECT_TRUE(run::isAlive(*m_project.state(at).worker));

    const auto edit = m_project.ask(Action::cancel, {at});
    ASSERT_TRUE(edit);
    ASSERT_EQ(edit->refusals.size(), 1u) << "nobody could watch its end";
    EXPECT_THAT(edit->refusals[0].error.message, HasSubstr("rxwatt run"));

    const auto summary = m_project.work({.untilEmpty = true, .resumeQueue = false});
    ASSERT_TRUE(summary) << summary.error().message;
    EXPECT_EQ(m_project.state(at).state, RunState::succeeded);
    EXPECT_EQ(m_project.state(at).attempt, 1) << "the same worker, not a second one";
    EXPECT_EQ(m_project.losses(at).size(), 60u);
    EXPECT_EQ(m_project.state(rest).state, RunState::queued);
    ASSERT_TRUE(summary->pausedReason.has_value());
    EXPECT_THAT(*summary->pausedReason, HasSubstr("ended unexpectedly"));
    ASSERT_TRUE(m_project.work());
    EXPECT_EQ(m_project.state(rest).state, RunState::succeeded);
}

TEST_F(SupervisorTest, AfterACrashOfBothTheRunGoesOn)
{
    const RunId id = m_project.add("run", "steps=40 step_ms=20\nsteps=40");
    SchedulerProcess scheduler(m_project);
    ASSERT_TRUE(m_project.reaches(id, RunState::running));
    scheduler.kill();
    ::kill(m_project.state(id).worker->pid, SIGKILL);
    ASSERT_TRUE(m_project.work());
    EXPECT_EQ(m_project.state(id).state, RunState::succeeded);
    EXPECT_EQ(m_project.state(id).attempt, 2);
    EXPECT_EQ(m_project.losses(id).size(), 40u);
}

TEST_F(SupervisorTest, APidOfAnotherProcessIsNeitherWatchedNorKilled)
{
    const RunId id = m_project.add("run", "");
    run::StateRecord record = m_project.state(id);
    record.state = RunState::running;
    record.attempt = 1;
    record.worker = run::thisProcess();
    record.worker->startTime += 1;
    ASSERT_TRUE(m_project.project.runFolder(id).writeState(record));
    ASSERT_TRUE(m_project.work());
    EXPECT_EQ(m_project.state(id).state, RunState::succeeded);
    EXPECT_EQ(m_project.state(id).attempt, 2);
}

} // namespace rxwatt::schedule
