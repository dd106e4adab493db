// SPDX-License-Identifier: GPL-3.0-or-later
// What a scheduler finds after one that was killed.
#include "core/schedule/check.h"
#include "core/schedule/spawn.h"
#include "tests/core/schedule/supervisor_fixture.h"

#include <fcntl.h>

namespace rxwatt::schedule
{

namespace fs = std::filesystem;
using run::RunState;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

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
    const RunId id = m_project.add("run", "steps=40 step_ms=200\nsteps=40");
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

/// Puts the index back to what it was, as if it had missed all that happened since.
class OldIndex
{
public:
    explicit OldIndex(const test::ScheduledProject& project) : m_database(project.project.databaseFile())
    {
        fs::copy_file(m_database, kept());
    }

    void putBack() const
    {
        for (const char* suffix : {"-wal", "-shm"}) {
            fs::remove(m_database.string() + suffix);
        }
        fs::rename(kept(), m_database);
    }

private:
    [[nodiscard]] fs::path kept() const { return m_database.string() + ".kept"; }

    fs::path m_database;
};

class CrashTest : public SupervisorTest
{
protected:
    [[nodiscard]] run::RunFolder folder(const RunId& id) const { return m_project.project.runFolder(id); }

    [[nodiscard]] std::vector<Finding> findings() const
    {
        const auto reader = store::RunReader::open(m_project.project.databaseFile()).value();
        return checkIndex(m_project.project, reader.indexed().value()).value();
    }

    /// A run that was being started when its scheduler was killed: its worker is not on record.
    RunId addStarting(const std::string& behaviour)
    {
        const RunId id = m_project.add("run", behaviour);
        run::StateRecord record = m_project.state(id);
        record.state = RunState::starting;
        record.attempt = 1;
        EXPECT_TRUE(folder(id).writeState(record));
        return id;
    }

    [[nodiscard]] int startWorker(const RunId& id) const
    {
        const base::FileDescriptor log(::open("/dev/null", O_WRONLY | O_CLOEXEC));
        const auto pid = spawnInOwnSession(RXWATT_FAKE_WORKER, {"run", folder(id).path().string()}, log.get());
        EXPECT_TRUE(pid);
        EXPECT_TRUE(test::ScheduledProject::eventually([&] { return folder(id).holder().has_value(); }));
        return pid.value_or(0);
    }
};

TEST_F(CrashTest, WhatWasToBecomeOfARunThatWasStoppingIsNotForgotten)
{
    const auto stopped = [&](const std::optional<Action>& action, bool workerIsGone) {
        const RunId id = m_project.add("run", "steps=100000 step_ms=2 stop_ms=200\nsteps=1");
        SchedulerProcess scheduler(m_project);
        EXPECT_TRUE(m_project.reaches(id, RunState::running));
        if (action) {
            EXPECT_TRUE(m_project.ask(*action, {id}));
        } else {
            scheduler.send(SIGTERM);
        }
        EXPECT_TRUE(m_project.reaches(id, RunState::pausing));
        scheduler.kill();
        if (workerIsGone) {
            // The scheduler may have been killed between what it wrote and the signal.
            ::kill(m_project.state(id).worker.value().pid, SIGTERM);
            EXPECT_TRUE(test::ScheduledProject::eventually([&] { return !folder(id).holder(); }));
        }
        EXPECT_TRUE(m_project.work());
        return m_project.state(id);
    };
    for (const bool workerIsGone : {true, false}) {
        EXPECT_EQ(stopped(Action::pause, workerIsGone).state, RunState::paused);
        EXPECT_EQ(stopped(Action::cancel, workerIsGone).state, RunState::cancelled);
        const run::StateRecord requeued = stopped({}, workerIsGone);
        EXPECT_EQ(requeued.state, RunState::succeeded) << "it went on by itself";
        EXPECT_EQ(requeued.attempt, 2);
    }
}

TEST_F(CrashTest, AWorkerThatIsNotOnRecordIsFoundByItsLock)
{
    const RunId id = addStarting("steps=30 step_ms=100");
    const int worker = startWorker(id);
    EXPECT_EQ(m_project.ask(Action::cancel, {id}).value().refusals.at(0).error.kind, ErrorKind::busy);
    ASSERT_TRUE(m_project.work());
    ::waitpid(worker, nullptr, 0);
    EXPECT_EQ(m_project.state(id).state, RunState::succeeded);
    EXPECT_EQ(m_project.state(id).attempt, 1) << "no second worker was started";
    EXPECT_EQ(m_project.losses(id).size(), 30u);
    EXPECT_THAT(m_project.notes.warnings, Contains(HasSubstr("is worked on by process " + std::to_string(worker))));
}

TEST_F(CrashTest, AQueuedRunThatAWorkerStillHasIsNotStartedAgain)
{
    const RunId id = addStarting("steps=30 step_ms=100");
    const int worker = startWorker(id);
    run::StateRecord record = m_project.state(id);
    record.state = RunState::queued;
    ASSERT_TRUE(folder(id).writeState(record));
    for (const Action action : {Action::remove, Action::retryFresh}) {
        const auto reply = m_project.ask(action, {id});
        ASSERT_TRUE(reply);
        EXPECT_EQ(reply->refusals.at(0).error.kind, ErrorKind::busy) << "its files must stay where they are";
    }
    ASSERT_TRUE(m_project.work());
    ::waitpid(worker, nullptr, 0);
    EXPECT_EQ(m_project.state(id).state, RunState::succeeded);
    EXPECT_EQ(m_project.state(id).attempt, 1) << "its heartbeat says so";
    EXPECT_EQ(m_project.losses(id).size(), 30u);
}

TEST_F(CrashTest, AWorkerThatCannotBeWatchedIsWaitedFor)
{
    const RunId id = addStarting("steps=3");
    const int holder = ::fork();
    if (holder == 0) {
        const auto lock = base::FileLock::take(folder(id).lockFile(), "a worker of another machine");
        ::usleep(700'000);
        ::_exit(lock ? 0 : 1);
    }
    ASSERT_TRUE(test::ScheduledProject::eventually([&] { return folder(id).holder().has_value(); }));
    ASSERT_TRUE(m_project.work());
    int status = 0;
    EXPECT_EQ(::waitpid(holder, &status, WNOHANG), holder) << "the run was waited for";
    EXPECT_EQ(status, 0);
    EXPECT_EQ(m_project.state(id).state, RunState::succeeded);
    EXPECT_EQ(m_project.state(id).attempt, 2) << "and went on when its worker was gone";
}

TEST_F(CrashTest, AnIndexThatMissedARunsEndCatchesUpHoweverOldTheFilesAre)
{
    const RunId id = m_project.add("run", "steps=5");
    const OldIndex old(m_project);
    ASSERT_TRUE(m_project.work());
    old.putBack();
    const auto hourAgo = fs::file_time_type::clock::now() - std::chrono::hours(1);
    for (const fs::path& file : {folder(id).stateFile(), folder(id).eventsFile()}) {
        fs::last_write_time(file, hourAgo);
    }
    ASSERT_EQ(m_project.read(id).state.state, RunState::queued);
    ASSERT_EQ(findings().size(), 1u);
    EXPECT_THAT(findings()[0].what, HasSubstr("says of run " + id.text));
    ASSERT_TRUE(m_project.work());
    EXPECT_EQ(m_project.read(id).state, m_project.state(id));
    EXPECT_EQ(m_project.losses(id).size(), 5u);
    EXPECT_TRUE(m_project.read(id).exit.has_value());
    EXPECT_TRUE(findings().empty());
}

TEST_F(CrashTest, AnIndexThatMissedEventsCatchesUp)
{
    const RunId id = m_project.add("run", "steps=5");
    ASSERT_TRUE(m_project.work());
    std::ofstream(folder(id).eventsFile(), std::ios::app)
        << run::toLine({.seq = 100, .attempt = 1, .step = 6, .t = 9, .payload = run::SeriesEvent{{{"train_loss", 1}}}})
        << "\n{\"torn";
    ASSERT_EQ(findings().size(), 1u);
    EXPECT_THAT(findings()[0].what, HasSubstr("events of run " + id.text));
    ASSERT_TRUE(m_project.work());
    EXPECT_EQ(m_project.losses(id).size(), 6u);
    EXPECT_TRUE(findings().empty()) << "a torn tail is nothing that the index lacks";
}

TEST_F(CrashTest, ARunWhoseFolderIsInTheTrashAlreadyLeavesTheIndex)
{
    const RunId id = m_project.add("run", "");
    const OldIndex old(m_project);
    ASSERT_TRUE(m_project.ask(Action::remove, {id}));
    old.putBack();
    ASSERT_EQ(findings().size(), 1u);
    EXPECT_THAT(findings()[0].what, HasSubstr("which has no folder"));
    ASSERT_TRUE(m_project.work());
    EXPECT_EQ(store::RunReader::open(m_project.project.databaseFile()).value().count({}).value(), 0);
}

TEST_F(CrashTest, ARunThatTheIndexDoesNotKnowIsPutIn)
{
    const OldIndex old(m_project);
    const RunId id = m_project.add("run", "steps=4");
    old.putBack();
    ASSERT_EQ(findings().size(), 1u);
    EXPECT_THAT(findings()[0].what, HasSubstr("does not know run " + id.text));
    ASSERT_TRUE(m_project.work());
    EXPECT_EQ(m_project.losses(id).size(), 4u);
}

/// One of several processes that add runs while schedulers come and go: the ids that it was given, in a file.
void addRuns(const test::ScheduledProject& project, int runs, const fs::path& file)
{
    std::ofstream ids(file);
    for (int i = 0; i < runs; ++i) {
        run::RunSpec spec;
        spec.name = "run";
        Request request;
        request.specs = {toJson(spec)};
        Result<Reply> reply = project.submit(request);
        while (!reply && reply.error().kind == ErrorKind::busy) {
            reply = project.submit(request);
        }
        ids << (reply ? reply->runs.at(0).text : reply.error().message) << '\n';
    }
}

TEST_F(CrashTest, NoEditIsLostOrDoneTwiceWhileSchedulersComeAndGo)
{
    constexpr int processes = 4;
    constexpr int runsEach = 8;
    const test::TemporaryFolder told;
    std::vector<int> children;
    for (int i = 0; i < processes; ++i) {
        children.push_back(::fork());
        if (children.back() == 0) {
            addRuns(m_project, runsEach, told / std::to_string(i));
            ::_exit(0);
        }
    }
    for (const int child : children) {
        while (::waitpid(child, nullptr, WNOHANG) == 0) {
            // `busy` where somebody's edit was first.
            static_cast<void>(m_project.work());
        }
    }
    ASSERT_TRUE(m_project.work());
    std::vector<RunId> ids;
    for (int i = 0; i < processes; ++i) {
        std::ifstream file(told / std::to_string(i));
        for (std::string id; std::getline(file, id);) {
            ids.push_back({id});
        }
    }
    std::sort(ids.begin(), ids.end());
    EXPECT_EQ(ids.size(), static_cast<std::size_t>(processes * runsEach));
    EXPECT_EQ(m_project.project.runIds().value(), ids);
    EXPECT_TRUE(findings().empty());
    for (const RunId& id : ids) {
        EXPECT_EQ(m_project.state(id).state, RunState::succeeded);
    }
}

} // namespace rxwatt::schedule
