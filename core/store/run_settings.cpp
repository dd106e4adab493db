// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_settings.h"

#include "core/run/spec_fields.h"
#include "core/store/fast_rows.h"
#include "core/store/filter_fields.h"
#include "core/store/run_selection.h"
#include "core/store/statement.h"

#include <algorithm>
#include <map>

namespace rxwatt::store
{

namespace
{

/// What was seen of one setting.
struct Seen {
    std::string first;
    std::int64_t count = 0;
    bool differs = false;
};

void collect(const Json& json, const std::string& path, std::map<std::string, Seen>& seen)
{
    for (const auto& member : json.items()) {
        const std::string name = path.empty() ? member.key() : path + "." + member.key();
        if (member.value().is_object() && !member.value().empty()) {
            collect(member.value(), name, seen);
            continue;
        }
        const std::string text = base::toText(member.value());
        Seen& setting = seen[name];
        setting.differs |= setting.count > 0 && setting.first != text;
        setting.first = setting.count == 0 ? text : setting.first;
        ++setting.count;
    }
}

/// Where a setting comes in a list; what runs mostly differ by without meaning to comes last.
std::size_t placeOf(const std::string& path)
{
    const std::vector<run::SpecField>& fields = run::specFields();
    const auto found =
        std::find_if(fields.begin(), fields.end(), [&](const auto& field) { return field.path == path; });
    const auto place = static_cast<std::size_t>(found - fields.begin());
    return path == "name" ? fields.size() + 1 : path == "seed" ? fields.size() + 2 : place;
}

SettingValue valueOf(const SQLite::Column& column)
{
    if (column.isNull()) {
        return {};
    }
    return column.isText() ? SettingValue(column.getString()) : SettingValue(column.getDouble());
}

} // namespace

std::vector<std::vector<SettingValue>> readSettings(SQLite::Database& database, std::span<const RunId> ids,
                                                    std::span<const std::string> paths)
{
    std::string columns = "NULL";
    for (std::size_t i = 0; i < paths.size(); ++i) {
        columns += ", json_extract(spec, ?)";
    }
    SQLite::Statement query(database, "SELECT " + columns + " FROM Runs JOIN RunDetails USING (run) WHERE id = ?");
    std::vector<std::vector<SettingValue>> rows;
    for (const RunId& id : ids) {
        const Rewind rewind(query);
        int index = 0;
        for (const std::string& path : paths) {
            bindValue(query, ++index, isSettingPath(path) ? std::optional("$." + path) : std::nullopt);
        }
        bindValue(query, ++index, id.text);
        std::vector<SettingValue>& row = rows.emplace_back(paths.size());
        if (query.executeStep()) {
            for (std::size_t i = 0; i < paths.size(); ++i) {
                row[i] = valueOf(query.getColumn(static_cast<int>(i) + 1));
            }
        }
    }
    return rows;
}

DifferingSettings readDifferingSettings(SQLite::Database& database, const RunQuery& query, std::int64_t limit)
{
    RunQuery newest = query;
    newest.sort = RunSort::created;
    newest.descending = true;
    newest.limit = limit;
    newest.offset = 0;
    DifferingSettings differing;
    differing.runsFound = countRuns(database, query);
    std::map<std::string, Seen> seen;
    const Prepared statement(database, "SELECT spec FROM RunDetails WHERE run = ?");
    for (const FoundRun& found : selectRuns(database, newest)) {
        statement.restart(found.run);
        if (!statement.step()) {
            continue;
        }
        const auto json = base::parseJson(Row(statement.get()).text(), "spec");
        if (!json || !json->is_object()) {
            refuse("a specification that cannot be read");
        }
        collect(*json, "", seen);
        ++differing.runsLookedAt;
    }
    for (const auto& [path, setting] : seen) {
        if (setting.differs || setting.count < differing.runsLookedAt) {
            differing.paths.push_back(path);
        }
    }
    std::stable_sort(differing.paths.begin(), differing.paths.end(),
                     [](const std::string& a, const std::string& b) { return placeOf(a) < placeOf(b); });
    return differing;
}

} // namespace rxwatt::store
