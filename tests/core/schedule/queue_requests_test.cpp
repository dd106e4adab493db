// SPDX-License-Identifier: GPL-3.0-or-later
// What people ask of the queue, and its end.
#include "tests/core/schedule/queue_fixture.h"

#include <csignal>

namespace rxwatt::schedule
{

using run::RunState;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST_F(QueueTest, PausesAWorkingRunAfterACheckpointAndResumesIt)
{
    add(a);
    add(b);
    done();
    ask(m_queue.pause(a));
    EXPECT_EQ(state(a), RunState::pausing);
    EXPECT_THAT(done(), ElementsAre("stop 1"));
    end(a, stopped());
    EXPECT_EQ(state(a), RunState::paused);
    EXPECT_THAT(done(), ElementsAre("launch 2.1"));
    ask(m_queue.resume(a));
    EXPECT_EQ(state(a), RunState::queued);
    end(b, succeeded());
    EXPECT_THAT(done(), ElementsAre("launch 1.2"));
}

TEST_F(QueueTest, AWorkerThatIgnoresTheRequestIsKilledAfterItsGrace)
{
    add(a);
    ask(m_queue.cancel(a));
    at(29);
    EXPECT_THAT(done(), ElementsAre("launch 1.1", "stop 1"));
    at(30);
    EXPECT_THAT(done(), ElementsAre("kill 1"));
    at(31);
    EXPECT_THAT(done(), IsEmpty());
    end(a, killedBy(SIGKILL));
    EXPECT_EQ(state(a), RunState::cancelled);
    EXPECT_THAT(reason(a), HasSubstr("did not end within 30 s"));
}

TEST_F(QueueTest, CancelsRunsAtRestAtOnce)
{
    add(a, {}, RunState::paused);
    ask(m_queue.cancel(a));
    EXPECT_EQ(state(a), RunState::cancelled);
    ask(m_queue.cancel(a));
    EXPECT_THAT(done(), IsEmpty());
}

TEST_F(QueueTest, ACancelOvertakesAPause)
{
    add(a);
    ask(m_queue.pause(a));
    ask(m_queue.cancel(a));
    expectRefusal(m_queue.resume(a), "being cancelled");
    expectRefusal(m_queue.pause(a), "being cancelled");
    EXPECT_THAT(done(), ElementsAre("launch 1.1", "stop 1"));
    end(a, stopped());
    EXPECT_EQ(state(a), RunState::cancelled);
}

TEST_F(QueueTest, AResumeWhilePausingLetsItGoOnAfterItsEnd)
{
    add(a);
    ask(m_queue.pause(a));
    ask(m_queue.resume(a));
    end(a, stopped());
    EXPECT_THAT(done(), ElementsAre("launch 1.1", "stop 1", "launch 1.2"));
}

TEST_F(QueueTest, ARunThatEndsWhileBeingPausedHasEnded)
{
    add(a);
    ask(m_queue.pause(a));
    end(a, succeeded());
    EXPECT_EQ(state(a), RunState::succeeded);
}

TEST_F(QueueTest, AStopBySomebodyElseIsAPause)
{
    add(a);
    end(a, stopped());
    EXPECT_EQ(state(a), RunState::paused);
    EXPECT_THAT(reason(a), HasSubstr("rxwatt resume"));
}

TEST_F(QueueTest, RetriesWhatIsOverAndRefusesWhatIsNot)
{
    add(a);
    end(a, exited(run::ExitOutcome::failed, "no"));
    done();
    ask(m_queue.retry(a, false));
    EXPECT_THAT(done(), ElementsAre("launch 1.2"));
    EXPECT_EQ(m_saved[a].finishedAt, std::nullopt);
    expectRefusal(m_queue.retry(a, false), "at work");
    expectRefusal(m_queue.retry(a, true), "cancel");
    end(a, succeeded());
    expectRefusal(m_queue.retry(a, false), "--fresh");
    expectRefusal(m_queue.cancel(a), "nothing to cancel");
    expectRefusal(m_queue.pause(a), "nothing to pause");
    expectRefusal(m_queue.resume(a), "retry");
    at(50);
    ask(m_queue.retry(a, true));
    EXPECT_THAT(done(), ElementsAre("launch 1.3"));
    EXPECT_EQ(m_saved[a].startedAt, "T50");
}

TEST_F(QueueTest, RunsAtWorkMayNotBeRemoved)
{
    add(a);
    expectRefusal(m_queue.mayRemove(a), "cancel");
    end(a, succeeded());
    EXPECT_TRUE(m_queue.mayRemove(a));
    m_queue.remove(a);
    EXPECT_EQ(m_queue.find(a), nullptr);
    EXPECT_EQ(m_queue.cancel(a).error().kind, ErrorKind::notFound);
}

TEST_F(QueueTest, APausedQueueLaunchesNothingButLetsWorkersFinish)
{
    add(a);
    add(b);
    m_queue.pauseQueue("lunch");
    carryOut();
    end(a, succeeded());
    EXPECT_THAT(done(), ElementsAre("launch 1.1", "queue paused"));
    EXPECT_EQ(m_queue.record().reason, "lunch");
    m_queue.resumeQueue();
    carryOut();
    EXPECT_THAT(done(), ElementsAre("queue resumed", "launch 2.1"));
}

TEST_F(QueueTest, ABlockedQueueLaunchesNothingUntilItIsUnblocked)
{
    m_queue.block(true);
    add(a);
    EXPECT_THAT(done(), IsEmpty());
    m_queue.block(false);
    carryOut();
    EXPECT_THAT(done(), ElementsAre("launch 1.1"));
}

TEST_F(QueueTest, TheEndOfTheSchedulerLeavesRunsQueued)
{
    add(a);
    add(b);
    m_queue.stopAll();
    carryOut();
    EXPECT_THAT(done(), ElementsAre("launch 1.1", "stop 1"));
    end(a, stopped());
    EXPECT_EQ(state(a), RunState::queued);
    EXPECT_THAT(done(), IsEmpty());
}

TEST_F(QueueTest, ASecondStopKillsWhatHasNotEnded)
{
    add(a);
    m_queue.stopAll();
    m_queue.stopAll();
    carryOut();
    EXPECT_THAT(done(), ElementsAre("launch 1.1", "stop 1", "kill 1"));
    end(a, killedBy(SIGKILL));
    EXPECT_EQ(state(a), RunState::queued);
    EXPECT_THAT(reason(a), HasSubstr("killed by a second stop"));
}

TEST_F(QueueTest, PutsRunsInFrontOfAnotherAndLast)
{
    m_queue.pauseQueue({});
    const RunId d{"bbbbbbbbbbb4"};
    for (const RunId& id : {a, b, c, d}) {
        add(id);
    }
    const auto order = [&] {
        std::map<double, std::string> places;
        for (const RunId& id : {a, b, c, d}) {
            EXPECT_EQ(m_saved.at(id), *m_queue.find(id)) << "a place was not saved";
            places[m_queue.find(id)->order] += id.text.substr(11);
        }
        std::string text;
        for (const auto& [place, name] : places) {
            text += name;
        }
        return text;
    };
    const auto move = [&](const std::vector<RunId>& runs, const RunId& before) {
        m_queue.reorder(runs, before);
        carryOut();
        return order();
    };
    EXPECT_EQ(move({d, c}, b), "1432");
    EXPECT_EQ(move({a}, {}), "4321");
    EXPECT_EQ(move({b}, d), "2431");
    EXPECT_EQ(move({b}, d), "2431");
    EXPECT_EQ(move({a, b, c, d}, {}), "1234");
    for (int i = 0; i < 100; ++i) { // until there is no room between two places
        EXPECT_EQ(move({c}, b), "1324");
        EXPECT_EQ(move({b}, c), "1234");
    }
    EXPECT_EQ(m_queue.mayReorder(RunId{"bbbbbbbbbbb5"}).error().kind, ErrorKind::notFound);
    ask(m_queue.cancel(a));
    expectRefusal(m_queue.mayReorder(a), "has no place in the queue");
    done();
    m_queue.reorder({d}, b);
    m_queue.resumeQueue();
    carryOut();
    EXPECT_THAT(done(), ElementsAre("queue resumed", "launch 4.1"));
}

} // namespace rxwatt::schedule
