// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_settings.h"

#include "core/run/spec_fields.h"
#include "core/store/run_selection.h"
#include "core/store/setting_list.h"
#include "core/store/setting_reader.h"
#include "core/store/statement.h"

#include <algorithm>
#include <set>

namespace rxwatt::store
{

namespace
{

/// Where a setting comes in a list; what runs mostly differ by without meaning to comes last.
std::size_t placeOf(const std::string& path)
{
    const std::vector<run::SpecField>& fields = run::specFields();
    const auto found =
        std::find_if(fields.begin(), fields.end(), [&](const auto& field) { return field.path == path; });
    const auto place = static_cast<std::size_t>(found - fields.begin());
    return path == "name" ? fields.size() + 1 : path == "seed" ? fields.size() + 2 : place;
}

/// How many of the runs have each value, by its key.
class ValueCounts
{
public:
    void add(std::string_view settings)
    {
        for (std::size_t i = 0; i < settingCount(settings); ++i) {
            const std::uint32_t setting = settingAt(settings, i);
            if (setting > maxSetting) {
                refuse("a setting with a key that is none");
            }
            if (m_counts.size() <= setting) {
                m_counts.resize(setting + std::size_t{1});
            }
            ++m_counts[setting];
        }
        ++m_runs;
    }

    [[nodiscard]] std::int64_t runs() const { return m_runs; }

    /// Whether some of the runs have the value and others do not.
    [[nodiscard]] bool differs(std::int64_t setting) const
    {
        const auto place = static_cast<std::size_t>(setting);
        return setting >= 0 && place < m_counts.size() && m_counts[place] > 0 && m_counts[place] < m_runs;
    }

private:
    std::vector<std::int64_t> m_counts;
    std::int64_t m_runs = 0;
};

} // namespace

std::vector<std::vector<SettingValue>> readSettings(SQLite::Database& database, std::span<const RunId> ids,
                                                    std::span<const std::string> paths)
{
    constexpr std::size_t few = 1000;
    SettingReader reader(database, paths, ids.size() > few ? SettingReader::Reads::all : SettingReader::Reads::few);
    const Prepared statement(database, "SELECT settings FROM Runs JOIN RunSettings USING (run) WHERE id = ?");
    std::vector<std::vector<SettingValue>> rows;
    rows.reserve(ids.size());
    for (const RunId& id : ids) {
        std::vector<SettingValue>& row = rows.emplace_back(paths.size());
        statement.restart(id.text);
        if (statement.step()) {
            reader.read(Row(statement.get()).bytes(), row);
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
    const std::vector<FoundRun> runs = selectRuns(database, newest);
    differing.runsFound = limit < 0 ? static_cast<std::int64_t>(runs.size()) : countRuns(database, query);
    ValueCounts counts;
    const Prepared statement(database, "SELECT settings FROM RunSettings WHERE run = ?");
    for (const FoundRun& found : runs) {
        statement.restart(found.run);
        if (statement.step()) {
            counts.add(Row(statement.get()).bytes());
        }
    }
    differing.runsLookedAt = counts.runs();
    std::set<std::string, std::less<>> paths;
    const Prepared values(database, "SELECT setting, path FROM SettingValues");
    while (values.step()) {
        Row row(values.get());
        if (counts.differs(row.integer())) {
            if (const std::string_view path = row.text(); !paths.contains(path)) {
                paths.emplace(path);
            }
        }
    }
    differing.paths.assign(paths.begin(), paths.end());
    std::stable_sort(differing.paths.begin(), differing.paths.end(),
                     [](const std::string& a, const std::string& b) { return placeOf(a) < placeOf(b); });
    return differing;
}

FilterWords readFilterWords(SQLite::Database& database, std::span<const std::string> paths, std::int64_t most)
{
    FilterWords words;
    std::set<std::string, std::less<>> tags;
    const Prepared lists(database, "SELECT DISTINCT tags FROM Runs WHERE tags <> ''");
    while (lists.step()) {
        for (std::string& tag : tagsFrom(Row(lists.get()).text())) {
            tags.insert(std::move(tag));
        }
    }
    words.tags.assign(tags.begin(), tags.end());
    SQLite::Statement values(database, "SELECT iif(json_type(value) IN ('text', 'integer', 'real', 'array'), "
                                       "json_extract(value, '$'), value) FROM SettingValues WHERE path = ? LIMIT ?");
    for (const std::string& path : paths) {
        const Rewind rewind(values);
        values.bind(1, path);
        values.bind(2, most);
        std::vector<std::string>& texts = words.settings[path];
        while (values.executeStep()) {
            texts.push_back(values.getColumn(0).getString());
        }
    }
    return words;
}

} // namespace rxwatt::store
