// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_reader.h"
#include "core/store/sqlite_journal.h"
#include "tests/core/store/index_dump.h"
#include "tests/core/store/sample_runs.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <csignal>
#include <sys/resource.h>

namespace rxwatt::store
{

using run::RunEvent;
using run::RunState;
using test::EventMaker;
using test::metaNamed;
using test::smallSpec;
using test::stateRecord;
using testing::HasSubstr;

class SqliteJournalTest : public testing::Test
{
protected:
    SqliteJournalTest() { m_journal = SqliteJournal::create(file()).value(); }

    [[nodiscard]] std::filesystem::path file() const { return m_folder / "runs.db"; }

    RunId addRun(const std::string& name)
    {
        const RunId id = base::makeRunId();
        EXPECT_TRUE(m_journal->putRun(id, smallSpec(name), metaNamed(name), stateRecord(RunState::queued)));
        return id;
    }

    [[nodiscard]] RunDetails read(const RunId& id) const { return RunReader::open(file()).value().read(id).value(); }

    [[nodiscard]] std::vector<SeriesPoint> series(const RunId& id, const std::string& name) const
    {
        return RunReader::open(file()).value().series(id, name).value();
    }

    test::TemporaryFolder m_folder;
    std::unique_ptr<SqliteJournal> m_journal;
};

/// Two attempts, the second resuming from step 2: every kind of event that is kept.
std::vector<RunEvent> eventsOfTwoAttempts()
{
    EventMaker make;
    std::vector<RunEvent> events;
    for (make.attempt = 1; make.attempt <= 2; ++make.attempt) {
        run::StartedEvent started;
        started.host = "host" + std::to_string(make.attempt);
        events.push_back(make.make(2 * (make.attempt - 1), started));
        events.push_back(make.make(0, run::PhaseEvent{run::Phase::setup}));
        events.push_back(make.make(0, run::PhaseEvent{run::Phase::training}));
        for (std::int64_t step = make.attempt; step < make.attempt + 3; ++step) {
            events.push_back(make.series(step, "train_loss", 1.0 / static_cast<double>(step) / make.attempt));
        }
        events.push_back(make.make(4, run::CheckpointEvent{}));
        events.push_back(make.make(4, run::ProgressEvent{}));
        events.push_back(make.make(4, run::MessageEvent{"info", "hello"}));
        events.push_back(make.point("model", 0, 1000, 100));
        events.push_back(make.energy(100.0 * make.attempt, 0.01));
    }
    return events;
}

TEST_F(SqliteJournalTest, TellsWhatItHasOfEveryRun)
{
    EXPECT_TRUE(m_journal->runs().value().empty());
    const RunId first = addRun("first");
    const RunId second = addRun("second");
    run::StateRecord state = stateRecord(RunState::pausing);
    state.stopIntent = run::StopIntent::cancel;
    ASSERT_TRUE(m_journal->putState(second, state));
    ASSERT_TRUE(m_journal->putEvents(second, {}, 77));
    const std::map<RunId, run::IndexedRun> expected = {{first, {stateRecord(RunState::queued), 0}},
                                                       {second, {state, 77}}};
    EXPECT_EQ(m_journal->runs().value(), expected);
    EXPECT_EQ(RunReader::open(file()).value().indexed().value(), expected);
}

TEST_F(SqliteJournalTest, KeepsARunWhole)
{
    const RunId id = base::makeRunId();
    const run::RunSpec spec = smallSpec("student");
    run::RunMeta meta = metaNamed("renamed");
    meta.tags = {"paper", "a \"quoted\" tag"};
    meta.notes = "it's; -- a note";
    meta.starred = true;
    meta.archived = true;
    run::StateRecord state = stateRecord(RunState::failed);
    state.reason = "NaN loss at step 7";
    state.attempt = 3;
    state.attemptsWithoutProgress = 2;
    state.worker = run::thisProcess();
    state.order = 17.5;
    state.startedAt = "2026-01-01T00:00:01Z";
    state.finishedAt = "2026-01-01T00:00:09Z";
    const run::ExitRecord exit{run::ExitOutcome::failed, "NaN loss", 3, 7, 8.5};
    ASSERT_TRUE(m_journal->putRun(id, spec, meta, state));
    ASSERT_TRUE(m_journal->putExit(id, exit));

    const RunDetails details = read(id);
    EXPECT_EQ(details.spec, spec);
    EXPECT_EQ(details.meta, meta);
    EXPECT_EQ(details.state, state);
    EXPECT_EQ(details.exit, exit);
    EXPECT_EQ(details.summary.name, "renamed");
    EXPECT_EQ(details.summary.tags, meta.tags);
    EXPECT_TRUE(details.summary.archived);
    EXPECT_EQ(details.summary.expectedSteps, spec.training.steps);
    EXPECT_EQ(details.summary.reason, state.reason);
    EXPECT_EQ(details.summary.evaluationDigest, run::evaluationDigest(spec));
}

TEST_F(SqliteJournalTest, PuttingARunAgainKeepsWhatItsEventsSaid)
{
    const RunId id = addRun("first");
    ASSERT_TRUE(m_journal->putEvents(id, eventsOfTwoAttempts(), 1234));
    ASSERT_TRUE(m_journal->putRun(id, smallSpec("first"), metaNamed("second"), stateRecord(RunState::succeeded)));
    const RunDetails details = read(id);
    EXPECT_EQ(details.summary.name, "second");
    EXPECT_EQ(details.summary.state, RunState::succeeded);
    EXPECT_EQ(details.events, 22);
    EXPECT_EQ(m_journal->eventOffset(id).value(), 1234u);
}

TEST_F(SqliteJournalTest, TheLastAttemptWinsWhereAStepWasDoneTwice)
{
    const RunId id = addRun("run");
    ASSERT_TRUE(m_journal->putEvents(id, eventsOfTwoAttempts(), 1));
    const std::vector<SeriesPoint> expected = {{1, 1.0, 2}, {2, 0.25, 7}, {3, 1.0 / 6, 7.5}, {4, 0.125, 8}};
    EXPECT_EQ(series(id, "train_loss"), expected);
    EXPECT_THAT(read(id).series, testing::ElementsAre(SeriesSummary{"train_loss", 0.125, 4, 4}));
}

TEST_F(SqliteJournalTest, AnEarlierAttemptNeverReplacesALaterOne)
{
    const RunId id = addRun("run");
    EventMaker make;
    make.attempt = 2;
    RunEvent later = make.series(5, "loss", 2);
    make.attempt = 1;
    RunEvent earlier = make.series(5, "loss", 1);
    ASSERT_TRUE(m_journal->putEvents(id, std::vector{later, earlier}, 1));
    EXPECT_EQ(series(id, "loss"), (std::vector<SeriesPoint>{{5, 2, 0.5}}));
}

TEST_F(SqliteJournalTest, TakingTheSameEventsTwiceChangesNothing)
{
    const RunId id = addRun("run");
    const std::vector<RunEvent> events = eventsOfTwoAttempts();
    ASSERT_TRUE(m_journal->putEvents(id, events, 100));
    const std::string before = test::dumpIndex(file());
    ASSERT_TRUE(m_journal->putEvents(id, events, 100));
    ASSERT_TRUE(m_journal->putEvents(id, std::span(events).first(7), 50));
    EXPECT_EQ(test::dumpIndex(file()), before);
}

TEST_F(SqliteJournalTest, HowEventsAreCutIntoBatchesDoesNotMatter)
{
    const std::vector<RunEvent> events = eventsOfTwoAttempts();
    const RunId id = addRun("run");
    ASSERT_TRUE(m_journal->putEvents(id, events, events.size()));
    const std::string whole = test::dumpIndex(file());
    for (const std::size_t batch : {1U, 2U, 3U, 9U, 11U}) {
        ASSERT_TRUE(m_journal->removeRun(id));
        ASSERT_TRUE(m_journal->putRun(id, smallSpec("run"), metaNamed("run"), stateRecord(RunState::queued)));
        for (std::size_t at = 0; at < events.size(); at += batch) {
            const auto part = std::span(events).subspan(at, std::min(batch, events.size() - at));
            ASSERT_TRUE(m_journal->putEvents(id, part, at + part.size()));
        }
        EXPECT_EQ(test::dumpIndex(file()), whole) << "batches of " << batch;
    }
}

TEST_F(SqliteJournalTest, KeepsPhasesOfEveryAttemptAndTheLastProvenance)
{
    const RunId id = addRun("run");
    ASSERT_TRUE(m_journal->putEvents(id, eventsOfTwoAttempts(), 1));
    const RunDetails details = read(id);
    using run::Phase;
    const std::vector<PhaseStretch> expected = {{Phase::setup, 1, 1.0, 1.5},
                                                {Phase::training, 1, 1.5, 5.0},
                                                {Phase::setup, 2, 6.0, 6.5},
                                                {Phase::training, 2, 6.5, 10.0}};
    EXPECT_EQ(details.phases, expected);
    ASSERT_TRUE(details.started.has_value());
    EXPECT_EQ(details.started->host, "host2");
    EXPECT_DOUBLE_EQ(details.summary.durationS, 10.0);
    EXPECT_EQ(details.summary.stepsDone, 100);
}

TEST_F(SqliteJournalTest, KeepsTheLastEnergyWholeAndWhatTablesSortBy)
{
    const RunId id = addRun("run");
    EXPECT_FALSE(read(id).energy);
    EventMaker make;
    run::EnergyRecord whole;
    whole.baseBefore = run::BasePower{};
    whole.baseBefore->medianW = 40;
    whole.baseBefore->sensors = {"powercap/intel-rapl:0"};
    run::PhaseEnergy training;
    training.phase = run::Phase::training;
    training.absoluteEnergyJ = 5000;
    training.relativeEnergyJ = -0.5;
    training.quality = run::Quality::counter;
    whole.phases = {run::PhaseEnergy{}, training};
    whole.layers = {{"input", 1e-4, 2e-3}};
    whole.warnings = {"below the noise floor"};
    ASSERT_TRUE(m_journal->putEvents(
        id, std::vector{make.energy(1, 1, run::Quality::estimated), make.make(100, run::EnergyEvent{whole})}, 1));
    const RunDetails details = read(id);
    EXPECT_EQ(details.energy, whole);
    EXPECT_EQ(details.summary.trainingEnergyJ, -0.5);
    EXPECT_EQ(details.summary.stepEnergyJ, std::nullopt);
    EXPECT_EQ(details.summary.inferenceEnergyJ, std::nullopt);
    EXPECT_EQ(details.summary.energyQuality, run::Quality::counter);
}

TEST_F(SqliteJournalTest, AnEnergyIsAsGoodAsTheWorstOfItsParts)
{
    const RunId id = addRun("run");
    EventMaker make;
    RunEvent event = make.energy(100, 0.25);
    std::get<run::EnergyEvent>(event.payload).energy.inference->quality = run::Quality::integrated;
    ASSERT_TRUE(m_journal->putEvents(id, std::vector{event}, 1));
    const RunSummary run = read(id).summary;
    EXPECT_EQ(run.trainingEnergyJ, 100);
    EXPECT_EQ(run.stepEnergyJ, 1);
    EXPECT_EQ(run.inferenceEnergyJ, 0.25);
    EXPECT_EQ(run.energyQuality, run::Quality::integrated);
    // One without either has no quality: there is nothing that could have one.
    ASSERT_TRUE(m_journal->putEvents(id, std::vector{make.make(101, run::EnergyEvent{})}, 2));
    EXPECT_EQ(read(id).summary.energyQuality, std::nullopt);
    EXPECT_EQ(read(id).summary.trainingEnergyJ, std::nullopt);
}

TEST_F(SqliteJournalTest, GeometricMeanBerWaitsForTheLastPointAndCountsPointsWithoutErrors)
{
    const RunId id = addRun("run");
    EventMaker make;
    ASSERT_TRUE(
        m_journal->putEvents(id, std::vector{make.point("model", 0, 1000, 100), make.point("lmmse", 0, 10, 1)}, 1));
    EXPECT_EQ(read(id).summary.geometricMeanBer, std::nullopt);
    ASSERT_TRUE(m_journal->putEvents(id, std::vector{make.point("model", 10, 500, 0)}, 2));
    const RunSummary summary = read(id).summary;
    ASSERT_TRUE(summary.geometricMeanBer.has_value());
    EXPECT_NEAR(*summary.geometricMeanBer, (std::log10(0.1) + std::log10(1.0 / 1000)) / 2, 1e-12);
    EXPECT_EQ(summary.zeroErrorPoints, 1);
}

TEST_F(SqliteJournalTest, BerCurvesComeByReceiverTheModelFirstAndByRisingSinr)
{
    const RunId id = addRun("run");
    EventMaker make;
    ASSERT_TRUE(m_journal->putEvents(
        id, std::vector{make.point("lmmse", 0, 10, 1), make.point("model", 10, 10, 1), make.point("model", -10, 10, 2)},
        1));
    const std::vector<BerCurve> curves = read(id).berCurves;
    ASSERT_EQ(curves.size(), 2u);
    EXPECT_EQ(curves[0].receiver, "model");
    ASSERT_EQ(curves[0].points.size(), 2u);
    EXPECT_EQ(curves[0].points[0], (run::BerPoint{-10, 10, 10, 2, 0.2, 0.1, 0.4}));
    EXPECT_EQ(curves[1].receiver, "lmmse");
}

TEST_F(SqliteJournalTest, ValuesThatAreNoNumbersAreKept)
{
    const RunId id = addRun("run");
    EventMaker make;
    ASSERT_TRUE(m_journal->putEvents(id, std::vector{make.series(1, "loss", std::nan(""))}, 1));
    EXPECT_TRUE(std::isnan(series(id, "loss").at(0).value));
}

TEST_F(SqliteJournalTest, ANewAttemptMakesTheExitRecordVoid)
{
    const RunId id = addRun("run");
    run::StateRecord state = stateRecord(RunState::failed);
    state.attempt = 1;
    const run::ExitRecord exit{run::ExitOutcome::failed, "no", 1, 7, 8.5};
    ASSERT_TRUE(m_journal->putState(id, state));
    ASSERT_TRUE(m_journal->putExit(id, exit));
    ASSERT_TRUE(m_journal->putState(id, state));
    EXPECT_EQ(read(id).exit, exit);
    state.attempt = 2;
    ASSERT_TRUE(m_journal->putState(id, state));
    EXPECT_EQ(read(id).exit, std::nullopt);
    ASSERT_TRUE(m_journal->putExit(id, exit));
    ASSERT_TRUE(m_journal->putRun(id, smallSpec("run"), metaNamed("run"), state));
    EXPECT_EQ(read(id).exit, std::nullopt);
}

TEST_F(SqliteJournalTest, RemovesARunWithEverythingOfIt)
{
    const std::string empty = test::dumpIndex(file());
    const RunId id = addRun("run");
    ASSERT_TRUE(m_journal->putEvents(id, eventsOfTwoAttempts(), 1));
    ASSERT_TRUE(m_journal->removeRun(id));
    EXPECT_EQ(test::dumpIndex(file()), empty);
    const auto reader = RunReader::open(file()).value();
    EXPECT_EQ(reader.read(id).error().kind, ErrorKind::notFound);
    ASSERT_TRUE(m_journal->putRun(id, smallSpec("run"), metaNamed("run"), stateRecord(RunState::queued)));
    ASSERT_TRUE(m_journal->putEvents(id, eventsOfTwoAttempts(), 1));
    EXPECT_EQ(series(id, "train_loss").size(), 4u);
}

TEST_F(SqliteJournalTest, RefusesEventsOfARunThatItDoesNotKnow)
{
    const auto refused = m_journal->putEvents(base::makeRunId(), {}, 0);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::notFound);
}

TEST_F(SqliteJournalTest, AFullDiskLosesNothingAndTheNextTryGoesOn)
{
    const RunId id = addRun("run");
    EventMaker make;
    std::vector<RunEvent> events;
    for (int step = 0; step < 20000; ++step) {
        events.push_back(make.series(step, "train_loss", step));
    }
    const std::string before = test::dumpIndex(file());
    const auto oldHandler = std::signal(SIGXFSZ, SIG_IGN);
    rlimit old{};
    getrlimit(RLIMIT_FSIZE, &old);
    rlimit small = old;
    small.rlim_cur = 300'000;
    setrlimit(RLIMIT_FSIZE, &small);
    const auto refused = m_journal->putEvents(id, events, 100);
    setrlimit(RLIMIT_FSIZE, &old);
    std::signal(SIGXFSZ, oldHandler);

    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, ErrorKind::storage);
    EXPECT_THAT(refused.error().message, HasSubstr("runs.db"));
    EXPECT_THAT(refused.error().message, HasSubstr("full"));
    EXPECT_EQ(test::dumpIndex(file()), before);
    ASSERT_TRUE(m_journal->putEvents(id, events, 100));
    EXPECT_EQ(series(id, "train_loss").size(), 20000u);
}

} // namespace rxwatt::store
