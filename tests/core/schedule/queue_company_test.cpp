// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/schedule/queue_fixture.h"

namespace rxwatt::schedule
{

using run::RunState;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class QueueOfMeasuredRuns : public QueueTest
{
protected:
    QueueOfMeasuredRuns() : QueueTest(3) {}
};

TEST_F(QueueOfMeasuredRuns, AMeasuredRunWaitsUntilOthersHaveEnded)
{
    add(a);
    addMeasured(b);
    EXPECT_THAT(done(), ElementsAre("launch 1.1"));
    EXPECT_EQ(state(b), RunState::queued);
    EXPECT_THAT(reason(b), HasSubstr("waits until the runs at work have ended"));
    end(a, succeeded());
    EXPECT_THAT(done(), ElementsAre("launch 2.1"));
    EXPECT_EQ(state(b), RunState::starting);
    EXPECT_EQ(reason(b), "");
}

TEST_F(QueueOfMeasuredRuns, NothingStartsBesideAMeasuredRun)
{
    addMeasured(a);
    add(b);
    addMeasured(c);
    EXPECT_THAT(done(), ElementsAre("launch 1.1"));
    EXPECT_THAT(reason(b), HasSubstr("until run " + a.text + " has ended"));
    EXPECT_EQ(reason(c), "") << "only the next says why";
    end(a, succeeded());
    EXPECT_THAT(done(), ElementsAre("launch 2.1"));
    EXPECT_EQ(reason(b), "");
    EXPECT_THAT(reason(c), HasSubstr("waits until the runs at work have ended"));
    end(b, succeeded());
    EXPECT_THAT(done(), ElementsAre("launch 3.1"));
}

TEST_F(QueueOfMeasuredRuns, NoneOvertakesARunThatWaitsForTheMachine)
{
    add(a);
    addMeasured(b);
    add(c);
    EXPECT_THAT(done(), ElementsAre("launch 1.1")) << "c would keep b waiting";
    end(a, succeeded());
    EXPECT_THAT(done(), ElementsAre("launch 2.1"));
}

TEST_F(QueueOfMeasuredRuns, ARunThatIsPutInFrontTakesTheReasonOver)
{
    add(a);
    addMeasured(b);
    addMeasured(c);
    m_queue.reorder({c}, b);
    carryOut();
    EXPECT_EQ(reason(b), "");
    EXPECT_THAT(reason(c), HasSubstr("waits until the runs at work have ended"));
    ask(m_queue.cancel(c));
    EXPECT_EQ(state(c), RunState::cancelled);
    EXPECT_THAT(reason(b), HasSubstr("waits until the runs at work have ended"));
}

TEST_F(QueueOfMeasuredRuns, APauseLeavesNoReasonThatIsNotTrueAnyMore)
{
    add(a);
    addMeasured(b);
    m_queue.pauseQueue(std::nullopt);
    carryOut();
    EXPECT_EQ(reason(b), "");
    end(a, succeeded());
    m_queue.resumeQueue();
    carryOut();
    EXPECT_EQ(state(b), RunState::starting);
}

TEST_F(QueueOfMeasuredRuns, AMeasuredRunThatWasAtWorkWhenWeStartedKeepsItsMachine)
{
    run::StateRecord record;
    record.state = RunState::running;
    m_queue.add(a, record, {}, Company::none);
    m_saved[a] = record;
    m_queue.reattach(a);
    add(b);
    EXPECT_THAT(done(), IsEmpty());
    EXPECT_THAT(reason(b), HasSubstr(a.text));
}

TEST_F(QueueOfMeasuredRuns, AMeasuredRunThatIsKilledGoesOnBeforeOthers)
{
    addMeasured(a);
    add(b);
    end(a, killedBy(9, true));
    EXPECT_THAT(done(), ElementsAre("launch 1.1", "launch 1.2"));
    EXPECT_EQ(state(b), RunState::queued);
}

class QueueWithoutSensor : public QueueTest
{
protected:
    QueueWithoutSensor() : QueueTest(QueueSettings{.slots = 2, .hasPowerSensor = false}) {}
};

TEST_F(QueueWithoutSensor, NothingIsMeasuredSoAllMayHaveCompany)
{
    addMeasured(a);
    addMeasured(b);
    EXPECT_THAT(done(), ElementsAre("launch 1.1", "launch 2.1"));
}

TEST(Company, IsForRunsThatTakeNoBasePowerOrAreToldToShare)
{
    run::RunSpec spec;
    EXPECT_EQ(companyOf(spec), Company::any);
    spec.power.baselineS = 10;
    EXPECT_EQ(companyOf(spec), Company::none);
    spec.power.alone = false;
    EXPECT_EQ(companyOf(spec), Company::any);
}

} // namespace rxwatt::schedule
