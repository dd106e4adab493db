// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <span>
#include <string_view>

namespace rxwatt::store
{

/// A change of the schema since the first release; named by date and purpose: "20260309-drop-old-index".
struct Migration {
    std::string_view name;
    /// Empty for the first, which is schema.sql itself.
    std::string_view sql;
    /// What SQL alone cannot do, done behind it in the same transaction; may be none.
    void (*fill)(SQLite::Database& database) = nullptr;
};

/// All of them, oldest first. Whoever adds one also changes schema.sql; a test holds both against each other.
[[nodiscard]] std::span<const Migration> allMigrations();

enum class SchemaAge {
    current,
    older,
    newer ///< a newer version of the program made the file
};

/// Compares what the file has been through with a list of migrations. Throws SQLite::Exception.
[[nodiscard]] SchemaAge schemaAge(SQLite::Database& database, std::span<const Migration> migrations);
/// Applies what is missing, each in a transaction of its own. Throws SQLite::Exception.
void migrate(SQLite::Database& database, std::span<const Migration> migrations);
/// Makes the newest schema in an empty database, in one transaction. Throws SQLite::Exception.
void createSchema(SQLite::Database& database, std::span<const Migration> migrations);
/// Whether tables, columns and indexes are exactly those of schema.sql: foreign or tampered files are not. Throws
/// SQLite::Exception.
[[nodiscard]] bool hasOurSchema(SQLite::Database& database);

} // namespace rxwatt::store
