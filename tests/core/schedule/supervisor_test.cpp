// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/supervisor.h"
#include "tests/core/schedule/supervisor_fixture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace rxwatt::schedule
{

using run::RunState;
using testing::ElementsAre;
using testing::HasSubstr;

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
        auto reply = m_project.ask(Action::pause, {id});
        ASSERT_TRUE(reply) << reply.error().message;
        EXPECT_THAT(reply->runs, ElementsAre(id));
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

TEST_F(SupervisorTest, RestoresAndReordersWhileAtWork)
{
    const RunId working = m_project.add("at work", "steps=100000 step_ms=2");
    const RunId second = m_project.add("second", "");
    const RunId third = m_project.add("third", "");
    const auto summary = workWhile({}, [&] {
        ASSERT_TRUE(m_project.reaches(working, RunState::running));
        ASSERT_TRUE(m_project.ask(Action::remove, {second}));
        ASSERT_TRUE(m_project.ask(Action::restore, {second}));
        EXPECT_EQ(m_project.state(second).state, RunState::paused);
        EXPECT_EQ(m_project.read(second).summary.name, "second");
        Request request;
        request.action = Action::reorder;
        request.runs = {third};
        request.before = working;
        ASSERT_TRUE(m_project.submit(request));
        EXPECT_LT(m_project.state(third).order, m_project.state(working).order);
        EXPECT_EQ(m_project.state(working).state, RunState::running);
        ASSERT_TRUE(m_project.ask(Action::cancel, {working}));
        ASSERT_TRUE(m_project.reaches(third, RunState::succeeded));
        EXPECT_EQ(m_project.state(second).state, RunState::paused);
    });
    ASSERT_TRUE(summary);
}

TEST_F(SupervisorTest, AnswersBecauseAFolderChangedAndNotWhenItNextLooks)
{
    const RunId id = m_project.add("at rest, so that no worker's folder changes", "");
    ASSERT_TRUE(m_project.ask(Action::pause, {id}));
    std::vector<double> waits;
    const auto summary = workWhile({}, [&] {
        Request request;
        request.action = Action::setMeta;
        request.runs = {id};
        for (int i = 0; i < 10; ++i) {
            const auto begin = std::chrono::steady_clock::now();
            request.meta.starred = i % 2 == 0;
            ASSERT_TRUE(m_project.submit(request));
            waits.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
        }
    });
    ASSERT_TRUE(summary);
    std::sort(waits.begin(), waits.end());
    // Generous: it is 20 to 50 ms, nearly all of it syncing files. A scheduler that is not told of changes looks every
    // half second.
    EXPECT_LT(waits.at(5), 0.2);
}

TEST_F(SupervisorTest, WorksOnTwoRunsAtOnce)
{
    const RunId first = m_project.add("first", "steps=100000 step_ms=5");
    const RunId second = m_project.add("second", "steps=100000 step_ms=5");
    const RunId third = m_project.add("third", "");
    const auto summary = workWhile({.slots = 2}, [&] {
        const auto isRunning = [&](const RunId& id) { return m_project.state(id).state == RunState::running; };
        EXPECT_TRUE(test::ScheduledProject::eventually([&] { return isRunning(first) && isRunning(second); }));
        EXPECT_EQ(m_project.state(third).state, RunState::queued);
    });
    ASSERT_TRUE(summary);
    EXPECT_EQ(m_project.state(first).state, RunState::queued);
    EXPECT_EQ(m_project.state(second).state, RunState::queued);
}

TEST_F(SupervisorTest, ASecondStopKillsTheWorker)
{
    const RunId id = m_project.add("run", "steps=100000 step_ms=2 ignore_term=1");
    const auto summary = workWhile({}, [&] {
        ASSERT_TRUE(m_project.reaches(id, RunState::running));
        ::kill(::getpid(), SIGTERM);
        ASSERT_TRUE(m_project.reaches(id, RunState::pausing));
    });
    ASSERT_TRUE(summary);
    EXPECT_TRUE(summary->stopped);
    EXPECT_EQ(m_project.state(id).state, RunState::queued);
    EXPECT_THAT(*m_project.state(id).reason, HasSubstr("second stop"));
}

TEST_F(SupervisorTest, AClosedTerminalStopsAfterACheckpointHoweverOftenItSaysSo)
{
    const RunId id = m_project.add("run", "steps=100000 step_ms=2 stop_ms=300");
    std::thread terminal([&] {
        EXPECT_TRUE(m_project.reaches(id, RunState::running));
        ::kill(::getpid(), SIGHUP);
        EXPECT_TRUE(m_project.reaches(id, RunState::pausing));
        ::kill(::getpid(), SIGHUP);
    });
    const auto summary = m_project.work({});
    terminal.join();
    ASSERT_TRUE(summary);
    EXPECT_TRUE(summary->stopped);
    EXPECT_EQ(m_project.state(id).state, RunState::queued);
    EXPECT_EQ(m_project.read(id).exit->outcome, run::ExitOutcome::stopped);
}

TEST_F(SupervisorTest, NohupOutlivesTheTerminal)
{
    const RunId id = m_project.add("run", "steps=20 step_ms=20");
    std::signal(SIGHUP, SIG_IGN);
    std::thread terminal([&] {
        EXPECT_TRUE(m_project.reaches(id, RunState::running));
        ::kill(::getpid(), SIGHUP);
    });
    const auto summary = m_project.work();
    terminal.join();
    std::signal(SIGHUP, SIG_DFL);
    ASSERT_TRUE(summary);
    EXPECT_EQ(summary->succeeded, 1);
}

TEST_F(SupervisorTest, NamedRunsThatCannotBeWorkedOnAreToldOneByOne)
{
    const RunId paused = m_project.add("paused", "");
    const RunId failed = m_project.add("failed", "fail_at=1");
    const RunId good = m_project.add("good", "");
    ASSERT_TRUE(m_project.ask(Action::pause, {paused}));
    ASSERT_TRUE(m_project.work());
    const RunId fresh = m_project.add("fresh", "");
    const auto summary = m_project.work({.only = {paused, failed, good, fresh}});
    ASSERT_TRUE(summary);
    EXPECT_EQ(summary->succeeded, 1);
    EXPECT_EQ(summary->failed, 0) << "that was before";
    EXPECT_EQ(summary->notWorked, 2) << "what has succeeded is as it should be";
    EXPECT_THAT(m_project.notes.warnings,
                ElementsAre(testing::AllOf(HasSubstr(paused.text), HasSubstr("is paused"), HasSubstr("rxwatt resume")),
                            testing::AllOf(HasSubstr(failed.text), HasSubstr("is failed (told to fail)"),
                                           HasSubstr("rxwatt retry")),
                            testing::AllOf(HasSubstr(good.text), HasSubstr("is succeeded"))));
}

TEST_F(SupervisorTest, PointsOfAnEvaluationAreProgress)
{
    const RunId id = m_project.add("run", "points=1 crash_at=1\n"
                                          "points=2 crash_at=1\n"
                                          "points=3 crash_at=1\n"
                                          "points=4 crash_at=1\n"
                                          "points=5 crash_at=1\n"
                                          "points=5 steps=1");
    ASSERT_TRUE(m_project.work());
    EXPECT_EQ(m_project.state(id).state, RunState::succeeded);
    EXPECT_EQ(m_project.state(id).attempt, 6);
}

TEST_F(SupervisorTest, TheSamePointsAgainAreNoProgress)
{
    const RunId id = m_project.add("run", "points=3 crash_at=1");
    ASSERT_TRUE(m_project.work());
    EXPECT_EQ(m_project.state(id).state, RunState::failed);
    EXPECT_EQ(m_project.state(id).attempt, 5) << "the first got somewhere, four did not";
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
    const RunId id = m_project.add("run", "steps=40 step_ms=400\nsteps=40");
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

} // namespace rxwatt::schedule
