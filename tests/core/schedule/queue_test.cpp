// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/schedule/queue_fixture.h"

#include <csignal>

namespace rxwatt::schedule
{

using run::RunState;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST_F(QueueTest, WorksRunsOneAfterAnotherInTheirOrder)
{
    add(a);
    add(b);
    EXPECT_THAT(done(), ElementsAre("launch 1.1"));
    EXPECT_EQ(state(a), RunState::starting);
    EXPECT_EQ(m_saved[a].worker->pid, 1001);
    EXPECT_EQ(m_saved[a].startedAt, "T0");
    at(1);
    beat(a, 1);
    EXPECT_EQ(state(a), RunState::running);
    at(9);
    end(a, succeeded());
    EXPECT_EQ(state(a), RunState::succeeded);
    EXPECT_EQ(m_saved[a].finishedAt, "T9");
    EXPECT_EQ(m_saved[a].worker, std::nullopt);
    EXPECT_THAT(done(), ElementsAre("launch 2.1"));
    end(b, succeeded());
    EXPECT_FALSE(m_queue.hasRunsToLaunch());
}

TEST_F(QueueTest, AFailedRunDoesNotTakeTheQueueDown)
{
    add(a);
    add(b);
    end(a, exited(run::ExitOutcome::failed, "the loss is NaN at step 7"));
    EXPECT_EQ(state(a), RunState::failed);
    EXPECT_EQ(reason(a), "the loss is NaN at step 7");
    EXPECT_THAT(done(), ElementsAre("launch 1.1", "launch 2.1"));
}

TEST_F(QueueTest, ARunWhoseWorkerWasKilledGoesOnByItselfBeforeOthers)
{
    add(a);
    add(b);
    end(a, killedBy(SIGKILL, true));
    EXPECT_THAT(done(), ElementsAre("launch 1.1", "launch 1.2"));
    EXPECT_EQ(m_saved[a].attemptsWithoutProgress, 0);
}

TEST_F(QueueTest, WithoutProgressItGoesOnThreeTimesThenFailsWithTheSignal)
{
    add(a);
    for (int i = 0; i < 4; ++i) {
        EXPECT_EQ(state(a), RunState::starting);
        end(a, killedBy(SIGSEGV));
    }
    EXPECT_EQ(state(a), RunState::failed);
    EXPECT_THAT(reason(a), HasSubstr("killed by signal 11 (SIGSEGV)"));
    EXPECT_THAT(done(), ElementsAre("launch 1.1", "launch 1.2", "launch 1.3", "launch 1.4"));
}

TEST_F(QueueTest, ProgressStartsTheCountAnew)
{
    add(a);
    for (int i = 0; i < 12; ++i) {
        end(a, killedBy(SIGKILL, i % 3 == 2));
        EXPECT_EQ(state(a), RunState::starting);
    }
}

TEST_F(QueueTest, AnEndWithoutAWordIsACrashWhateverTheExitCode)
{
    add(a);
    WorkerEnd how;
    how.exitCode = 0;
    end(a, how);
    EXPECT_THAT(done(), ElementsAre("launch 1.1", "launch 1.2"));
    end(a, WorkerEnd{});
    end(a, WorkerEnd{});
    how.exitCode = 77;
    end(a, how);
    EXPECT_EQ(state(a), RunState::failed);
    EXPECT_THAT(reason(a), HasSubstr("exit code 77"));
    EXPECT_EQ(describe(WorkerEnd{}), "is gone (exit code unknown)");
}

TEST_F(QueueTest, SilenceIsStaleAndReversible)
{
    add(a);
    beat(a, 1);
    at(15);
    EXPECT_EQ(state(a), RunState::running);
    at(15.1);
    EXPECT_EQ(state(a), RunState::stale);
    EXPECT_THAT(reason(a), HasSubstr("silent for 15 s"));
    beat(a, 1);
    EXPECT_EQ(state(a), RunState::stale) << "the same beat again is no sign of life";
    beat(a, 2);
    EXPECT_EQ(state(a), RunState::running);
    EXPECT_EQ(reason(a), "");
    at(30);
    EXPECT_EQ(state(a), RunState::running);
}

TEST_F(QueueTest, AHeartbeatOfAnEarlierAttemptIsNoSignOfLife)
{
    add(a);
    m_queue.heartbeat(a, {.attempt = 0, .step = 0, .beat = 99});
    carryOut();
    EXPECT_EQ(state(a), RunState::starting);
}

TEST_F(QueueTest, AWorkerThatCannotBeStartedPausesTheQueueAndCostsTheRunNothing)
{
    m_queue.add(a, run::StateRecord{}, {});
    const auto decisions = m_queue.takeDecisions();
    ASSERT_EQ(decisions.size(), 2u);
    m_queue.launchFailed(a, "rxwatt-worker was not found");
    carryOut();
    EXPECT_EQ(state(a), RunState::queued);
    EXPECT_EQ(m_saved[a].attemptsWithoutProgress, 0);
    EXPECT_EQ(reason(a), "rxwatt-worker was not found");
    EXPECT_THAT(done(), ElementsAre("queue paused"));
    EXPECT_EQ(m_queue.record().reason, "rxwatt-worker was not found");
}

TEST_F(QueueTest, AnEvaluationWaitsForTheRunThatItNeeds)
{
    add(b, {{a, ""}});
    EXPECT_EQ(state(b), RunState::waiting);
    EXPECT_THAT(reason(b), HasSubstr("not in the project"));
    add(a);
    EXPECT_THAT(reason(b), HasSubstr("which is starting"));
    EXPECT_THAT(done(), ElementsAre("launch 1.1"));
    end(a, succeeded());
    EXPECT_THAT(done(), ElementsAre("launch 2.1"));
}

TEST_F(QueueTest, ACheckpointOfARunStoppedEarlyMayBeJudged)
{
    add(a, {}, RunState::cancelled);
    add(b, {{a, "best"}});
    add(c, {{a, ""}});
    EXPECT_THAT(done(), ElementsAre("launch 2.1"));
    EXPECT_EQ(state(c), RunState::waiting);
    EXPECT_THAT(reason(c), HasSubstr("which is cancelled"));
    EXPECT_FALSE(m_queue.hasRunsToLaunch());
}

TEST_F(QueueTest, OnlyTheRunsAskedForAreLaunched)
{
    m_queue.limitTo({b});
    add(a);
    add(b);
    EXPECT_THAT(done(), ElementsAre("launch 2.1"));
    end(b, succeeded());
    EXPECT_THAT(done(), IsEmpty());
    EXPECT_FALSE(m_queue.hasRunsToLaunch());
}

TEST_F(QueueTest, AWorkerFoundAgainIsWatchedAsBefore)
{
    m_queue.pauseQueue("the last scheduler ended unexpectedly");
    add(a, {}, RunState::running);
    m_queue.reattach(a);
    add(b);
    done();
    beat(a, 5);
    at(20);
    EXPECT_EQ(state(a), RunState::stale);
    beat(a, 6);
    EXPECT_EQ(state(a), RunState::running);
    end(a, succeeded());
    EXPECT_EQ(state(a), RunState::succeeded);
    EXPECT_THAT(done(), IsEmpty());
}

TEST_F(QueueTest, AWorkerFoundAgainWhileBeingStoppedIsPaused)
{
    m_queue.pauseQueue("the last scheduler ended unexpectedly");
    add(a, {}, RunState::pausing);
    m_queue.reattach(a);
    carryOut();
    EXPECT_THAT(done(), ElementsAre("queue paused", "stop 1"));
    end(a, stopped());
    EXPECT_EQ(state(a), RunState::paused);
}

TEST_F(QueueTest, WhatWasMeantOutlivesTheScheduler)
{
    m_queue.pauseQueue("the last scheduler ended unexpectedly");
    for (const auto& [intent, expected] :
         {std::pair(run::StopIntent::pause, RunState::paused), std::pair(run::StopIntent::cancel, RunState::cancelled),
          std::pair(run::StopIntent::requeue, RunState::queued)}) {
        for (const bool alive : {true, false}) {
            const RunId id = base::makeRunId();
            run::StateRecord record;
            record.state = RunState::pausing;
            record.stopIntent = intent;
            m_queue.add(id, record, {});
            m_saved[id] = record;
            carryOut();
            done();
            if (alive) {
                m_queue.reattach(id);
                carryOut();
                EXPECT_EQ(done().size(), 1u) << "asked again, in case it never was";
            }
            end(id, stopped());
            EXPECT_EQ(state(id), expected);
            EXPECT_EQ(m_saved[id].stopIntent, std::nullopt);
        }
    }
}

TEST_F(QueueTest, AWorkerThatFindsAnotherAtWorkIsNoCrash)
{
    add(a);
    WorkerEnd how;
    how.exitCode = run::heldExitCode;
    for (int i = 0; i < 10; ++i) {
        end(a, how);
    }
    EXPECT_EQ(state(a), RunState::starting);
    EXPECT_EQ(m_saved[a].attemptsWithoutProgress, 0);
}

TEST_F(QueueTest, AnAdoptedWorkersHeartbeatSaysWhichAttemptItIs)
{
    add(a);
    m_queue.adopt(a, std::nullopt, run::Heartbeat{7, 0, 3});
    carryOut();
    m_queue.heartbeat(a, {7, 0, 3});
    EXPECT_EQ(state(a), RunState::starting) << "that one was there before";
    m_queue.heartbeat(a, {8, 0, 1});
    carryOut();
    EXPECT_EQ(state(a), RunState::running);
    EXPECT_EQ(m_saved[a].attempt, 8);
}

TEST_F(QueueTest, ARunThatCannotBeStartedFailsAlone)
{
    m_queue.add(a, run::StateRecord{}, {});
    static_cast<void>(m_queue.takeDecisions());
    m_queue.cannotStart(a, "worker.log is a folder");
    add(b);
    EXPECT_EQ(state(a), RunState::failed);
    EXPECT_EQ(reason(a), "worker.log is a folder");
    EXPECT_THAT(done(), ElementsAre("launch 2.1"));
}

TEST_F(QueueTest, OnlyTheLastOfSeveralStatesIsSavedAndTheOthersAreTold)
{
    add(a);
    m_queue.workerGone(a, killedBy(SIGKILL, true));
    const std::vector<Decision> decisions = m_queue.takeDecisions();
    ASSERT_EQ(decisions.size(), 3u);
    EXPECT_EQ(std::get<TellRun>(decisions[0]).record.state, RunState::queued);
    EXPECT_EQ(std::get<SaveRun>(decisions[1]).record.state, RunState::starting);
    EXPECT_TRUE(std::holds_alternative<LaunchRun>(decisions[2]));
}

class QueueWithTwoSlots : public QueueTest
{
protected:
    QueueWithTwoSlots() : QueueTest(2) {}
};

TEST_F(QueueWithTwoSlots, FillsItsSlots)
{
    add(a);
    add(b);
    add(c);
    EXPECT_THAT(done(), ElementsAre("launch 1.1", "launch 2.1"));
    end(b, succeeded());
    EXPECT_THAT(done(), ElementsAre("launch 3.1"));
}

} // namespace rxwatt::schedule
