// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/setting_list.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <filesystem>
#include <map>
#include <string>

namespace rxwatt::test
{

/// The settings of every run by its id, as text; their keys may differ between databases that mean the same.
inline std::string dumpSettings(SQLite::Database& database)
{
    std::map<std::int64_t, std::string> values;
    SQLite::Statement query(database, "SELECT setting, path || '=' || value FROM SettingValues");
    while (query.executeStep()) {
        values[query.getColumn(0).getInt64()] = query.getColumn(1).getString();
    }
    std::string dump;
    SQLite::Statement runs(database, "SELECT id, settings FROM Runs JOIN RunSettings USING (run) ORDER BY id");
    while (runs.executeStep()) {
        dump += runs.getColumn(0).getString();
        const std::string settings = runs.getColumn(1).getString();
        for (std::size_t i = 0; i < store::settingCount(settings); ++i) {
            dump += '|' + values.at(store::settingAt(settings, i));
        }
        dump += '\n';
    }
    return dump;
}

/// Everything that an index says, as text, by runs' ids: equal for databases that mean the same.
inline std::string dumpIndex(const std::filesystem::path& file)
{
    SQLite::Database database(file.string());
    std::string dump = dumpSettings(database);
    for (const char* sql : {
             "SELECT * FROM Runs JOIN RunDetails USING (run) ORDER BY id",
             "SELECT 0, id, Series.name, step, SeriesPoints.attempt, value, time_s FROM SeriesPoints JOIN Series USING "
             "(series) "
             "JOIN Runs USING (run) ORDER BY id, Series.name, step",
             "SELECT 0, id, BerPoints.* FROM BerPoints JOIN Runs USING (run) "
             "ORDER BY id, receiver, modulation, dmrs_symbols, weights, sinr_db",
             "SELECT 0, id, Phases.* FROM Phases JOIN Runs USING (run) ORDER BY id, seq",
         }) {
        SQLite::Statement query(database, sql);
        while (query.executeStep()) {
            // Column 0 and those called "run" are short keys, which may differ.
            for (int column = 1; column < query.getColumnCount(); ++column) {
                if (std::string(query.getColumnName(column)) != "run") {
                    dump += query.getColumn(column).getString() + '|';
                }
            }
            dump += '\n';
        }
    }
    return dump;
}

} // namespace rxwatt::test
