// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/run_reader.h"

#include "core/store/ber_table.h"
#include "core/store/database.h"
#include "core/store/run_rows.h"
#include "core/store/run_selection.h"
#include "core/store/run_settings.h"
#include "core/store/series_table.h"

#include <fmt/format.h>

namespace rxwatt::store
{

struct RunReader::Connection {
    DatabasePointer database;

    [[nodiscard]] Result<std::int64_t> keyOf(const RunId& id) const
    {
        const auto key = findRun(*database, id);
        if (!key) {
            return fail(ErrorKind::notFound, fmt::format("there is no run {}", id.text));
        }
        return *key;
    }
};

RunReader::RunReader(std::unique_ptr<Connection> connection) : m_connection(std::move(connection)) {}

RunReader::RunReader(RunReader&&) noexcept = default;
RunReader& RunReader::operator=(RunReader&&) noexcept = default;
RunReader::~RunReader() = default;

Result<RunReader> RunReader::open(const std::filesystem::path& file)
{
    RXWATT_ASSIGN(DatabasePointer database, openForReading(file));
    return RunReader(std::make_unique<Connection>(Connection{std::move(database)}));
}

Result<std::vector<RunSummary>> RunReader::list(const RunQuery& query) const
{
    SQLite::Database& database = *m_connection->database;
    return guarded(database, [&]() -> Result<std::vector<RunSummary>> {
        // One transaction each, so that all rows are of the same moment.
        SQLite::Transaction moment(database);
        return readSummaries(database, query);
    });
}

Result<std::vector<RunSummary>> RunReader::summaries(std::span<const RunId> ids) const
{
    SQLite::Database& database = *m_connection->database;
    return guarded(database, [&]() -> Result<std::vector<RunSummary>> {
        SQLite::Transaction moment(database);
        return readSummaries(database, ids);
    });
}

Result<std::vector<RunId>> RunReader::ids(const RunQuery& query) const
{
    SQLite::Database& database = *m_connection->database;
    return guarded(database, [&]() -> Result<std::vector<RunId>> {
        std::vector<RunId> ids;
        for (FoundRun& found : selectRuns(database, query)) {
            ids.push_back(std::move(found.id));
        }
        return ids;
    });
}

Result<std::int64_t> RunReader::count(const RunQuery& query) const
{
    SQLite::Database& database = *m_connection->database;
    return guarded(database, [&]() -> Result<std::int64_t> { return countRuns(database, query); });
}

Result<std::vector<RunName>> RunReader::names() const
{
    SQLite::Database& database = *m_connection->database;
    return guarded(database, [&]() -> Result<std::vector<RunName>> { return readNames(database); });
}

Result<std::int64_t> RunReader::dataVersion() const
{
    SQLite::Database& database = *m_connection->database;
    return guarded(database,
                   [&]() -> Result<std::int64_t> { return database.execAndGet("PRAGMA data_version").getInt64(); });
}

Result<std::map<RunId, run::IndexedRun>> RunReader::indexed() const
{
    SQLite::Database& database = *m_connection->database;
    return guarded(database, [&]() -> Result<std::map<RunId, run::IndexedRun>> { return readIndexedRuns(database); });
}

Result<std::vector<RunOverview>> RunReader::overviews(const RunQuery& query, CurveParts parts) const
{
    SQLite::Database& database = *m_connection->database;
    return guarded(database, [&]() -> Result<std::vector<RunOverview>> {
        SQLite::Transaction moment(database);
        const OverviewReader reader(database, parts);
        std::vector<RunOverview> overviews;
        for (const FoundRun& found : selectRuns(database, query)) {
            overviews.push_back(reader.read(found.run));
        }
        return overviews;
    });
}

Result<RunDetails> RunReader::read(const RunId& id) const
{
    SQLite::Database& database = *m_connection->database;
    return guarded(database, [&]() -> Result<RunDetails> {
        SQLite::Transaction moment(database);
        RXWATT_ASSIGN(const std::int64_t run, m_connection->keyOf(id));
        RunDetails details = readDetails(database, run);
        details.series = readSeriesSummaries(database, run);
        return details;
    });
}

Result<std::vector<SeriesPoint>> RunReader::series(const RunId& id, const std::string& name) const
{
    SQLite::Database& database = *m_connection->database;
    return guarded(database, [&]() -> Result<std::vector<SeriesPoint>> {
        RXWATT_ASSIGN(const std::int64_t run, m_connection->keyOf(id));
        return readSeries(database, run, name);
    });
}

Result<SeriesPoints> RunReader::seriesAfter(const RunId& id, std::span<const std::string> names,
                                            std::int64_t step) const
{
    SQLite::Database& database = *m_connection->database;
    return guarded(database, [&]() -> Result<SeriesPoints> {
        SQLite::Transaction moment(database);
        RXWATT_ASSIGN(const std::int64_t run, m_connection->keyOf(id));
        return readSeriesAfter(database, run, names, step);
    });
}

Result<std::vector<std::vector<SettingValue>>> RunReader::settings(std::span<const RunId> ids,
                                                                   std::span<const std::string> paths) const
{
    SQLite::Database& database = *m_connection->database;
    return guarded(database, [&]() -> Result<std::vector<std::vector<SettingValue>>> {
        SQLite::Transaction moment(database);
        return readSettings(database, ids, paths);
    });
}

Result<DifferingSettings> RunReader::differingSettings(const RunQuery& query, std::int64_t limit) const
{
    SQLite::Database& database = *m_connection->database;
    return guarded(database, [&]() -> Result<DifferingSettings> {
        SQLite::Transaction moment(database);
        return readDifferingSettings(database, query, limit);
    });
}

Result<FilterWords> RunReader::filterWords(std::span<const std::string> paths, std::int64_t most) const
{
    SQLite::Database& database = *m_connection->database;
    return guarded(database, [&]() -> Result<FilterWords> {
        SQLite::Transaction moment(database);
        return readFilterWords(database, paths, most);
    });
}

Result<std::vector<BerCurve>> RunReader::berCurves(const RunId& id) const
{
    SQLite::Database& database = *m_connection->database;
    return guarded(database, [&]() -> Result<std::vector<BerCurve>> {
        RXWATT_ASSIGN(const std::int64_t run, m_connection->keyOf(id));
        const Prepared rows(database, curvesSql(CurveParts::points));
        rows.restart(run);
        return readBerCurves(rows, CurveParts::points);
    });
}

} // namespace rxwatt::store
