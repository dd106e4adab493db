// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_reader.h"
#include "core/store/sqlite_journal.h"
#include "tests/core/store/sample_runs.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <sys/stat.h>
#include <unistd.h>

namespace rxwatt::store
{

using run::RunState;
using test::metaNamed;
using test::smallSpec;
using test::stateRecord;

class RunReaderTest : public testing::Test
{
protected:
    RunReaderTest()
    {
        m_journal = SqliteJournal::create(file()).value();
        addRun("Alpha student", RunState::succeeded, "2026-01-03T00:00:00Z");
        addRun("beta student", RunState::failed, "2026-01-01T00:00:00Z");
        addRun("gamma", RunState::queued, "2026-01-02T00:00:00Z");
    }

    [[nodiscard]] std::filesystem::path file() const { return m_folder / "runs.db"; }

    void addRun(const std::string& name, RunState state, const std::string& createdAt)
    {
        run::RunMeta meta = metaNamed(name);
        meta.starred = name == "gamma";
        if (meta.starred) {
            meta.tags = {"one", "two"};
        }
        ASSERT_TRUE(m_journal->putRun(base::makeRunId(), smallSpec(name), meta, stateRecord(state, createdAt)));
    }

    [[nodiscard]] std::vector<std::string> names(const RunQuery& query) const
    {
        std::vector<std::string> found;
        const std::vector<RunSummary> runs = RunReader::open(file()).value().list(query).value();
        for (const RunSummary& run : runs) {
            found.push_back(run.name);
        }
        return found;
    }

    using Names = std::vector<std::string>;

    test::TemporaryFolder m_folder;
    std::unique_ptr<SqliteJournal> m_journal;
};

TEST_F(RunReaderTest, ListsByCreation)
{
    EXPECT_EQ(names({}), (Names{"beta student", "gamma", "Alpha student"}));
    EXPECT_EQ(names({.descending = true}), (Names{"Alpha student", "gamma", "beta student"}));
}

TEST_F(RunReaderTest, Filters)
{
    EXPECT_EQ(names({.states = {RunState::failed, RunState::queued}}), (Names{"beta student", "gamma"}));
    EXPECT_EQ(names({.kind = run::RunKind::evaluate}), Names{});
    EXPECT_EQ(names({.nameContains = "STUDENT"}), (Names{"beta student", "Alpha student"}));
    EXPECT_EQ(names({.nameContains = "%"}), Names{});
    EXPECT_EQ(names({.tag = "two"}), Names{"gamma"});
    EXPECT_EQ(names({.onlyStarred = true}), Names{"gamma"});
    EXPECT_EQ(names({.states = {RunState::failed}, .nameContains = "student"}), Names{"beta student"});
}

TEST_F(RunReaderTest, FindsPartsOfNamesAsTheyAreWritten)
{
    addRun("50% wider_net\\2", RunState::queued, "2026-01-04T00:00:00Z");
    for (const char* part : {"0% w", "R_N", "\\2", "50% WIDER_NET\\2"}) {
        EXPECT_EQ(names({.nameContains = part}), Names{"50% wider_net\\2"}) << part;
    }
    for (const char* part : {"5%w", "wider_n_t", "\\\\", "50% wider_net\\22"}) {
        EXPECT_EQ(names({.nameContains = part}), Names{}) << part;
    }
    EXPECT_EQ(names({.nameContains = std::string(100'000, 'a')}), Names{});
}

TEST_F(RunReaderTest, FindsWholeTagsOnly)
{
    for (const char* tag : {"on", "ne", "one\ntwo", "\n", "ONE", "[\"one\"", ","}) {
        EXPECT_EQ(names({.tag = tag}), Names{}) << tag;
        EXPECT_EQ(RunReader::open(file()).value().count({.tag = tag}).value(), 0) << tag;
    }
    EXPECT_EQ(names({.tag = "one"}), Names{"gamma"});
    const auto runs = RunReader::open(file()).value().list({.tag = "two"}).value();
    EXPECT_EQ(runs.at(0).tags, (std::vector<std::string>{"one", "two"}));
}

TEST_F(RunReaderTest, RefusesTagsThatCannotBeTold)
{
    run::RunMeta meta = metaNamed("run");
    meta.tags = {"one\ntwo"};
    const Status put = m_journal->putRun(base::makeRunId(), smallSpec("run"), meta, stateRecord(RunState::queued));
    ASSERT_FALSE(put);
    EXPECT_EQ(put.error().kind, ErrorKind::badInput);
}

TEST_F(RunReaderTest, GivesTheIdsThatATableScrollsOver)
{
    const auto reader = RunReader::open(file()).value();
    for (const RunQuery& query :
         {RunQuery{.sort = RunSort::name, .descending = true}, RunQuery{.sort = RunSort::started},
          RunQuery{.nameContains = "student", .sort = RunSort::created},
          RunQuery{.sort = RunSort::duration, .limit = 2}, RunQuery{.onlyStarred = true},
          RunQuery{.sort = RunSort::name, .limit = 2, .offset = 1},
          RunQuery{.nameContains = "a", .sort = RunSort::name, .limit = 9, .offset = 2}}) {
        const std::vector<RunId> ids = reader.ids(query).value();
        const std::vector<RunSummary> runs = reader.list(query).value();
        EXPECT_EQ(reader.summaries(ids).value(), runs);
        EXPECT_EQ(ids.size(), runs.size());
    }
    std::vector<RunId> ids = reader.ids({.sort = RunSort::name}).value();
    ids.insert(ids.begin() + 1, RunId{"000000000000"});
    EXPECT_EQ(reader.summaries(ids).value(), reader.list(RunQuery{.sort = RunSort::name}).value());
}

TEST_F(RunReaderTest, SortsLongNamesByAllOfTheirLetters)
{
    const std::string beginning(40, 'z');
    addRun(beginning + "b", RunState::queued, "2026-01-04T00:00:00Z");
    addRun(beginning, RunState::queued, "2026-01-05T00:00:00Z");
    addRun(beginning + "a", RunState::queued, "2026-01-06T00:00:00Z");
    addRun(std::string(24, 'z'), RunState::queued, "2026-01-07T00:00:00Z");
    const Names expected = {std::string(24, 'z'), beginning, beginning + "a", beginning + "b"};
    EXPECT_EQ(names({.nameContains = "zz", .sort = RunSort::name}), expected);
    EXPECT_EQ(names({.nameContains = "zz", .sort = RunSort::name, .descending = true}),
              Names(expected.rbegin(), expected.rend()));
    EXPECT_EQ(names({.nameContains = "zz", .sort = RunSort::name, .limit = 2, .offset = 1}),
              (Names{expected[1], expected[2]}));
}

TEST_F(RunReaderTest, TellsTheSizeOfARunsOwnModelOnly)
{
    run::RunSpec spec = smallSpec("judge");
    spec.kind = run::RunKind::evaluate;
    spec.weights = {{"file.safetensors"}};
    ASSERT_TRUE(m_journal->putRun(base::makeRunId(), spec, metaNamed("judge"), stateRecord(RunState::queued)));
    const auto reader = RunReader::open(file()).value();
    const RunSummary judge = reader.list({.kind = run::RunKind::evaluate}).value().at(0);
    EXPECT_FALSE(judge.parameters || judge.macsPerSlot || judge.expectedSteps);
    const RunSummary trained = reader.list({.nameContains = "gamma"}).value().at(0);
    EXPECT_EQ(trained.parameters, 1'232'776);
    EXPECT_GT(trained.macsPerSlot.value_or(0), 5'000'000'000);
}

TEST_F(RunReaderTest, GivesOverviewsOfManyRunsAsItReadsEach)
{
    const auto reader = RunReader::open(file()).value();
    const RunId id = reader.list({.nameContains = "beta"}).value().at(0).id;
    test::EventMaker make;
    const std::vector<run::RunEvent> events = {
        make.make(0, run::StartedEvent{"1", "2", "cpu", "host", "cpu", "blas", 2, 0, true}),
        make.make(0, run::PhaseEvent{run::Phase::training}), make.point("lmmse", 0, 100, 1),
        make.point("lmmse", 10, 100, 0), make.point("model", 0, 100, 1)};
    ASSERT_TRUE(m_journal->putEvents(id, events, 1));
    const auto runs = reader.overviews({.sort = RunSort::name, .descending = true}, CurveParts::points).value();
    ASSERT_EQ(runs.size(), 3U);
    for (const RunOverview& run : runs) {
        const RunDetails whole = reader.read(run.summary.id).value();
        EXPECT_EQ(run.summary, whole.summary);
        EXPECT_EQ(run.notes, whole.meta.notes);
        EXPECT_EQ(run.started, whole.started);
        EXPECT_EQ(run.berCurves, whole.berCurves);
        EXPECT_EQ(run.phases, whole.phases);
    }
    EXPECT_EQ(runs[1].summary.id, id);
    EXPECT_EQ(runs[1].started->threads, 2);
    ASSERT_EQ(runs[1].berCurves.size(), 2U);
    EXPECT_EQ(runs[1].berCurves[0].receiver, "model");
    EXPECT_EQ(runs[1].berCurves[1].points.size(), 2U);
    const auto named = reader.overviews({.nameContains = "beta"}, CurveParts::names).value();
    ASSERT_EQ(named.at(0).berCurves.size(), 2U);
    EXPECT_EQ(named[0].berCurves[0].receiver, "model");
    EXPECT_TRUE(named[0].berCurves[1].points.empty());
}

TEST_F(RunReaderTest, GivesWhatSeriesHaveGrownBy)
{
    const auto reader = RunReader::open(file()).value();
    const RunId id = reader.list({.nameContains = "gamma"}).value().at(0).id;
    test::EventMaker make;
    ASSERT_TRUE(m_journal->putEvents(
        id, std::vector{make.series(1, "loss", 3), make.series(2, "loss", 2), make.series(2, "rate", 0.5)}, 1));
    const auto after = [&](const std::vector<std::string>& names, std::int64_t step) {
        return reader.seriesAfter(id, names, step).value();
    };
    const SeriesPoints all = {{"loss", {{1, 3, 0.5}, {2, 2, 1}}}, {"rate", {{2, 0.5, 1.5}}}};
    EXPECT_EQ(after({}, -1), all);
    EXPECT_EQ(after({"loss", "no such", "loss"}, 1), (SeriesPoints{{"loss", {{2, 2, 1}}}}));
    EXPECT_EQ(after({}, 2), SeriesPoints{});
    EXPECT_FALSE(reader.seriesAfter(RunId{"000000000000"}, {}, 0));
}

TEST_F(RunReaderTest, GivesPagesAndCountsAll)
{
    const RunQuery page{.sort = RunSort::name, .limit = 1, .offset = 1};
    EXPECT_EQ(names(page), Names{"beta student"});
    EXPECT_EQ(RunReader::open(file()).value().count(page).value(), 3);
}

TEST_F(RunReaderTest, RunsWithoutAValueSortLast)
{
    const auto reader = RunReader::open(file()).value();
    test::EventMaker make;
    const RunId scored = reader.list({.nameContains = "gamma"}).value().at(0).id;
    ASSERT_TRUE(
        m_journal->putEvents(scored, std::vector{make.point("model", 0, 100, 1), make.point("model", 10, 100, 1)}, 1));
    for (const bool descending : {false, true}) {
        EXPECT_EQ(names({.sort = RunSort::geometricMeanBer, .descending = descending}).front(), "gamma");
    }
}

TEST_F(RunReaderTest, APointWithoutBitsMakesNoGeometricMean)
{
    const auto reader = RunReader::open(file()).value();
    const RunId id = reader.list({.nameContains = "gamma"}).value().at(0).id;
    test::EventMaker make;
    run::BerPointEvent empty{"model", "16QAM", 1, "", {}};
    ASSERT_TRUE(m_journal->putEvents(id, std::vector{make.point("model", 10, 100, 1), make.make(1, empty)}, 1));
    EXPECT_FALSE(reader.list({.nameContains = "gamma"}).value().at(0).geometricMeanBer);
}

TEST_F(RunReaderTest, SortsWholeListsAsItSortsPages)
{
    const auto reader = RunReader::open(file()).value();
    test::EventMaker make;
    const RunId scored = reader.list({.nameContains = "beta"}).value().at(0).id;
    ASSERT_TRUE(
        m_journal->putEvents(scored, std::vector{make.point("model", 0, 100, 1), make.point("model", 10, 100, 1)}, 1));
    const RunId measured = reader.list({.nameContains = "gamma"}).value().at(0).id;
    ASSERT_TRUE(m_journal->putEvents(measured, std::vector{test::EventMaker().energy(10, 0.5)}, 1));
    run::StateRecord state = stateRecord(RunState::failed);
    state.startedAt = "2026-01-05T00:00:00Z";
    ASSERT_TRUE(m_journal->putState(scored, state));
    for (int i = 0; i < 8; ++i) { // equals, which their ids put in order
        addRun("beta student", RunState::failed, "2026-01-01T00:00:00Z");
    }
    for (int sort = 0; sort <= static_cast<int>(RunSort::setting); ++sort) {
        for (const bool descending : {false, true}) {
            RunQuery query{
                .sort = static_cast<RunSort>(sort), .sortSetting = "training.steps", .descending = descending};
            const auto whole = reader.list(query).value();
            query.limit = 100;
            EXPECT_EQ(whole, reader.list(query).value()) << "sort " << sort << " descending " << descending;
        }
    }
}

TEST_F(RunReaderTest, GivesTheNamesOfAllRuns)
{
    const auto found = RunReader::open(file()).value().names().value();
    ASSERT_EQ(found.size(), 3u);
    EXPECT_EQ(found[0].name, "beta student");
    EXPECT_EQ(found[0].kind, run::RunKind::train);
    EXPECT_EQ(found[0].state, RunState::failed);
    EXPECT_TRUE(base::isRunId(found[0].id.text));
}

TEST_F(RunReaderTest, SeesWhatAWriterWritesMeanwhile)
{
    const auto reader = RunReader::open(file()).value();
    ASSERT_EQ(reader.count({}).value(), 3);
    addRun("delta", RunState::queued, "2026-01-04T00:00:00Z");
    EXPECT_EQ(reader.count({}).value(), 4);
}

/// Acts as a user who may not write, since root may write anywhere.
class WithoutRights
{
public:
    WithoutRights()
    {
        if (geteuid() == 0) {
            m_changed = seteuid(65534) == 0;
        }
    }

    WithoutRights(const WithoutRights&) = delete;
    WithoutRights& operator=(const WithoutRights&) = delete;

    ~WithoutRights()
    {
        if (m_changed && seteuid(0) != 0) {
            std::abort();
        }
    }

private:
    bool m_changed = false;
};

TEST_F(RunReaderTest, ReadsInAReadOnlyFolderWhereNoLogIsLeft)
{
    m_journal.reset();
    ASSERT_EQ(chmod(m_folder.path().c_str(), 0555), 0);
    {
        const WithoutRights nobody;
        const auto reader = RunReader::open(file());
        ASSERT_TRUE(reader) << reader.error().message;
        EXPECT_EQ(reader->count({}).value(), 3);
        EXPECT_FALSE(SqliteJournal::open(file()));
    }
    ASSERT_EQ(chmod(m_folder.path().c_str(), 0755), 0);
}

TEST_F(RunReaderTest, SaysWhatToDoWhereAReadOnlyFolderHoldsALog)
{
    // A copy that was made while a writer had the project open.
    test::TemporaryFolder copy;
    for (const char* suffix : {"", "-wal"}) {
        std::filesystem::copy_file(file().string() + suffix, (copy / "runs.db").string() + suffix);
    }
    ASSERT_EQ(chmod(copy.path().c_str(), 0555), 0);
    {
        const WithoutRights nobody;
        const auto reader = RunReader::open(copy / "runs.db");
        ASSERT_FALSE(reader);
        EXPECT_NE(reader.error().message.find("runs.db-wal"), std::string::npos) << reader.error().message;
    }
    ASSERT_EQ(chmod(copy.path().c_str(), 0755), 0);
}

} // namespace rxwatt::store
