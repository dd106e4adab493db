// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_selection.h"

#include "core/store/filter_conditions.h"
#include "core/store/setting_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

namespace rxwatt::store
{

namespace
{

/// Names are at most 200 characters; SQLite refuses patterns of more than 50,000 bytes.
constexpr std::size_t longestName = 1000;

bool hasIndex(RunSort sort)
{
    constexpr std::array indexed = {RunSort::queue, RunSort::created, RunSort::name, RunSort::state,
                                    RunSort::geometricMeanBer};
    return std::find(indexed.begin(), indexed.end(), sort) != indexed.end();
}

void addCondition(Conditions& conditions, const std::string& sql)
{
    conditions.sql += " AND " + sql;
    conditions.areNone = false;
}

void addStates(Conditions& conditions, const std::vector<run::RunState>& states)
{
    std::string marks;
    for (const run::RunState state : states) {
        marks += marks.empty() ? "?" : ", ?";
        conditions.values.emplace_back(std::string(nameOf(state)));
    }
    addCondition(conditions, "state IN (" + marks + ")");
}

/// All of a whole order that an index has: nothing needs to be sorted.
std::vector<FoundRun> selectByIndex(SQLite::Database& database, const RunQuery& query)
{
    const Prepared statement(database, fmt::format("SELECT run, id FROM Runs ORDER BY {} {} NULLS LAST, id LIMIT {} "
                                                   "OFFSET {}",
                                                   columnOf(query.sort), query.descending ? "DESC" : "ASC", query.limit,
                                                   query.offset));
    std::vector<FoundRun> found;
    while (statement.step()) {
        Row row(statement.get());
        const std::int64_t run = row.integer();
        found.push_back({run, RunId{std::string(row.text())}});
    }
    return found;
}

} // namespace

Conditions conditionsOf(const RunQuery& query)
{
    Conditions conditions;
    if (!query.states.empty()) {
        addStates(conditions, query.states);
    }
    if (query.kind) {
        addCondition(conditions, "kind = ?");
        conditions.values.emplace_back(std::string(nameOf(*query.kind)));
    }
    if (query.nameContains.size() > longestName) {
        addCondition(conditions, "false");
    } else if (!query.nameContains.empty()) {
        addCondition(conditions, R"(name LIKE ? ESCAPE '\')");
        conditions.values.emplace_back(likePattern(query.nameContains));
    }
    if (query.tag.find('\n') != std::string::npos) {
        addCondition(conditions, "false");
    } else if (!query.tag.empty()) {
        addCondition(conditions, "instr(tags, ?) > 0");
        conditions.values.emplace_back(tagsText({query.tag}));
    }
    if (query.onlyStarred) {
        addCondition(conditions, "starred <> 0");
    }
    for (const FilterTerm& term : query.filter.terms) {
        FilterCondition condition = conditionOf(term);
        addCondition(conditions, condition.sql);
        std::move(condition.values.begin(), condition.values.end(), std::back_inserter(conditions.values));
    }
    return conditions;
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
    case RunSort::starred:
        return "starred";
    case RunSort::archived:
        return "archived";
    case RunSort::parameters:
        return "parameters";
    case RunSort::macsPerSlot:
        return "macs_per_slot";
    case RunSort::kind:
        return "kind";
    case RunSort::trainingEnergy:
        return "training_energy_j";
    case RunSort::stepEnergy:
        return "step_energy_j";
    case RunSort::inferenceEnergy:
        return "inference_energy_j";
    case RunSort::setting:
        return "(SELECT settings FROM RunSettings AS s WHERE s.run = Runs.run)";
    }
    return "created_at";
}

std::string tagsText(const std::vector<std::string>& tags)
{
    std::string text;
    for (const std::string& tag : tags) {
        text += (text.empty() ? "\n" : "") + tag + "\n";
    }
    return text;
}

std::vector<std::string> tagsFrom(std::string_view text)
{
    std::vector<std::string> tags;
    for (std::size_t begin = 1; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        tags.emplace_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return tags;
}

std::vector<FoundRun> selectRuns(SQLite::Database& database, const RunQuery& query)
{
    const Conditions conditions = conditionsOf(query);
    if (conditions.areNone && hasIndex(query.sort)) {
        return selectByIndex(database, query);
    }
    // Read as they lie and sorted here: SQLite's sorter takes several times as long, and an index scatters the reads.
    const Prepared statement(
        database, fmt::format("SELECT run, id, {} FROM Runs NOT INDEXED{}", columnOf(query.sort), conditions.sql));
    statement.bind(conditions.values);
    std::optional<SettingReader> settings;
    if (query.sort == RunSort::setting) {
        settings.emplace(database, std::span(&query.sortSetting, 1), SettingReader::Reads::all);
    }
    std::vector<FoundRun> all;
    RunOrder order;
    while (statement.step()) {
        Row row(statement.get());
        const std::int64_t run = row.integer();
        all.push_back({run, RunId{std::string(row.text())}});
        order.add(all.back().id.text, settings ? sortValueOf(settings->first(row.bytes())) : row.sortValue());
    }
    std::vector<FoundRun> found;
    for (const std::uint32_t number : order.take(query.descending, query.limit, query.offset)) {
        found.push_back(std::move(all[number]));
    }
    return found;
}

std::int64_t countRuns(SQLite::Database& database, const RunQuery& query)
{
    const Conditions conditions = conditionsOf(query);
    const Prepared statement(database, "SELECT count(*) FROM Runs" + conditions.sql);
    statement.bind(conditions.values);
    return statement.step() ? Row(statement.get()).integer() : 0;
}

} // namespace rxwatt::store
