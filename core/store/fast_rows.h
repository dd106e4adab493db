// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/run_order.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <optional>
#include <sqlite3.h>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace rxwatt::store
{

// For lists of 100,000 rows: SQLite's own functions, since SQLiteCpp's columns cost more than the row itself.

/// What a condition compares with.
using SqlValue = std::variant<std::string, double>;

/// Reads a row's columns from the first to the last.
class Row
{
public:
    explicit Row(sqlite3_stmt* statement) : m_statement(statement) {}

    std::string_view text() { return textOf(next()); }

    std::optional<std::string> optionalText()
    {
        sqlite3_value* value = next();
        return isNull(value) ? std::nullopt : std::optional<std::string>(textOf(value));
    }

    /// A blob, until the next step.
    std::string_view bytes()
    {
        sqlite3_value* value = next();
        const auto* begin = static_cast<const char*>(sqlite3_value_blob(value));
        return {begin != nullptr ? begin : "", static_cast<std::size_t>(sqlite3_value_bytes(value))};
    }

    double number() { return sqlite3_value_double(next()); }

    std::optional<double> optionalNumber()
    {
        sqlite3_value* value = next();
        return isNull(value) ? std::nullopt : std::optional(sqlite3_value_double(value));
    }

    std::int64_t integer() { return sqlite3_value_int64(next()); }

    std::optional<std::int64_t> optionalInteger()
    {
        sqlite3_value* value = next();
        return isNull(value) ? std::nullopt : std::optional<std::int64_t>(sqlite3_value_int64(value));
    }

    /// As what it is stored.
    SortValue sortValue()
    {
        sqlite3_value* value = next();
        if (isNull(value)) {
            return {};
        }
        return sqlite3_value_type(value) == SQLITE_TEXT ? SortValue(textOf(value))
                                                        : SortValue(sqlite3_value_double(value));
    }

private:
    // One look-up of the column instead of one for each of its properties; a connection has one thread only, which is
    // what these "unprotected" values ask for.
    sqlite3_value* next() { return sqlite3_column_value(m_statement, m_column++); }

    static bool isNull(sqlite3_value* value) { return sqlite3_value_type(value) == SQLITE_NULL; }

    static std::string_view textOf(sqlite3_value* value)
    {
        const auto* begin = reinterpret_cast<const char*>(sqlite3_value_text(value));
        return {begin != nullptr ? begin : "", static_cast<std::size_t>(sqlite3_value_bytes(value))};
    }

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

    /// Binds parameters from the `first` on; texts must outlast the rows.
    void bind(const std::vector<SqlValue>& values, int first = 1) const
    {
        for (const SqlValue& value : values) {
            if (const auto* text = std::get_if<std::string>(&value)) {
                bindText(first++, *text);
            } else {
                check(sqlite3_bind_double(m_statement, first++, std::get<double>(value)));
            }
        }
    }

    /// Makes it ready for the rows of a run, whose key or id is its only parameter. The id must outlast the rows.
    void restart(std::int64_t run) const
    {
        sqlite3_reset(m_statement); // says again what the last step said
        check(sqlite3_bind_int64(m_statement, 1, run));
    }

    void restart(const std::string& id) const
    {
        sqlite3_reset(m_statement);
        bindText(1, id);
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
    void bindText(int index, const std::string& text) const
    {
        check(sqlite3_bind_text(m_statement, index, text.data(), static_cast<int>(text.size()), SQLITE_STATIC));
    }

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
