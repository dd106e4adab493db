// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/benchmarks.h"
#include "app/cli/scratch_folder.h"
#include "core/base/clock.h"
#include "core/store/run_reader.h"
#include "core/store/sqlite_journal.h"

#include <fmt/format.h>

#include <filesystem>

namespace rxwatt::cli
{

namespace
{

constexpr int listedRuns = 100'000;
constexpr int eventBatches = 100;
constexpr int eventsABatch = 1000;

Status fillRuns(run::RunJournal& journal)
{
    run::RunSpec spec;
    run::StateRecord state;
    for (int i = 0; i < listedRuns; ++i) {
        spec.name = fmt::format("run {}", i * 7919 % listedRuns);
        state.order = i;
        state.createdAt = fmt::format("2026-01-01T00:{:02}:{:02}Z", i / 60 % 60, i % 60);
        RXWATT_TRY(journal.putRun(base::makeRunId(), spec, {spec.name, {}, "", false, false}, state));
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

Result<double> listMilliseconds(const std::filesystem::path& file)
{
    RXWATT_ASSIGN(const store::RunReader reader, store::RunReader::open(file));
    store::RunQuery query;
    query.sort = store::RunSort::name;
    query.nameContains = "run";
    const base::SystemClock clock;
    const base::Seconds begin = clock.now();
    RXWATT_ASSIGN(const std::vector<store::RunSummary> runs, reader.list(query));
    if (runs.size() != listedRuns) {
        return fail(ErrorKind::failed, fmt::format("the database lists {} runs of {}", runs.size(), listedRuns));
    }
    return (clock.now() - begin).value * 1000;
}

} // namespace

Result<std::vector<Measurement>> benchStore()
{
    RXWATT_ASSIGN(const ScratchFolder folder, ScratchFolder::make("rxwatt-bench"));
    const std::filesystem::path file = folder.path() / "runs.db";
    RXWATT_TRY(store::replaceDatabase(file, fillRuns));
    RXWATT_ASSIGN(const double list, listMilliseconds(file));
    RXWATT_ASSIGN(const auto journal, store::SqliteJournal::open(file));
    const RunId id = base::makeRunId();
    RXWATT_TRY(journal->putRun(id, {}, {}, {}));
    RXWATT_ASSIGN(const double events, eventsASecond(*journal, id));
    return std::vector<Measurement>{{"store, events", events, "events/s"}, {"store, list of 100,000 runs", list, "ms"}};
}

} // namespace rxwatt::cli
