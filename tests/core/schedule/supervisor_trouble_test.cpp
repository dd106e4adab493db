// SPDX-License-Identifier: GPL-3.0-or-later
// What cannot be read or written: the project, or one run of it.
#include "tests/core/schedule/supervisor_fixture.h"

namespace rxwatt::schedule
{

namespace fs = std::filesystem;
using run::RunState;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

/// An index that cannot take events in for a while.
class FailingJournal final : public run::RunJournal
{
public:
    FailingJournal(std::unique_ptr<run::RunJournal> journal, int failures)
        : m_journal(std::move(journal)), m_failures(failures)
    {
    }

    Status putRun(const RunId& id, const run::RunSpec& spec, const run::RunMeta& meta,
                  const run::StateRecord& state) override
    {
        return m_journal->putRun(id, spec, meta, state);
    }

    Status putState(const RunId& id, const run::StateRecord& state) override { return m_journal->putState(id, state); }

    Status putEvents(const RunId& id, std::span<const run::RunEvent> events, std::uint64_t nextOffset) override
    {
        return m_failures-- > 0 ? Status(fail(ErrorKind::storage, "runs.db: disk I/O error"))
                                : m_journal->putEvents(id, events, nextOffset);
    }

    Result<std::uint64_t> eventOffset(const RunId& id) override { return m_journal->eventOffset(id); }

    Status putExit(const RunId& id, const run::ExitRecord& exit) override { return m_journal->putExit(id, exit); }

    Status removeRun(const RunId& id) override { return m_journal->removeRun(id); }

    Result<std::map<RunId, run::IndexedRun>> runs() override { return m_journal->runs(); }

private:
    std::unique_ptr<run::RunJournal> m_journal;
    int m_failures;
};

class TroubleTest : public SupervisorTest
{
protected:
    void failEvents(int times)
    {
        m_project.wrapJournal = [times](std::unique_ptr<run::RunJournal> journal) -> std::unique_ptr<run::RunJournal> {
            return std::make_unique<FailingJournal>(std::move(journal), times);
        };
    }

    [[nodiscard]] fs::path folder(const RunId& id) const { return m_project.project.runFolder(id).path(); }

    [[nodiscard]] bool wasBlocked() const
    {
        return std::any_of(m_project.notes.warnings.begin(), m_project.notes.warnings.end(),
                           [](const std::string& warning) {
                               return warning.find("until the project can be written to") != std::string::npos;
                           });
    }
};

TEST_F(TroubleTest, AFailureOfTheIndexThatPassesStopsTheQueueForAMomentOnly)
{
    const RunId first = m_project.add("first", "steps=40 step_ms=20");
    const RunId second = m_project.add("second", "steps=2");
    failEvents(1);
    const auto summary = m_project.work();
    ASSERT_TRUE(summary) << summary.error().message;
    EXPECT_TRUE(wasBlocked());
    EXPECT_EQ(summary->succeeded, 2);
    EXPECT_EQ(m_project.losses(first).size(), 40u);
    EXPECT_EQ(m_project.read(second).state.state, RunState::succeeded);
}

TEST_F(TroubleTest, NamedRunsAreNotWaitedForOnAFullDiskForEver)
{
    const RunId id = m_project.add("run", "steps=2");
    failEvents(1'000'000);
    const auto summary = m_project.work({.only = {id}, .blockedPatience = base::Seconds{1}});
    ASSERT_FALSE(summary);
    EXPECT_THAT(summary.error().message, HasSubstr("disk I/O error"));
}

TEST_F(TroubleTest, AQueuedRunWhoseFolderVanishesIsForgottenAndTheOthersGoOn)
{
    const RunId first = m_project.add("first", "steps=30 step_ms=10");
    const RunId gone = m_project.add("gone", "");
    const RunId last = m_project.add("last", "");
    const auto summary = workWhile({}, [&] {
        ASSERT_TRUE(m_project.reaches(first, RunState::running));
        fs::remove_all(folder(gone));
        EXPECT_TRUE(m_project.reaches(last, RunState::succeeded));
    });
    ASSERT_TRUE(summary);
    EXPECT_EQ(summary->succeeded, 2);
    EXPECT_EQ(summary->failed, 0);
    EXPECT_FALSE(wasBlocked());
    EXPECT_THAT(m_project.notes.warnings, Contains(HasSubstr(gone.text + " is out of the queue")));
    EXPECT_EQ(store::RunReader::open(m_project.project.databaseFile()).value().count({}).value(), 2);
}

TEST_F(TroubleTest, ARunWhoseStateCannotBeWrittenFailsAlone)
{
    const RunId first = m_project.add("first", "steps=30 step_ms=10");
    const RunId bad = m_project.add("bad", "");
    const RunId last = m_project.add("last", "");
    const auto summary = workWhile({}, [&] {
        ASSERT_TRUE(m_project.reaches(first, RunState::running));
        fs::remove(folder(bad) / "state.json");
        fs::create_directory(folder(bad) / "state.json");
        EXPECT_TRUE(m_project.reaches(last, RunState::succeeded));
    });
    ASSERT_TRUE(summary);
    EXPECT_EQ(summary->succeeded, 2);
    EXPECT_EQ(summary->failed, 1);
    EXPECT_FALSE(wasBlocked());
    EXPECT_THAT(m_project.notes.warnings, ElementsAre(testing::AllOf(HasSubstr(bad.text), HasSubstr("state.json"))));
}

TEST_F(TroubleTest, EventsThatCannotBeReadAreToldOnceAndStopNothing)
{
    const RunId bad = m_project.add("bad", "");
    const RunId good = m_project.add("good", "");
    fs::create_directory(folder(bad) / "events.jsonl");
    const auto summary = m_project.work();
    ASSERT_TRUE(summary) << summary.error().message;
    EXPECT_EQ(m_project.state(good).state, RunState::succeeded);
    EXPECT_EQ(m_project.state(bad).state, RunState::failed);
    EXPECT_FALSE(wasBlocked());
    EXPECT_EQ(
        std::count_if(m_project.notes.warnings.begin(), m_project.notes.warnings.end(),
                      [](const std::string& warning) { return warning.find("events.jsonl") != std::string::npos; }),
        1);
}

TEST_F(TroubleTest, ALogThatCannotBeWrittenFailsItsRunAndNotTheQueue)
{
    const RunId bad = m_project.add("bad", "");
    const RunId good = m_project.add("good", "");
    fs::create_directory(folder(bad) / "worker.log");
    const auto summary = m_project.work();
    ASSERT_TRUE(summary);
    EXPECT_EQ(summary->pausedReason, std::nullopt);
    EXPECT_EQ(m_project.state(good).state, RunState::succeeded);
    EXPECT_EQ(m_project.state(bad).state, RunState::failed);
    EXPECT_THAT(*m_project.state(bad).reason, HasSubstr("worker.log"));
    EXPECT_FALSE(wasBlocked());
}

} // namespace rxwatt::schedule
