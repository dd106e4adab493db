// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/run_query.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <span>

namespace rxwatt::store
{

// Single settings of many runs. Everything throws SQLite::Exception.

/// A row for each id with a value for each path.
[[nodiscard]] std::vector<std::vector<SettingValue>>
readSettings(SQLite::Database& database, std::span<const RunId> ids, std::span<const std::string> paths);
[[nodiscard]] DifferingSettings readDifferingSettings(SQLite::Database& database, const RunQuery& query,
                                                      std::int64_t limit);
/// All tags, and up to `most` values of each of these settings that some run has or had.
[[nodiscard]] FilterWords readFilterWords(SQLite::Database& database, std::span<const std::string> paths,
                                          std::int64_t most);

} // namespace rxwatt::store
