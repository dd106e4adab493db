// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/fast_rows.h"
#include "core/store/run_query.h"

#include <SQLiteCpp/SQLiteCpp.h>

namespace rxwatt::store
{

// Which runs a query finds. Everything throws SQLite::Exception.

/// The conditions of a query as SQL and what they compare with.
struct Conditions {
    std::string sql = " WHERE true";
    std::vector<SqlValue> values;
    bool areNone = true;
};

[[nodiscard]] Conditions conditionsOf(const RunQuery& query);
/// The column of Runs that a sort is by; for a setting, the run's list of settings.
[[nodiscard]] const char* columnOf(RunSort sort);
/// Tags as their column holds them: between newlines, which no tag has.
[[nodiscard]] std::string tagsText(const std::vector<std::string>& tags);
[[nodiscard]] std::vector<std::string> tagsFrom(std::string_view text);

struct FoundRun {
    std::int64_t run = 0; ///< its short key
    RunId id;
};

/// The runs of a query in its order.
[[nodiscard]] std::vector<FoundRun> selectRuns(SQLite::Database& database, const RunQuery& query);
[[nodiscard]] std::int64_t countRuns(SQLite::Database& database, const RunQuery& query);

} // namespace rxwatt::store
