// SPDX-License-Identifier: GPL-3.0-or-later
// What the index must do: 100,000 runs listed, sorted and filtered in under 100 ms; 50,000 events a second taken in.
#include "core/store/run_reader.h"
#include "core/store/sqlite_journal.h"
#include "tests/support/temporary_folder.h"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <cstdlib>
#include <iostream>
#include <random>

namespace rxwatt::store
{

namespace
{

constexpr int runCount = 100'000;

void require(const Status& status)
{
    if (!status) {
        std::cerr << status.error().message << '\n';
        std::exit(1);
    }
}

run::RunSpec smallSpec()
{
    run::RunSpec spec;
    spec.evaluation.sinrDb = {0};
    return spec;
}

/// 100,000 runs in many states, most of them with a Geometric Mean BER.
class ManyRuns
{
public:
    ManyRuns()
    {
        require(replaceDatabase(file(), [](run::RunJournal& journal) -> Status {
            std::mt19937 random(1);
            for (int i = 0; i < runCount; ++i) {
                RXWATT_TRY(putRun(journal, i, random));
            }
            return {};
        }));
    }

    [[nodiscard]] std::filesystem::path file() const { return m_folder / "runs.db"; }

private:
    static Status putRun(run::RunJournal& journal, int i, std::mt19937& random)
    {
        const RunId id = base::makeRunId();
        run::RunSpec spec = smallSpec();
        spec.name = fmt::format("student/alpha={}/{}", random() % 1000, i);
        spec.seed = static_cast<std::uint64_t>(i); // as many values as runs
        spec.training.learningRate = 1e-4 * static_cast<double>(1 + random() % 100);
        run::RunMeta meta;
        meta.name = spec.name;
        meta.starred = i % 50 == 0;
        meta.tags = {"baseline", fmt::format("batch-{}", i % 20)};
        run::StateRecord state;
        state.state = i % 10 == 0 ? run::RunState::failed : run::RunState::succeeded;
        state.createdAt = fmt::format("2026-01-{:02}T{:02}:00:00Z", 1 + random() % 28, random() % 24);
        state.startedAt = state.createdAt;
        state.finishedAt = state.createdAt;
        RXWATT_TRY(journal.putRun(id, spec, meta, state));
        const auto errors = static_cast<std::int64_t>(1 + random() % 1000);
        const run::RunEvent point{
            1, 1, 100, 5.0,
            run::BerPointEvent{
                "model", "256QAM", 1, "", {0, 10, 1000, errors, static_cast<double>(errors) / 1000, 0, 1}}};
        return i % 10 == 0 ? Status() : journal.putEvents(id, {&point, 1}, 100);
    }

    test::TemporaryFolder m_folder;
};

const ManyRuns& manyRuns()
{
    static const ManyRuns runs;
    return runs;
}

void list(benchmark::State& state, const RunQuery& query)
{
    const RunReader reader = RunReader::open(manyRuns().file()).value();
    std::size_t rows = 0;
    for (auto _ : state) {
        const auto runs = reader.list(query);
        rows = runs.value().size();
        benchmark::DoNotOptimize(rows);
    }
    state.counters["rows"] = static_cast<double>(rows);
}

void ids(benchmark::State& state, const RunQuery& query)
{
    const RunReader reader = RunReader::open(manyRuns().file()).value();
    std::size_t found = 0;
    for (auto _ : state) {
        found = reader.ids(query).value().size();
    }
    state.counters["ids"] = static_cast<double>(found);
}

void count(benchmark::State& state, const RunQuery& query)
{
    const RunReader reader = RunReader::open(manyRuns().file()).value();
    std::int64_t found = 0;
    for (auto _ : state) {
        found = reader.count(query).value();
    }
    state.counters["found"] = static_cast<double>(found);
}

void overviews(benchmark::State& state, CurveParts parts)
{
    const RunReader reader = RunReader::open(manyRuns().file()).value();
    for (auto _ : state) {
        benchmark::DoNotOptimize(reader.overviews({.limit = 10'000}, parts).value().size());
    }
}

RunQuery filtered(const char* text)
{
    return {.filter = runFilterFromText(text).value()};
}

void differingSettings(benchmark::State& state)
{
    const RunReader reader = RunReader::open(manyRuns().file()).value();
    for (auto _ : state) {
        benchmark::DoNotOptimize(reader.differingSettings({}, -1).value().paths.size());
    }
}

void filterWords(benchmark::State& state)
{
    const RunReader reader = RunReader::open(manyRuns().file()).value();
    const std::vector<std::string> paths = {"training.learning_rate", "seed"};
    for (auto _ : state) {
        benchmark::DoNotOptimize(reader.filterWords(paths, 50).value().tags.size());
    }
}

void settingsOfAll(benchmark::State& state)
{
    const RunReader reader = RunReader::open(manyRuns().file()).value();
    const std::vector<RunId> runs = reader.ids({}).value();
    const std::vector<std::string> paths = {"training.learning_rate", "seed"};
    for (auto _ : state) {
        benchmark::DoNotOptimize(reader.settings(runs, paths).value().size());
    }
}

void ingestEvents(benchmark::State& state)
{
    const test::TemporaryFolder folder;
    const auto journal = SqliteJournal::create(folder / "runs.db").value();
    const RunId id = base::makeRunId();
    require(journal->putRun(id, smallSpec(), {}, {}));
    std::uint64_t seq = 0;
    for (auto _ : state) {
        state.PauseTiming();
        std::vector<run::RunEvent> events;
        for (int i = 0; i < state.range(0); ++i) {
            ++seq;
            run::SeriesEvent series{{{"train_loss", 0.5}, {"learning_rate", 1e-3}, {"slots_per_second", 160.0}}};
            events.push_back({seq, 1, static_cast<std::int64_t>(seq), static_cast<double>(seq), std::move(series)});
        }
        state.ResumeTiming();
        require(journal->putEvents(id, events, seq));
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}

} // namespace

BENCHMARK_CAPTURE(list, all_by_creation, RunQuery{})->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(list, page_by_ber, RunQuery{.sort = RunSort::geometricMeanBer, .limit = 200})
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(list, page_by_duration, RunQuery{.sort = RunSort::duration, .descending = true, .limit = 200})
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(list, failed_called_alpha_7, RunQuery{.states = {run::RunState::failed}, .nameContains = "alpha=7"})
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(list, called_alpha_77_by_ber, RunQuery{.nameContains = "alpha=77", .sort = RunSort::geometricMeanBer})
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(list, page_of_a_tag, RunQuery{.tag = "batch-3", .sort = RunSort::started, .limit = 200})
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(list, page_succeeded_by_name,
                  RunQuery{.states = {run::RunState::succeeded}, .sort = RunSort::name, .limit = 200})
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(list, page_starred_by_steps, RunQuery{.onlyStarred = true, .sort = RunSort::steps, .limit = 200})
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(ids, by_name, RunQuery{.sort = RunSort::name})->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(ids, by_duration, RunQuery{.sort = RunSort::duration})->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(ids, called_alpha_by_start, RunQuery{.nameContains = "ALPHA", .sort = RunSort::started})
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(count, called_alpha, RunQuery{.nameContains = "ALPHA"})->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(count, of_a_tag, RunQuery{.tag = "batch-3"})->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(ids, of_a_learning_rate, filtered("training.learning_rate<1e-3"))->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(ids, of_a_modulation, filtered("link.modulation:QPSK"))->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(ids, of_many_seeds, filtered("seed>50000"))->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(ids, by_learning_rate, RunQuery{.sort = RunSort::setting, .sortSetting = "training.learning_rate"})
    ->Unit(benchmark::kMillisecond);
BENCHMARK(differingSettings)->Unit(benchmark::kMillisecond);
BENCHMARK(filterWords)->Unit(benchmark::kMillisecond);
BENCHMARK(settingsOfAll)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(overviews, of_10000_runs, CurveParts::names)->Unit(benchmark::kMillisecond);
// Batches of ten come in at 200 events a second and a look every 50 ms; of 10,000 when a scheduler catches up.
BENCHMARK(ingestEvents)->Arg(10)->Arg(1000)->Arg(10000);

} // namespace rxwatt::store
