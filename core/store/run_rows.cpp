// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_rows.h"

#include "core/store/fast_rows.h"
#include "core/store/run_order.h"
#include "core/store/statement.h"

#include <fmt/format.h>

namespace rxwatt::store
{

namespace
{

constexpr const char* summaryColumns =
    "id, name, kind, state, reason, attempt, queue_order, starred, tags, created_at, started_at, finished_at, "
    "duration_s, steps_done, geometric_mean_ber, zero_error_points, evaluation_digest";

run::RunKind kindOf(std::string_view name)
{
    for (const run::RunKind kind : {run::RunKind::train, run::RunKind::evaluate}) {
        if (nameOf(kind) == name) {
            return kind;
        }
    }
    refuse("unknown kind \"" + std::string(name) + "\"");
}

run::RunState stateOf(std::string_view name)
{
    const auto state = run::stateFromName(name);
    if (!state) {
        refuse(state.error().message);
    }
    return *state;
}

std::vector<std::string> tagsOf(std::string_view text)
{
    std::vector<std::string> tags;
    if (text != "[]") {
        const auto json = base::parseJson(text, "tags");
        if (!json || !base::fromJson(*json, "$", tags)) {
            refuse("tags are not a list of texts");
        }
    }
    return tags;
}

std::optional<run::StateRecord> recordOf(std::string_view text)
{
    const auto json = base::parseJson(text, "state_record");
    auto record =
        json ? run::stateRecordFromJson(*json) : Result<run::StateRecord>(tl::unexpected<Error>(json.error()));
    return record ? std::optional(std::move(*record)) : std::nullopt;
}

/// In the order of summaryColumns.
RunSummary summaryOf(sqlite3_stmt* statement)
{
    Row row(statement);
    RunSummary summary;
    summary.id.text = row.text();
    summary.name = row.text();
    summary.kind = kindOf(row.text());
    summary.state = stateOf(row.text());
    summary.reason = row.optionalText();
    summary.attempt = static_cast<int>(row.integer());
    summary.order = row.number();
    summary.starred = row.integer() != 0;
    summary.tags = tagsOf(row.text());
    summary.createdAt = row.text();
    summary.startedAt = row.optionalText();
    summary.finishedAt = row.optionalText();
    summary.durationS = row.number();
    summary.stepsDone = row.integer();
    summary.geometricMeanBer = row.optionalNumber();
    summary.zeroErrorPoints = static_cast<int>(row.integer());
    summary.evaluationDigest = row.text();
    return summary;
}

const char* columnOf(RunSort sort)
{
    switch (sort) {
    case RunSort::queue:
        return "queue_order";
    case RunSort::created:
        return "created_at";
    case RunSort::name:
        return "name";
    case RunSort::state:
        return "state";
    case RunSort::started:
        return "started_at";
    case RunSort::finished:
        return "finished_at";
    case RunSort::duration:
        return "duration_s";
    case RunSort::steps:
        return "steps_done";
    case RunSort::geometricMeanBer:
        return "geometric_mean_ber";
    }
    return "created_at";
}

/// The conditions of a query and the texts that they compare with.
struct Conditions {
    std::string sql = " WHERE true";
    std::vector<std::string> texts;
    /// Each run must be looked at: then the order of an index only scatters the reads.
    bool scanAll = false;

    void add(const std::string& condition, std::string text)
    {
        sql += " AND " + condition;
        texts.push_back(std::move(text));
    }
};

Conditions conditionsOf(const RunQuery& query)
{
    Conditions conditions;
    if (!query.states.empty()) {
        conditions.sql += " AND state IN (";
        for (std::size_t i = 0; i < query.states.size(); ++i) {
            conditions.sql += i == 0 ? "?" : ", ?";
            conditions.texts.emplace_back(nameOf(query.states[i]));
        }
        conditions.sql += ")";
    }
    if (query.kind) {
        conditions.add("kind = ?", std::string(nameOf(*query.kind)));
    }
    if (!query.nameContains.empty()) {
        conditions.add("instr(lower(name), lower(?)) > 0", query.nameContains);
        conditions.scanAll = true;
    }
    if (!query.tag.empty()) {
        conditions.add("EXISTS (SELECT 1 FROM json_each(tags) WHERE value = ?)", query.tag);
        conditions.scanAll = true;
    }
    if (query.onlyStarred) {
        conditions.sql += " AND starred <> 0";
        conditions.scanAll = true;
    }
    return conditions;
}

int bindTexts(SQLite::Statement& statement, const Conditions& conditions)
{
    int index = 0;
    for (const std::string& text : conditions.texts) {
        statement.bind(++index, text);
    }
    return index;
}

template <typename T>
T parsed(const std::string& text, const std::string& what, Result<T> (*read)(const Json&))
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

} // namespace

std::vector<RunSummary> readSummaries(SQLite::Database& database, const RunQuery& query)
{
    const Conditions conditions = conditionsOf(query);
    // All rows of a list are read fastest as they lie and sorted here; a page, by an index where there is one.
    const bool all = query.limit < 0 && query.offset == 0;
    const std::string order =
        all ? ""
            : fmt::format(" ORDER BY {}{} {} NULLS LAST, id LIMIT {} OFFSET {}", conditions.scanAll ? "+" : "",
                          columnOf(query.sort), query.descending ? "DESC" : "ASC", query.limit, query.offset);
    const Prepared statement(database, fmt::format("SELECT {} FROM Runs{}{}", summaryColumns, conditions.sql, order));
    statement.bind(conditions.texts);
    std::vector<RunSummary> summaries;
    if (all) {
        summaries.reserve(static_cast<std::size_t>(countRuns(database, query)));
    }
    while (statement.step()) {
        summaries.push_back(summaryOf(statement.get()));
    }
    if (all) {
        sortRuns(summaries, query.sort, query.descending);
    }
    return summaries;
}

std::int64_t countRuns(SQLite::Database& database, const RunQuery& query)
{
    const Conditions conditions = conditionsOf(query);
    SQLite::Statement statement(database, "SELECT count(*) FROM Runs" + conditions.sql);
    bindTexts(statement, conditions);
    statement.executeStep();
    return statement.getColumn(0).getInt64();
}

std::vector<RunName> readNames(SQLite::Database& database)
{
    SQLite::Statement statement(database, "SELECT id, name, kind, state FROM Runs ORDER BY created_at, id");
    std::vector<RunName> names;
    while (statement.executeStep()) {
        names.push_back({RunId{statement.getColumn(0).getString()}, statement.getColumn(1).getString(),
                         kindOf(statement.getColumn(2).getString()), stateOf(statement.getColumn(3).getString())});
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
    SQLite::Statement statement(database, "SELECT run FROM Runs WHERE id = ?");
    statement.bind(1, id.text);
    return statement.executeStep() ? std::optional(statement.getColumn(0).getInt64()) : std::nullopt;
}

RunDetails readDetails(SQLite::Database& database, std::int64_t run)
{
    RunDetails details;
    const Prepared summary(database, fmt::format("SELECT {} FROM Runs WHERE run = {}", summaryColumns, run));
    SQLite::Statement row(database,
                          "SELECT events, spec, meta, state_record, exit_record, started_event FROM Runs JOIN "
                          "RunDetails USING (run) WHERE run = ?");
    row.bind(1, run);
    if (!summary.step() || !row.executeStep()) {
        refuse("a run without its details");
    }
    details.summary = summaryOf(summary.get());
    details.events = row.getColumn(0).getInt64();
    details.spec = parsed<run::RunSpec>(row.getColumn(1).getString(), "spec", run::specFromJson);
    details.meta = parsed<run::RunMeta>(row.getColumn(2).getString(), "meta", run::metaFromJson);
    details.state = parsed<run::StateRecord>(row.getColumn(3).getString(), "state", run::stateRecordFromJson);
    if (const auto exit = optionalText(row.getColumn(4))) {
        details.exit = parsed<run::ExitRecord>(*exit, "exit", run::exitRecordFromJson);
    }
    if (const auto line = optionalText(row.getColumn(5))) {
        const auto event = run::eventFromLine(*line);
        if (!event || !std::holds_alternative<run::StartedEvent>(event->payload)) {
            refuse("a started event that cannot be read");
        }
        details.started = std::get<run::StartedEvent>(event->payload);
    }
    return details;
}

} // namespace rxwatt::store
