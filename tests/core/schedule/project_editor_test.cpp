// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/check.h"
#include "tests/core/schedule/scheduled_project.h"
#include "tests/core/store/index_dump.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace rxwatt::schedule
{

namespace fs = std::filesystem;
using run::RunState;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class EditTest : public testing::Test
{
protected:
    [[nodiscard]] std::size_t runsOnDisk() const { return m_project.project.runIds().value().size(); }

    [[nodiscard]] run::RunFolder folder(const RunId& id) const { return m_project.project.runFolder(id); }

    test::ScheduledProject m_project;
};

TEST_F(EditTest, AddsRunsInTheirOrder)
{
    Request request;
    for (const char* name : {"one", "two", "three"}) {
        run::RunSpec spec;
        spec.name = name;
        request.specs.push_back(toJson(spec));
    }
    const auto reply = m_project.submit(request);
    ASSERT_TRUE(reply) << reply.error().message;
    ASSERT_EQ(reply->runs.size(), 3u);
    EXPECT_LT(m_project.state(reply->runs[0]).order, m_project.state(reply->runs[1]).order);
    EXPECT_LT(m_project.state(reply->runs[1]).order, m_project.state(reply->runs[2]).order);
    EXPECT_EQ(m_project.read(reply->runs[2]).summary.name, "three");
    EXPECT_EQ(m_project.read(reply->runs[2]).state, m_project.state(reply->runs[2]));
}

TEST_F(EditTest, AddsAllOrNone)
{
    Request request;
    run::RunSpec good;
    good.name = "good";
    Json bad = toJson(good);
    bad["seed"] = "many";
    request.specs = {toJson(good), bad};
    const auto reply = m_project.submit(request);
    ASSERT_FALSE(reply);
    EXPECT_EQ(reply.error().kind, ErrorKind::badInput);
    EXPECT_THAT(reply.error().message, HasSubstr("specs[1]"));
    EXPECT_THAT(reply.error().message, HasSubstr("seed"));
    EXPECT_EQ(runsOnDisk(), 0u);
}

TEST_F(EditTest, AnEvaluationWaitsFromTheStart)
{
    const RunId teacher = m_project.add("teacher", "");
    run::RunSpec spec;
    spec.name = "judge";
    spec.kind = run::RunKind::evaluate;
    spec.weights = {{teacher.text}};
    Request request;
    request.specs = {toJson(spec)};
    const RunId judge = m_project.submit(request).value().runs.at(0);
    EXPECT_EQ(m_project.state(judge).state, RunState::waiting);
    EXPECT_EQ(m_project.read(judge).summary.state, RunState::waiting);
    ASSERT_TRUE(m_project.work());
    EXPECT_EQ(m_project.state(judge).state, RunState::succeeded);
    EXPECT_LE(m_project.state(teacher).finishedAt, m_project.state(judge).startedAt);
}

TEST_F(EditTest, EditsWithoutASchedulerReachFilesAndIndex)
{
    const RunId id = m_project.add("run", "");
    for (const auto& [action, state] :
         {std::pair(Action::pause, RunState::paused), std::pair(Action::resume, RunState::queued),
          std::pair(Action::cancel, RunState::cancelled), std::pair(Action::retry, RunState::queued)}) {
        const auto reply = m_project.ask(action, {id});
        ASSERT_TRUE(reply) << reply.error().message;
        EXPECT_THAT(reply->refusals, IsEmpty());
        EXPECT_EQ(m_project.state(id).state, state);
        EXPECT_EQ(m_project.read(id).state, m_project.state(id));
    }
}

TEST_F(EditTest, RefusesRunByRunAndDoesTheRest)
{
    const RunId id = m_project.add("run", "");
    const RunId unknown{"bbbbbbbbbbb1"};
    const auto reply = m_project.ask(Action::pause, {unknown, id});
    ASSERT_TRUE(reply);
    EXPECT_THAT(reply->runs, ElementsAre(id));
    ASSERT_EQ(reply->refusals.size(), 1u);
    EXPECT_EQ(reply->refusals[0].run, unknown);
    EXPECT_EQ(reply->refusals[0].error.kind, ErrorKind::notFound);
}

TEST_F(EditTest, RemovesToTheTrash)
{
    const RunId id = m_project.add("run", "");
    ASSERT_TRUE(m_project.ask(Action::remove, {id}));
    EXPECT_EQ(runsOnDisk(), 0u);
    const run::RunFolder trashed(m_project.project.trashFolder() / id.text);
    EXPECT_TRUE(trashed.readMeta().value().trashed);
    EXPECT_EQ(store::RunReader::open(m_project.project.databaseFile()).value().count({}).value(), 0);
}

TEST_F(EditTest, StartsOverWithTheOldResultsSetAside)
{
    const RunId id = m_project.add("run", "steps=4\nsteps=3");
    ASSERT_TRUE(m_project.work());
    ASSERT_TRUE(m_project.ask(Action::retryFresh, {id}));
    EXPECT_FALSE(fs::exists(folder(id).eventsFile()));
    EXPECT_TRUE(fs::exists(folder(id).path() / "previous" / "1" / "events.jsonl"));
    EXPECT_EQ(m_project.read(id).events, 0);
    EXPECT_EQ(m_project.read(id).exit, std::nullopt);
    fs::copy_file(folder(id).path() / "previous" / "1" / "fake.txt", folder(id).path() / "fake.txt");
    ASSERT_TRUE(m_project.work());
    EXPECT_EQ(m_project.losses(id).size(), 3u);
}

TEST_F(EditTest, ChangesNotes)
{
    const RunId id = m_project.add("run", "");
    Request request;
    request.action = Action::setMeta;
    request.runs = {id};
    request.meta.name = "better name";
    request.meta.starred = true;
    request.meta.archived = true;
    ASSERT_TRUE(m_project.submit(request));
    EXPECT_EQ(folder(id).readMeta().value().name, "better name");
    EXPECT_EQ(m_project.read(id).summary.name, "better name");
    EXPECT_TRUE(m_project.read(id).summary.starred);
    EXPECT_TRUE(m_project.read(id).summary.archived);
    request.meta.name = "bad\nname";
    const auto refused = m_project.submit(request);
    ASSERT_TRUE(refused);
    EXPECT_EQ(refused->refusals.size(), 1u);
    EXPECT_EQ(folder(id).readMeta().value().name, "better name");
}

TEST_F(EditTest, NotesThatCouldNotBeReadBackAreRefused)
{
    const RunId id = m_project.add("run", "");
    Request request;
    request.action = Action::setMeta;
    request.runs = {id};
    for (const std::vector<std::string>& tags :
         {std::vector<std::string>{"bad\ntag"}, std::vector<std::string>(101, "tag"), std::vector<std::string>{""}}) {
        request.meta.tags = tags;
        const auto refused = m_project.submit(request);
        ASSERT_TRUE(refused);
        ASSERT_EQ(refused->refusals.size(), 1u);
        EXPECT_THAT(refused->refusals[0].error.message, HasSubstr("$.tags"));
        EXPECT_TRUE(folder(id).readMeta()) << "the old notes are there";
    }
}

TEST_F(EditTest, AnEditKnowsAllThatARunDependsOn)
{
    const RunId first = m_project.add("first", "");
    ASSERT_TRUE(m_project.ask(Action::pause, {first}));
    std::vector<RunId> chain = {first};
    for (const char* name : {"second", "third"}) {
        run::RunSpec spec;
        spec.name = name;
        spec.kind = run::RunKind::evaluate;
        spec.weights = {{chain.back().text}};
        Request request;
        request.specs = {toJson(spec)};
        chain.push_back(m_project.submit(request).value().runs.at(0));
    }
    ASSERT_TRUE(m_project.ask(Action::pause, {chain[2]}));
    EXPECT_EQ(m_project.state(chain[1]).state, RunState::waiting);
    EXPECT_THAT(*m_project.state(chain[1]).reason, HasSubstr("which is paused"));
}

TEST_F(EditTest, PausesAndResumesTheQueue)
{
    const RunId id = m_project.add("run", "");
    ASSERT_TRUE(m_project.ask(Action::pauseQueue, {}));
    ASSERT_TRUE(m_project.work({.untilEmpty = true, .resumeQueue = false}));
    EXPECT_EQ(m_project.state(id).state, RunState::queued);
    ASSERT_TRUE(m_project.ask(Action::resumeQueue, {}));
    ASSERT_TRUE(m_project.work({.untilEmpty = true, .resumeQueue = false}));
    EXPECT_EQ(m_project.state(id).state, RunState::succeeded);
}

TEST_F(EditTest, SaysWhoHoldsTheProjectWhereNobodyAnswers)
{
    const RunId id = m_project.add("run", "");
    const auto lock = lockProject(m_project.project, "scheduler");
    ASSERT_TRUE(lock);
    const auto reply = m_project.ask(Action::cancel, {id});
    ASSERT_FALSE(reply);
    EXPECT_EQ(reply.error().kind, ErrorKind::busy);
    EXPECT_THAT(reply.error().message, HasSubstr("the scheduler (process"));
    EXPECT_THAT(reply.error().message, HasSubstr("nothing was changed"));
    EXPECT_TRUE(fs::is_empty(m_project.project.requestsFolder())) << "the request was withdrawn";
}

class CheckTest : public EditTest
{
protected:
    /// A project with runs in many states.
    void fill()
    {
        const RunId paused = m_project.add("paused", "");
        ASSERT_TRUE(m_project.ask(Action::pause, {paused}));
        m_project.add("crashing", "steps=6 crash_at=3 torn=1\nsteps=6");
        m_project.add("failing", "fail_at=2");
        m_project.add("good", "steps=50");
        m_project.add("failing, then crashing", "fail_at=2\ncrash_at=3");
        ASSERT_TRUE(m_project.work());
        const std::vector<store::RunName> runs =
            store::RunReader::open(m_project.project.databaseFile()).value().names().value();
        for (const store::RunName& run : runs) {
            if (run.name == "failing, then crashing") {
                ASSERT_TRUE(m_project.ask(Action::retry, {run.id}));
            }
        }
        ASSERT_TRUE(m_project.work());
    }

    [[nodiscard]] std::vector<std::string> findings() const
    {
        std::vector<std::string> texts;
        const std::vector<Finding> found = checkProject(m_project.project).value();
        for (const Finding& finding : found) {
            texts.push_back(std::string(nameOf(finding.severity)) + " " + finding.where + ": " + finding.what);
        }
        return texts;
    }
};

TEST_F(CheckTest, ARebuiltIndexEqualsTheOriginal)
{
    fill();
    const fs::path database = m_project.project.databaseFile();
    const std::string original = test::dumpIndex(database);
    std::ofstream(database, std::ios::trunc) << "torn";
    std::vector<Finding> left;
    const Status rebuilt = store::replaceDatabase(database, [&](run::RunJournal& journal) -> Status {
        RXWATT_ASSIGN(left, fillJournal(m_project.project, journal));
        return {};
    });
    ASSERT_TRUE(rebuilt) << rebuilt.error().message;
    EXPECT_THAT(left, IsEmpty());
    EXPECT_GT(original.size(), 10000u);
    EXPECT_EQ(test::dumpIndex(database), original);
}

TEST_F(CheckTest, FindsNothingInASoundProject)
{
    fill();
    EXPECT_THAT(findings(), IsEmpty());
}

TEST_F(CheckTest, FindsWhatIsWrong)
{
    const RunId id = m_project.add("run", "steps=3");
    ASSERT_TRUE(m_project.work());
    const run::RunFolder run = folder(id);
    const std::string at = "runs/" + id.text + "/";
    std::ofstream(run.eventsFile(), std::ios::app) << "garbage\n{\"torn";
    std::ofstream(run.bestWeightsFile()) << "no tensors";
    std::ofstream(run.path() / ".rxwatt-abc.tmp") << "half";
    fs::remove(run.exitFile());
    fs::create_directory(m_project.project.runsFolder() / ".new-bbbbbbbbbbb1");
    std::ofstream(m_project.project.queueFile()) << "{";
    EXPECT_THAT(findings(),
                testing::UnorderedElementsAre(
                    HasSubstr("warning " + at + "events.jsonl: lines that cannot be read and are passed over: 1"),
                    HasSubstr("note " + at + "events.jsonl: ends with a torn line"),
                    HasSubstr("error " + at + "best.safetensors: "), HasSubstr("note " + at + ".rxwatt-abc.tmp: "),
                    HasSubstr("error " + at + "exit.json: does not say"), HasSubstr("warning runs/.new-bbbbbbbbbbb1: "),
                    HasSubstr("error queue.json: ")));
}

TEST_F(CheckTest, FindsAnIndexThatSaysOtherwiseThanTheFiles)
{
    const RunId id = m_project.add("run", "steps=3");
    ASSERT_TRUE(m_project.work());
    const auto inIndex = [&] {
        const auto reader = store::RunReader::open(m_project.project.databaseFile()).value();
        return checkIndex(m_project.project, reader.indexed().value()).value();
    };
    EXPECT_THAT(inIndex(), IsEmpty());
    run::StateRecord record = m_project.state(id);
    record.state = RunState::cancelled;
    ASSERT_TRUE(folder(id).writeState(record));
    ASSERT_EQ(inIndex().size(), 1u);
    EXPECT_EQ(inIndex()[0].severity, Severity::error);
    EXPECT_THAT(inIndex()[0].what, HasSubstr("says of run " + id.text));
}

TEST_F(CheckTest, FindsUnreadableRunsAndContradictions)
{
    const RunId unreadable = m_project.add("unreadable", "");
    const RunId gone = m_project.add("gone", "");
    std::ofstream(folder(unreadable).specFile()) << "[]";
    run::StateRecord record = m_project.state(gone);
    record.state = RunState::running;
    ASSERT_TRUE(folder(gone).writeState(record));
    EXPECT_THAT(findings(), testing::UnorderedElementsAre(HasSubstr("error runs/" + unreadable.text + "/spec.json"),
                                                          HasSubstr("its worker is gone")));
    const Status rebuilt =
        store::replaceDatabase(m_project.project.databaseFile(), [&](run::RunJournal& journal) -> Status {
            RXWATT_ASSIGN(const std::vector<Finding> left, fillJournal(m_project.project, journal));
            EXPECT_EQ(left.size(), 1u);
            return {};
        });
    EXPECT_TRUE(rebuilt);
}

TEST_F(EditTest, RestoresARunFromTheTrashWithAllThatItHad)
{
    const RunId id = m_project.add("run", "steps=3");
    ASSERT_TRUE(m_project.work());
    const store::RunDetails before = m_project.read(id);
    ASSERT_TRUE(m_project.ask(Action::remove, {id}));
    ASSERT_TRUE(m_project.ask(Action::restore, {id}));
    EXPECT_FALSE(folder(id).readMeta().value().trashed);
    const store::RunDetails after = m_project.read(id);
    EXPECT_EQ(after.summary, before.summary);
    EXPECT_EQ(after.series, before.series);
    EXPECT_EQ(after.exit, before.exit);
    EXPECT_EQ(after.state, before.state);
    const auto again = m_project.ask(Action::restore, {id});
    ASSERT_EQ(again.value().refusals.size(), 1u);
    EXPECT_THAT(again->refusals[0].error.message, HasSubstr("is not in the trash"));
}

TEST_F(EditTest, RestoresAQueuedRunPaused)
{
    const RunId id = m_project.add("run", "");
    ASSERT_TRUE(m_project.ask(Action::remove, {id}));
    ASSERT_TRUE(m_project.ask(Action::restore, {id, RunId{"bbbbbbbbbbb1"}}));
    EXPECT_EQ(m_project.state(id).state, RunState::paused);
    EXPECT_EQ(m_project.read(id).state, m_project.state(id));
}

TEST_F(EditTest, RestoresNothingWhereTheTrashHoldsNoRun)
{
    const RunId id{"bbbbbbbbbbb1"};
    fs::create_directories(m_project.project.trashFolder() / id.text);
    EXPECT_EQ(m_project.ask(Action::restore, {id}).value().refusals.size(), 1u);
    EXPECT_FALSE(fs::exists(folder(id).path()));
    const RunId link{"bbbbbbbbbbb2"};
    fs::create_directory_symlink(m_project.project.path(), m_project.project.trashFolder() / link.text);
    EXPECT_EQ(m_project.ask(Action::restore, {link}).value().refusals.size(), 1u);
}

TEST_F(EditTest, ReordersWithoutAScheduler)
{
    const RunId first = m_project.add("first", "");
    const RunId second = m_project.add("second", "");
    const RunId third = m_project.add("third", "");
    Request request;
    request.action = Action::reorder;
    request.runs = {third};
    request.before = second;
    ASSERT_TRUE(m_project.submit(request));
    EXPECT_LT(m_project.state(first).order, m_project.state(third).order);
    EXPECT_LT(m_project.state(third).order, m_project.state(second).order);
    EXPECT_EQ(m_project.read(third).summary.order, m_project.state(third).order);
    request.before = third;
    const auto refused = m_project.submit(request);
    ASSERT_FALSE(refused);
    EXPECT_THAT(refused.error().message, HasSubstr("in front of itself"));
    request.before = {};
    request.runs = {first, RunId{"bbbbbbbbbbb1"}};
    EXPECT_EQ(m_project.submit(request).value().refusals.size(), 1u);
    EXPECT_LT(m_project.state(second).order, m_project.state(first).order);
}

} // namespace rxwatt::schedule
