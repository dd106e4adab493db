// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <optional>
#include <sqlite3.h>
#include <string>
#include <string_view>
#include <vector>

namespace rxwatt::store
{

// For lists of 100,000 rows: SQLite's own functions, since SQLiteCpp's columns cost more than the row itself.

/// Reads a row's columns from the first to the last.
class Row
{
public:
    explicit Row(sqlite3_stmt* statement) : m_statement(statement) {}

    std::string_view text()
    {
        const int column = m_column++;
        const auto* begin = reinterpret_cast<const char*>(sqlite3_column_text(m_statement, column));
        return {begin != nullptr ? begin : "", static_cast<std::size_t>(sqlite3_column_bytes(m_statement, column))};
    }

    std::optional<std::string> optionalText()
    {
        const bool isNull = sqlite3_column_type(m_statement, m_column) == SQLITE_NULL;
        const std::string_view value = text();
        return isNull ? std::nullopt : std::optional(std::string(value));
    }

    double number() { return sqlite3_column_double(m_statement, m_column++); }

    std::optional<double> optionalNumber()
    {
        const bool isNull = sqlite3_column_type(m_statement, m_column) == SQLITE_NULL;
        const double value = number();
        return isNull ? std::nullopt : std::optional(value);
    }

    std::int64_t integer() { return sqlite3_column_int64(m_statement, m_column++); }

private:
    sqlite3_stmt* m_statement;
    int m_column = 0;
};

/// A statement to read rows from. Everything throws SQLite::Exception.
class Prepared
{
public:
    Prepared(SQLite::Database& database, const std::string& sql) : m_database(database)
    {
        check(sqlite3_prepare_v2(database.getHandle(), sql.c_str(), -1, &m_statement, nullptr));
    }

    Prepared(const Prepared&) = delete;
    Prepared& operator=(const Prepared&) = delete;

    ~Prepared() { sqlite3_finalize(m_statement); }

    void bind(const std::vector<std::string>& texts) const
    {
        int index = 0;
        for (const std::string& text : texts) {
            check(sqlite3_bind_text(m_statement, ++index, text.data(), static_cast<int>(text.size()), nullptr));
        }
    }

    /// False behind the last row.
    [[nodiscard]] bool step() const
    {
        const int code = sqlite3_step(m_statement);
        if (code != SQLITE_ROW) {
            check(code == SQLITE_DONE ? SQLITE_OK : code);
        }
        return code == SQLITE_ROW;
    }

    [[nodiscard]] sqlite3_stmt* get() const { return m_statement; }

private:
    void check(int code) const
    {
        if (code != SQLITE_OK) {
            throw SQLite::Exception(m_database.getHandle(), code);
        }
    }

    SQLite::Database& m_database;
    sqlite3_stmt* m_statement = nullptr;
};

} // namespace rxwatt::store
