// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/run_query.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <map>
#include <span>
#include <string>
#include <utility>

namespace rxwatt::store
{

/// Writes Series and SeriesPoints. Everything throws SQLite::Exception.
class SeriesTable
{
public:
    explicit SeriesTable(SQLite::Database& database);

    /// Takes in the values of a series event; where the step is known already, the last attempt wins.
    void put(std::int64_t run, const run::RunEvent& event, const run::SeriesEvent& series);

    /// Forgets which series are known: after a removal, and after a transaction that failed.
    void forget() { m_known.clear(); }

private:
    [[nodiscard]] std::int64_t keyOf(std::int64_t run, const std::string& name);

    std::map<std::pair<std::int64_t, std::string>, std::int64_t> m_known;
    SQLite::Statement m_find;
    SQLite::Statement m_add;
    SQLite::Statement m_putPoint;
};

/// Throws SQLite::Exception.
[[nodiscard]] std::vector<SeriesSummary> readSeriesSummaries(SQLite::Database& database, std::int64_t run);
/// Throws SQLite::Exception.
[[nodiscard]] std::vector<SeriesPoint> readSeries(SQLite::Database& database, std::int64_t run,
                                                  const std::string& name);
/// The points behind `step` of the series named (none: of all); series without any are left out. Throws
/// SQLite::Exception.
[[nodiscard]] SeriesPoints readSeriesAfter(SQLite::Database& database, std::int64_t run,
                                           std::span<const std::string> names, std::int64_t step);

} // namespace rxwatt::store
