// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/programs/project_fixture.h"

#include <csignal>

namespace rxwatt::test
{

namespace
{

/// More steps than any test waits for.
constexpr int endless = 10'000'000;

class Control : public ProjectTest
{
protected:
    [[nodiscard]] bool reaches(const std::string& run, const std::string& state)
    {
        return eventually([&] { return stateOf(run) == state; });
    }

    /// Whether a run has begun to train.
    [[nodiscard]] bool trains(const std::string& run)
    {
        return eventually([&] { return show(run).value("steps_done", 0) > 0; });
    }

    [[nodiscard]] std::string weightsOf(const std::string& run)
    {
        return contentOf(project() + "/runs/" + show(run).value("id", "") + "/weights.safetensors");
    }

    [[nodiscard]] pid_t workerOf(const std::string& id)
    {
        const auto state = base::parseJson(contentOf(project() + "/runs/" + id + "/state.json"), "state.json");
        return state && state->contains("worker") && (*state)["worker"].is_object() ? (*state)["worker"].value("pid", 0)
                                                                                    : 0;
    }
};

} // namespace

TEST_F(Control, WorksWhileAnotherProcessWorksTheQueue)
{
    const std::string first = add(tinySpec("first", endless));
    Program scheduler(rxwattCommand({"run", project(), "--until-empty"}));
    ASSERT_TRUE(trains("first")) << scheduler.err();
    const std::string second = add(tinySpec("second"));
    EXPECT_EQ(stateOf("second"), "queued");

    EXPECT_EQ(rxwatt({"pause", project(), "first"}).out, first + "\n");
    ASSERT_TRUE(reaches("first", "paused")) << scheduler.err();
    ASSERT_TRUE(reaches("second", "succeeded")) << scheduler.err();
    const auto paused = show("first").value("steps_done", 0);

    EXPECT_EQ(scheduler.wait().exitCode, 0) << "nothing but a paused run is left";
    EXPECT_EQ(rxwatt({"resume", project(), "first"}).exitCode, 0);
    Program again(rxwattCommand({"run", project(), "--until-empty"}));
    ASSERT_TRUE(eventually([&] { return show("first").value("steps_done", 0) > paused; })) << again.err();
    EXPECT_EQ(rxwatt({"cancel", project(), "first"}).exitCode, 0);
    ASSERT_TRUE(reaches("first", "cancelled")) << again.err();
    EXPECT_EQ(again.wait().exitCode, 0);
}

TEST_F(Control, StopsAfterACheckpointAndGoesOnToTheSameWeights)
{
    add(tinySpec("whole", 400));
    ASSERT_EQ(rxwatt({"run", project(), "--until-empty"}).exitCode, 0);
    add(tinySpec("stopped", 400));
    Program scheduler(rxwattCommand({"run", project(), "--until-empty"}));
    ASSERT_TRUE(trains("stopped")) << scheduler.err();
    scheduler.send(SIGINT);
    const ProgramResult stopped = scheduler.wait();
    EXPECT_EQ(stopped.exitCode, 3) << stopped.err;
    EXPECT_EQ(stateOf("stopped"), "queued");
    ASSERT_EQ(rxwatt({"run", project(), "--until-empty"}).exitCode, 0);
    EXPECT_EQ(stateOf("stopped"), "succeeded");
    EXPECT_TRUE(weightsOf("stopped") == weightsOf("whole"));
}

TEST_F(Control, GoesOnToTheSameWeightsWhenAWorkerIsKilled)
{
    add(tinySpec("whole", 400));
    ASSERT_EQ(rxwatt({"run", project(), "--until-empty"}).exitCode, 0);
    const std::string id = add(tinySpec("killed", 400));
    Program scheduler(rxwattCommand({"run", project(), "--until-empty"}));
    ASSERT_TRUE(trains("killed")) << scheduler.err();
    const pid_t worker = workerOf(id);
    ASSERT_GT(worker, 1);
    ASSERT_EQ(::kill(worker, SIGKILL), 0);
    const ProgramResult worked = scheduler.wait();
    EXPECT_EQ(worked.exitCode, 0) << worked.err;
    const Json shown = show("killed");
    EXPECT_EQ(shown["state"], "succeeded");
    EXPECT_EQ(shown["attempt"], 2);
    EXPECT_TRUE(weightsOf("killed") == weightsOf("whole"));
}

TEST_F(Control, GoesOnWhenTheSchedulerIsKilled)
{
    const std::string id = add(tinySpec("orphan", 400));
    {
        Program scheduler(rxwattCommand({"run", project(), "--until-empty"}));
        ASSERT_TRUE(trains("orphan")) << scheduler.err();
        scheduler.send(SIGKILL);
        EXPECT_EQ(scheduler.wait().exitCode, 128 + SIGKILL);
    }
    const ProgramResult worked = rxwatt({"run", project(), "--until-empty"});
    EXPECT_EQ(worked.exitCode, 0) << worked.err;
    EXPECT_EQ(stateOf("orphan"), "succeeded");
    EXPECT_EQ(show("orphan")["steps_done"], 400);
}

TEST_F(Control, LetsOneSchedulerWorkAProject)
{
    add(tinySpec("first", endless));
    Program scheduler(rxwattCommand({"run", project(), "--until-empty"}));
    ASSERT_TRUE(trains("first")) << scheduler.err();
    const ProgramResult second = rxwatt({"run", project(), "--until-empty"});
    EXPECT_EQ(second.exitCode, 1);
    EXPECT_THAT(second.err, testing::StartsWith("rxwatt: "));
    EXPECT_THAT(second.err, testing::HasSubstr("scheduler"));
    EXPECT_TRUE(scheduler.running());
    scheduler.send(SIGTERM);
    EXPECT_EQ(scheduler.wait().exitCode, 3);
}

TEST_F(Control, WaitsForMoreWorkWithoutUntilEmpty)
{
    Program scheduler(rxwattCommand({"run", project()}));
    ASSERT_TRUE(eventually([&] { return contentOf(project() + "/lock").find("scheduler") != std::string::npos; }));
    add(tinySpec("late"));
    ASSERT_TRUE(reaches("late", "succeeded")) << scheduler.err();
    EXPECT_TRUE(scheduler.running());
    scheduler.send(SIGINT);
    EXPECT_EQ(scheduler.wait().exitCode, 3);
}

TEST_F(Control, RetriesFromTheCheckpointOrAfresh)
{
    const std::string id = add(tinySpec("again", endless));
    Program scheduler(rxwattCommand({"run", project(), "--until-empty"}));
    ASSERT_TRUE(trains("again")) << scheduler.err();
    ASSERT_EQ(rxwatt({"cancel", project(), "again"}).exitCode, 0);
    ASSERT_TRUE(reaches("again", "cancelled")) << scheduler.err();
    EXPECT_EQ(scheduler.wait().exitCode, 0) << "nothing is left to do";
    EXPECT_EQ(rxwatt({"retry", project(), "again"}).exitCode, 0);
    EXPECT_EQ(stateOf("again"), "queued");
    EXPECT_EQ(rxwatt({"cancel", project(), "again"}).exitCode, 0);
    EXPECT_EQ(rxwatt({"retry", project(), "again", "--fresh"}).exitCode, 0);
    EXPECT_EQ(show("again")["steps_done"], 0);
}

TEST_F(Control, HoldsAndReleasesTheWholeQueue)
{
    add(tinySpec("first"));
    EXPECT_EQ(rxwatt({"pause", project()}).exitCode, 0);
    EXPECT_EQ(rxwatt({"resume", project()}).exitCode, 0);
    EXPECT_EQ(rxwatt({"run", project(), "--until-empty"}).exitCode, 0);
    EXPECT_EQ(stateOf("first"), "succeeded");
}

} // namespace rxwatt::test
