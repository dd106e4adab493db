// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_rows.h"

#include "core/store/ber_table.h"
#include "core/store/phase_table.h"
#include "core/store/run_selection.h"
#include "core/store/statement.h"

#include <fmt/format.h>

#include <deque>

namespace rxwatt::store
{

namespace
{

constexpr const char* summaryColumns = "id, name, kind, state, reason, attempt, queue_order, starred, archived, tags, "
                                       "created_at, started_at, finished_at, "
                                       "duration_s, steps_done, expected_steps, geometric_mean_ber, zero_error_points, "
                                       "evaluation_digest, parameters, macs_per_slot, training_energy_j, "
                                       "step_energy_j, inference_energy_j, energy_quality";

/// For what was named by us: anything else is tampered with.
template <typename T>
T known(Result<T> found)
{
    if (!found) {
        refuse(found.error().message);
    }
    return *found;
}

std::optional<run::StateRecord> recordOf(std::string_view text)
{
    const auto json = base::parseJson(text, "state_record");
    auto record =
        json ? run::stateRecordFromJson(*json) : Result<run::StateRecord>(tl::unexpected<Error>(json.error()));
    return record ? std::optional(std::move(*record)) : std::nullopt;
}

/// In the order of summaryColumns.
RunSummary summaryOf(Row& row)
{
    RunSummary summary;
    summary.id.text = row.text();
    summary.name = row.text();
    summary.kind = known(run::kindFromName(row.text()));
    summary.state = known(run::stateFromName(row.text()));
    summary.reason = row.optionalText();
    summary.attempt = static_cast<int>(row.integer());
    summary.order = row.number();
    summary.starred = row.integer() != 0;
    summary.archived = row.integer() != 0;
    summary.tags = tagsFrom(row.text());
    summary.createdAt = row.text();
    summary.startedAt = row.optionalText();
    summary.finishedAt = row.optionalText();
    summary.durationS = row.number();
    summary.stepsDone = row.integer();
    summary.expectedSteps = row.optionalInteger();
    summary.geometricMeanBer = row.optionalNumber();
    summary.zeroErrorPoints = static_cast<int>(row.integer());
    summary.evaluationDigest = row.text();
    summary.parameters = row.optionalInteger();
    summary.macsPerSlot = row.optionalInteger();
    summary.trainingEnergyJ = row.optionalNumber();
    summary.stepEnergyJ = row.optionalNumber();
    summary.inferenceEnergyJ = row.optionalNumber();
    if (const auto quality = row.optionalText()) {
        summary.energyQuality = known(run::qualityFromName(*quality));
    }
    return summary;
}

template <typename T>
T parsed(std::string_view text, const std::string& what, Result<T> (*read)(const Json&))
{
    const auto json = base::parseJson(text, what);
    if (!json) {
        refuse(json.error().message);
    }
    auto value = read(*json);
    if (!value) {
        refuse(what + ": " + value.error().message);
    }
    return std::move(*value);
}

SortValue sortValueOf(const RunSummary& run, RunSort sort)
{
    const auto text = [](const std::optional<std::string>& value) { return value ? SortValue(*value) : SortValue(); };
    const auto number = [](const auto& value) { return value ? SortValue(static_cast<double>(*value)) : SortValue(); };
    switch (sort) {
    case RunSort::queue:
        return run.order;
    case RunSort::created:
        return run.createdAt;
    case RunSort::name:
        return run.name;
    case RunSort::state:
        return nameOf(run.state);
    case RunSort::started:
        return text(run.startedAt);
    case RunSort::finished:
        return text(run.finishedAt);
    case RunSort::duration:
        return run.durationS;
    case RunSort::steps:
        return static_cast<double>(run.stepsDone);
    case RunSort::geometricMeanBer:
        return number(run.geometricMeanBer);
    case RunSort::starred:
        return run.starred ? 1.0 : 0.0;
    case RunSort::archived:
        return run.archived ? 1.0 : 0.0;
    case RunSort::parameters:
        return number(run.parameters);
    case RunSort::macsPerSlot:
        return number(run.macsPerSlot);
    case RunSort::kind:
        return nameOf(run.kind);
    case RunSort::trainingEnergy:
        return number(run.trainingEnergyJ);
    case RunSort::stepEnergy:
        return number(run.stepEnergyJ);
    case RunSort::inferenceEnergy:
        return number(run.inferenceEnergyJ);
    case RunSort::setting:
        break; // not in a summary
    }
    return {};
}

/// Every row as it lies, sorted afterwards: going through an index would scatter the reads.
std::vector<RunSummary> readAllSummaries(SQLite::Database& database, const RunQuery& query)
{
    const Conditions conditions = conditionsOf(query);
    const Prepared statement(database,
                             fmt::format("SELECT {} FROM Runs NOT INDEXED{}", summaryColumns, conditions.sql));
    statement.bind(conditions.values);
    std::deque<RunSummary> rows; // never moves what is in it
    RunOrder order;
    while (statement.step()) {
        Row row(statement.get());
        const RunSummary& run = rows.emplace_back(summaryOf(row));
        order.add(run.id.text, sortValueOf(run, query.sort));
    }
    std::vector<RunSummary> sorted;
    sorted.reserve(rows.size());
    for (const std::uint32_t number : order.take(query.descending)) {
        sorted.push_back(std::move(rows[number]));
    }
    return sorted;
}

std::optional<run::StartedEvent> startedOf(const std::optional<std::string>& line)
{
    if (!line) {
        return std::nullopt;
    }
    const run::RunEvent event = known(run::eventFromLine(*line));
    if (!std::holds_alternative<run::StartedEvent>(event.payload)) {
        refuse("an event that should be a started one");
    }
    return std::get<run::StartedEvent>(event.payload);
}

std::optional<run::EnergyRecord> energyOf(const std::optional<std::string>& text)
{
    if (!text) {
        return std::nullopt;
    }
    return parsed<run::EnergyRecord>(*text, "energy",
                                     [](const Json& json) { return run::energyRecordFromJson(json, "$"); });
}

} // namespace

std::vector<RunSummary> readSummaries(SQLite::Database& database, const RunQuery& query)
{
    if (query.limit < 0 && query.offset == 0 && query.sort != RunSort::setting) {
        return readAllSummaries(database, query);
    }
    const Prepared statement(database, fmt::format("SELECT {} FROM Runs WHERE run = ?", summaryColumns));
    std::vector<RunSummary> summaries;
    for (const FoundRun& found : selectRuns(database, query)) {
        statement.restart(found.run);
        if (statement.step()) {
            Row row(statement.get());
            summaries.push_back(summaryOf(row));
        }
    }
    return summaries;
}

std::vector<RunSummary> readSummaries(SQLite::Database& database, std::span<const RunId> ids)
{
    const Prepared statement(database, fmt::format("SELECT {} FROM Runs WHERE id = ?", summaryColumns));
    std::vector<RunSummary> summaries;
    for (const RunId& id : ids) {
        statement.restart(id.text);
        if (statement.step()) {
            Row row(statement.get());
            summaries.push_back(summaryOf(row));
        }
    }
    return summaries;
}

std::vector<RunName> readNames(SQLite::Database& database)
{
    const Prepared statement(database, "SELECT id, name, kind, state FROM Runs ORDER BY created_at, id");
    std::vector<RunName> names;
    while (statement.step()) {
        Row row(statement.get());
        RunName& name = names.emplace_back();
        name.id.text = row.text();
        name.name = row.text();
        name.kind = known(run::kindFromName(row.text()));
        name.state = known(run::stateFromName(row.text()));
    }
    return names;
}

std::map<RunId, run::IndexedRun> readIndexedRuns(SQLite::Database& database)
{
    const Prepared statement(database, "SELECT id, event_offset, state_record FROM Runs JOIN RunDetails USING (run)");
    std::map<RunId, run::IndexedRun> runs;
    while (statement.step()) {
        Row row(statement.get());
        run::IndexedRun& run = runs[RunId{std::string(row.text())}];
        run.eventOffset = static_cast<std::uint64_t>(row.integer());
        run.state = recordOf(row.text());
    }
    return runs;
}

std::optional<std::int64_t> findRun(SQLite::Database& database, const RunId& id)
{
    const Prepared statement(database, "SELECT run FROM Runs WHERE id = ?");
    statement.restart(id.text);
    return statement.step() ? std::optional(Row(statement.get()).integer()) : std::nullopt;
}

OverviewReader::OverviewReader(SQLite::Database& database, CurveParts parts)
    : m_parts(parts),
      m_run(database,
            fmt::format("SELECT {}, meta ->> 'notes', started_event, energy FROM Runs JOIN RunDetails USING (run) "
                        "WHERE run = ?",
                        summaryColumns)),
      m_curves(database, curvesSql(parts)),
      m_phases(database, phasesSql)
{
}

RunOverview OverviewReader::read(std::int64_t run) const
{
    RunOverview overview;
    m_run.restart(run);
    if (!m_run.step()) {
        refuse("a run without its details");
    }
    Row row(m_run.get());
    overview.summary = summaryOf(row);
    overview.notes = row.text();
    overview.started = startedOf(row.optionalText());
    overview.energy = energyOf(row.optionalText());
    m_curves.restart(run);
    overview.berCurves = readBerCurves(m_curves, m_parts);
    m_phases.restart(run);
    overview.phases = readPhases(m_phases);
    return overview;
}

RunDetails readDetails(SQLite::Database& database, std::int64_t run)
{
    RunDetails details{OverviewReader(database, CurveParts::points).read(run), {}, {}, {}, {}, {}, 0};
    const Prepared statement(database, "SELECT events, spec, meta, state_record, exit_record FROM Runs JOIN RunDetails "
                                       "USING (run) WHERE run = ?");
    statement.restart(run);
    if (!statement.step()) {
        refuse("a run without its details");
    }
    Row row(statement.get());
    details.events = row.integer();
    details.spec = parsed<run::RunSpec>(row.text(), "spec", run::specFromJson);
    details.meta = parsed<run::RunMeta>(row.text(), "meta", run::metaFromJson);
    details.state = parsed<run::StateRecord>(row.text(), "state", run::stateRecordFromJson);
    if (const auto exit = row.optionalText()) {
        details.exit = parsed<run::ExitRecord>(*exit, "exit", run::exitRecordFromJson);
    }
    return details;
}

} // namespace rxwatt::store
