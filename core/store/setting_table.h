// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <string>
#include <unordered_map>

namespace rxwatt::store
{

/// Writes SettingValues and RunSettings. Everything throws SQLite::Exception.
class SettingTable
{
public:
    explicit SettingTable(SQLite::Database& database);

    /// Takes in the settings of a specification, or replaces those that the run had.
    void put(std::int64_t run, const Json& spec);

    /// Forgets which values are known: after a transaction that failed.
    void forget() { m_known.clear(); }

private:
    void collect(const Json& json, const std::string& path, std::string& settings);
    [[nodiscard]] std::int64_t keyOf(const std::string& path, const std::string& value);

    /// By path and value with a newline between them, which no path has.
    std::unordered_map<std::string, std::int64_t> m_known;
    SQLite::Statement m_find;
    SQLite::Statement m_add;
    SQLite::Statement m_put;
};

/// Takes in the settings of every run that is there: for an index from before there was this table. Throws
/// SQLite::Exception.
void fillSettings(SQLite::Database& database);

} // namespace rxwatt::store
