// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/series_table.h"

#include "core/store/statement.h"

#include <limits>
#include <set>

namespace rxwatt::store
{

namespace
{

constexpr const char* putPointSql = R"(
    INSERT INTO SeriesPoints (series, step, attempt, value, time_s) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (series, step) DO UPDATE SET attempt = excluded.attempt, value = excluded.value, time_s = excluded.time_s
    WHERE excluded.attempt >= attempt)";

constexpr const char* summariesSql = R"(
    SELECT name, last.step, last.value, (SELECT count(*) FROM SeriesPoints WHERE series = Series.series)
    FROM Series JOIN SeriesPoints AS last ON last.series = Series.series
        AND last.step = (SELECT max(step) FROM SeriesPoints WHERE series = Series.series)
    WHERE run = ? ORDER BY name)";

double numberOrNan(const SQLite::Column& column)
{
    return column.isNull() ? std::numeric_limits<double>::quiet_NaN() : column.getDouble();
}

/// From the columns step, value and time, the first of which is given.
SeriesPoint pointFrom(SQLite::Statement& query, int first)
{
    return {query.getColumn(first).getInt64(), numberOrNan(query.getColumn(first + 1)),
            numberOrNan(query.getColumn(first + 2))};
}

} // namespace

SeriesTable::SeriesTable(SQLite::Database& database)
    : m_find(database, "SELECT series FROM Series WHERE run = ? AND name = ?"),
      m_add(database, "INSERT INTO Series (run, name) VALUES (?, ?) ON CONFLICT DO NOTHING"),
      m_putPoint(database, putPointSql)
{
}

void SeriesTable::put(std::int64_t run, const run::RunEvent& event, const run::SeriesEvent& series)
{
    for (const auto& [name, value] : series.values) {
        execute(m_putPoint, keyOf(run, name), event.step, event.attempt, value, event.t);
    }
}

std::int64_t SeriesTable::keyOf(std::int64_t run, const std::string& name)
{
    const auto [known, isNew] = m_known.try_emplace({run, name}, 0);
    if (isNew) {
        execute(m_add, run, name);
        const Rewind rewind(m_find);
        m_find.bind(1, run);
        m_find.bind(2, name);
        m_find.executeStep();
        known->second = m_find.getColumn(0).getInt64();
    }
    return known->second;
}

std::vector<SeriesSummary> readSeriesSummaries(SQLite::Database& database, std::int64_t run)
{
    std::vector<SeriesSummary> summaries;
    SQLite::Statement query(database, summariesSql);
    query.bind(1, run);
    while (query.executeStep()) {
        summaries.push_back({.name = query.getColumn(0).getString(),
                             .last = numberOrNan(query.getColumn(2)),
                             .lastStep = query.getColumn(1).getInt64(),
                             .count = query.getColumn(3).getInt64()});
    }
    return summaries;
}

std::vector<SeriesPoint> readSeries(SQLite::Database& database, std::int64_t run, const std::string& name)
{
    std::vector<SeriesPoint> points;
    SQLite::Statement query(database, "SELECT step, value, time_s FROM SeriesPoints WHERE series = "
                                      "(SELECT series FROM Series WHERE run = ? AND name = ?) ORDER BY step");
    query.bind(1, run);
    query.bind(2, name);
    while (query.executeStep()) {
        points.push_back(pointFrom(query, 0));
    }
    return points;
}

SeriesPoints readSeriesAfter(SQLite::Database& database, std::int64_t run, std::span<const std::string> names,
                             std::int64_t step)
{
    SeriesPoints found;
    SQLite::Statement query(database,
                            "SELECT name, step, value, time_s FROM Series JOIN SeriesPoints USING (series) "
                            "WHERE run = ?1 AND step > ?2 AND (?3 IS NULL OR name = ?3) ORDER BY series, step");
    const auto read = [&](const std::optional<std::string>& name) {
        const Rewind rewind(query);
        bindValue(query, 1, run);
        bindValue(query, 2, step);
        bindValue(query, 3, name);
        while (query.executeStep()) {
            found[query.getColumn(0).getString()].push_back(pointFrom(query, 1));
        }
    };
    if (names.empty()) {
        read(std::nullopt);
    }
    for (const std::string& name : std::set(names.begin(), names.end())) {
        read(name);
    }
    return found;
}

} // namespace rxwatt::store
