// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/run/journal.h"
#include "core/store/fast_rows.h"
#include "core/store/run_query.h"

namespace rxwatt::store
{

// Reads Runs and RunDetails. Everything throws SQLite::Exception.

[[nodiscard]] std::vector<RunSummary> readSummaries(SQLite::Database& database, const RunQuery& query);
/// Those of the ids in their order; ids that no run has are left out.
[[nodiscard]] std::vector<RunSummary> readSummaries(SQLite::Database& database, std::span<const RunId> ids);
[[nodiscard]] std::vector<RunName> readNames(SQLite::Database& database);
[[nodiscard]] std::map<RunId, run::IndexedRun> readIndexedRuns(SQLite::Database& database);

/// The short key of a run; none where it is unknown.
[[nodiscard]] std::optional<std::int64_t> findRun(SQLite::Database& database, const RunId& id);

/// Reads overviews one by one; its statements are prepared once.
class OverviewReader
{
public:
    OverviewReader(SQLite::Database& database, CurveParts parts);

    [[nodiscard]] RunOverview read(std::int64_t run) const;

private:
    CurveParts m_parts;
    Prepared m_run;
    Prepared m_curves;
    Prepared m_phases;
};

/// Everything but the series.
[[nodiscard]] RunDetails readDetails(SQLite::Database& database, std::int64_t run);

} // namespace rxwatt::store
