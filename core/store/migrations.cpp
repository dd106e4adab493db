// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/migrations.h"

#include "schemaSql.h"
#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <vector>

namespace rxwatt::store
{

namespace
{

constexpr std::array migrationList = {Migration{"20261123-first-schema", ""}};

std::set<std::string> appliedMigrations(SQLite::Database& database)
{
    std::set<std::string> applied;
    SQLite::Statement query(database, "SELECT migration FROM SchemaMigrations");
    while (query.executeStep()) {
        applied.insert(query.getColumn(0).getString());
    }
    return applied;
}

void remember(SQLite::Database& database, const Migration& migration)
{
    SQLite::Statement insert(database, "INSERT INTO SchemaMigrations (migration) VALUES (?)");
    insert.bind(1, std::string(migration.name));
    insert.exec();
}

std::vector<std::string> schemaOf(SQLite::Database& database)
{
    std::vector<std::string> entries;
    SQLite::Statement query(database, "SELECT type, name, tbl_name, sql FROM sqlite_schema "
                                      "WHERE name NOT LIKE 'sqlite_stat%' ORDER BY type, name");
    while (query.executeStep()) {
        std::string entry;
        for (int column = 0; column < 4; ++column) {
            entry += query.getColumn(column).getString() + '\n';
        }
        entries.push_back(std::move(entry));
    }
    return entries;
}

} // namespace

std::span<const Migration> allMigrations()
{
    return migrationList;
}

SchemaAge schemaAge(SQLite::Database& database, std::span<const Migration> migrations)
{
    std::set<std::string> applied = appliedMigrations(database);
    bool missing = false;
    for (const Migration& migration : migrations) {
        missing |= applied.erase(std::string(migration.name)) == 0;
    }
    if (!applied.empty()) {
        return SchemaAge::newer;
    }
    return missing ? SchemaAge::older : SchemaAge::current;
}

void migrate(SQLite::Database& database, std::span<const Migration> migrations)
{
    const std::set<std::string> applied = appliedMigrations(database);
    for (const Migration& migration : migrations) {
        if (!applied.contains(std::string(migration.name))) {
            SQLite::Transaction transaction(database);
            if (!migration.sql.empty()) {
                database.exec(std::string(migration.sql));
            }
            remember(database, migration);
            transaction.commit();
        }
    }
}

void createSchema(SQLite::Database& database, std::span<const Migration> migrations)
{
    SQLite::Transaction transaction(database);
    database.exec(std::string(schemaSql));
    for (const Migration& migration : migrations) {
        remember(database, migration);
    }
    transaction.commit();
}

bool hasOurSchema(SQLite::Database& database)
{
    SQLite::Database model(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    model.exec(std::string(schemaSql));
    return schemaOf(model) == schemaOf(database);
}

} // namespace rxwatt::store
