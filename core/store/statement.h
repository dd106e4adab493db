// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <optional>
#include <sqlite3.h>
#include <string>

namespace rxwatt::store
{

/// For a row that means nothing to us: somebody tampered with the file.
[[noreturn]] inline void refuse(const std::string& what)
{
    throw SQLite::Exception(what, SQLITE_CORRUPT);
}

// Binding and reading of optional values; SQLite's integers are signed.

inline void bindValue(SQLite::Statement& statement, int index, std::int64_t value)
{
    statement.bind(index, value);
}

inline void bindValue(SQLite::Statement& statement, int index, std::uint64_t value)
{
    statement.bind(index, static_cast<std::int64_t>(value));
}

inline void bindValue(SQLite::Statement& statement, int index, int value)
{
    statement.bind(index, value);
}

inline void bindValue(SQLite::Statement& statement, int index, double value)
{
    statement.bind(index, value);
}

inline void bindValue(SQLite::Statement& statement, int index, const std::string& value)
{
    statement.bind(index, value);
}

template <typename T>
void bindValue(SQLite::Statement& statement, int index, const std::optional<T>& value)
{
    if (value) {
        bindValue(statement, index, *value);
    } else {
        statement.bind(index);
    }
}

/// Makes a statement ready for its next use, however this one ends.
class Rewind
{
public:
    explicit Rewind(SQLite::Statement& statement) : m_statement(statement) {}

    Rewind(const Rewind&) = delete;
    Rewind& operator=(const Rewind&) = delete;

    ~Rewind() { m_statement.tryReset(); }

private:
    SQLite::Statement& m_statement;
};

/// Binds all parameters in their order and runs a statement that gives no rows.
template <typename... Values>
void execute(SQLite::Statement& statement, const Values&... values)
{
    const Rewind rewind(statement);
    int index = 0;
    (bindValue(statement, ++index, values), ...);
    statement.exec();
}

inline std::optional<std::string> optionalText(const SQLite::Column& column)
{
    return column.isNull() ? std::nullopt : std::optional(column.getString());
}

inline std::optional<double> optionalNumber(const SQLite::Column& column)
{
    return column.isNull() ? std::nullopt : std::optional(column.getDouble());
}

} // namespace rxwatt::store
