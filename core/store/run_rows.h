// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/run/journal.h"
#include "core/store/run_query.h"

#include <SQLiteCpp/SQLiteCpp.h>

namespace rxwatt::store
{

// Reads Runs and RunDetails. Everything throws SQLite::Exception.

[[nodiscard]] std::vector<RunSummary> readSummaries(SQLite::Database& database, const RunQuery& query);
[[nodiscard]] std::int64_t countRuns(SQLite::Database& database, const RunQuery& query);
[[nodiscard]] std::vector<RunName> readNames(SQLite::Database& database);
[[nodiscard]] std::map<RunId, run::IndexedRun> readIndexedRuns(SQLite::Database& database);

/// The short key of a run; none where it is unknown.
[[nodiscard]] std::optional<std::int64_t> findRun(SQLite::Database& database, const RunId& id);
/// The run's row and texts; series, curves and phases are left empty.
[[nodiscard]] RunDetails readDetails(SQLite::Database& database, std::int64_t run);

} // namespace rxwatt::store
