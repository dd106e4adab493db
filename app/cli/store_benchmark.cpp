// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/benchmarks.h"
#include "app/cli/scratch_folder.h"
#include "core/base/clock.h"
#include "core/store/run_reader.h"
#include "core/store/sqlite_journal.h"

#include <fmt/format.h>

#include <filesystem>
#include <functional>

namespace rxwatt::cli
{

namespace
{

constexpr int listedRuns = 100'000;
constexpr int eventBatches = 100;
constexpr int eventsABatch = 1000;

/// Runs of many names, tags and states; nine of ten are done and have a Geometric Mean BER.
Status fillRun(run::RunJournal& journal, int i)
{
    run::RunSpec spec;
    spec.name = fmt::format("student/alpha={}/{}", i * 7919 % 1000, i);
    spec.evaluation.sinrDb = {10};
    run::RunMeta meta{spec.name, {"baseline", fmt::format("batch-{}", i % 20)}, "", i % 50 == 0, false};
    run::StateRecord state;
    state.state = i % 10 == 0 ? run::RunState::failed : run::RunState::succeeded;
    state.order = i;
    state.createdAt = fmt::format("2026-01-01T{:02}:{:02}:{:02}Z", i / 3600, i / 60 % 60, i % 60);
    state.startedAt = fmt::format("2026-02-{:02}T{:02}:00:00Z", 1 + i % 28, i % 24);
    state.finishedAt = state.startedAt;
    const RunId id = base::makeRunId();
    RXWATT_TRY(journal.putRun(id, spec, meta, state));
    const std::int64_t errors = 1 + i * 7919LL % 9973;
    const run::BerPoint point{10, 100, 100'000, errors, static_cast<double>(errors) / 1e5, 0, 1};
    const run::RunEvent event{1, 1, 1 + i % 5000, 1.0 + i * 31 % 997,
                              run::BerPointEvent{"model", "256QAM", 1, "", point}};
    return i % 10 == 0 ? Status() : journal.putEvents(id, {&event, 1}, 100);
}

Status fillRuns(run::RunJournal& journal)
{
    for (int i = 0; i < listedRuns; ++i) {
        RXWATT_TRY(fillRun(journal, i));
    }
    return {};
}

Result<double> eventsASecond(run::RunJournal& journal, const RunId& id)
{
    const base::SystemClock clock;
    const base::Seconds begin = clock.now();
    std::vector<run::RunEvent> events(eventsABatch);
    std::uint64_t seq = 0;
    for (int batch = 0; batch < eventBatches; ++batch) {
        for (run::RunEvent& event : events) {
            ++seq;
            event = {seq, 1, static_cast<std::int64_t>(seq), static_cast<double>(seq),
                     run::SeriesEvent{{{"train_loss", 1.0 / static_cast<double>(seq)}}}};
        }
        RXWATT_TRY(journal.putEvents(id, events, seq * 100));
    }
    return eventBatches * eventsABatch / (clock.now() - begin).value;
}

/// What a table of runs asks for, cold: each question has a connection of its own.
Result<double> milliseconds(const std::filesystem::path& file, const std::function<Status(store::RunReader&)>& question)
{
    RXWATT_ASSIGN(store::RunReader reader, store::RunReader::open(file));
    const base::SystemClock clock;
    const base::Seconds begin = clock.now();
    RXWATT_TRY(question(reader));
    return (clock.now() - begin).value * 1000;
}

Status require(std::size_t found, std::size_t expected)
{
    return found == expected
               ? Status()
               : Status(fail(ErrorKind::failed, fmt::format("the index found {} runs of {}", found, expected)));
}

struct TableQuestion {
    const char* name;
    store::RunQuery query;
    std::size_t matches;
};

const std::vector<TableQuestion>& tableQuestions()
{
    using store::RunSort;
    constexpr std::size_t all = listedRuns;
    static const std::vector<TableQuestion> questions = {
        {"by name", {.sort = RunSort::name}, all},
        {"by Geometric Mean BER", {.sort = RunSort::geometricMeanBer}, all},
        {"by duration, longest first", {.sort = RunSort::duration, .descending = true}, all},
        {"name contains, by Geometric Mean BER", {.nameContains = "ALPHA=", .sort = RunSort::geometricMeanBer}, all},
        {"tag, by start", {.tag = "batch-3", .sort = RunSort::started}, all / 20},
        {"state, by name", {.states = {run::RunState::succeeded}, .sort = RunSort::name}, all - all / 10},
        {"starred, by steps", {.onlyStarred = true, .sort = RunSort::steps}, all / 50}};
    return questions;
}

Result<std::vector<Measurement>> askTable(const std::filesystem::path& file)
{
    std::vector<Measurement> measured;
    for (const TableQuestion& question : tableQuestions()) {
        const auto add = [&](const std::string& what, const std::function<Status(store::RunReader&)>& ask) -> Status {
            RXWATT_ASSIGN(const double ms, milliseconds(file, ask));
            measured.push_back({fmt::format("store, {}, {}", what, question.name), ms, "ms"});
            return {};
        };
        RXWATT_TRY(add("page of 200", [&](store::RunReader& reader) -> Status {
            store::RunQuery page = question.query;
            page.limit = 200;
            RXWATT_ASSIGN(const auto runs, reader.list(page));
            return require(runs.size(), 200);
        }));
        RXWATT_TRY(add("all ids", [&](store::RunReader& reader) -> Status {
            RXWATT_ASSIGN(const auto ids, reader.ids(question.query));
            return require(ids.size(), question.matches);
        }));
        RXWATT_TRY(add("count", [&](store::RunReader& reader) -> Status {
            RXWATT_ASSIGN(const std::int64_t count, reader.count(question.query));
            return require(static_cast<std::size_t>(count), question.matches);
        }));
    }
    RXWATT_ASSIGN(const double whole, milliseconds(file, [](store::RunReader& reader) -> Status {
                      RXWATT_ASSIGN(const auto runs, reader.list({.sort = store::RunSort::name}));
                      return require(runs.size(), listedRuns);
                  }));
    measured.push_back({"store, all 100,000 rows whole, by name", whole, "ms"});
    return measured;
}

} // namespace

Result<std::vector<Measurement>> benchStore()
{
    RXWATT_ASSIGN(const ScratchFolder folder, ScratchFolder::make("rxwatt-bench"));
    const std::filesystem::path file = folder.path() / "runs.db";
    RXWATT_TRY(store::replaceDatabase(file, fillRuns));
    RXWATT_ASSIGN(std::vector<Measurement> measured, askTable(file));
    RXWATT_ASSIGN(const auto journal, store::SqliteJournal::open(file));
    const RunId id = base::makeRunId();
    RXWATT_TRY(journal->putRun(id, {}, {}, {}));
    RXWATT_ASSIGN(const double events, eventsASecond(*journal, id));
    measured.insert(measured.begin(), {"store, events", events, "events/s"});
    return measured;
}

} // namespace rxwatt::cli
