// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/migrations.h"

#include "core/store/setting_table.h"

#include "schemaSql.h"
#include <algorithm>
#include <array>
#include <set>
#include <string>

namespace rxwatt::store
{

namespace
{

constexpr std::array migrationList = {Migration{"20261123-first-schema", ""},
                                      Migration{"20261125-archived-and-expected-steps", R"(
        ALTER TABLE Runs ADD COLUMN archived INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE Runs ADD COLUMN expected_steps INTEGER;
        UPDATE Runs SET expected_steps = (SELECT spec ->> '$.training.steps' FROM RunDetails AS d WHERE d.run = Runs.run)
            WHERE kind = 'train';)"},
                                      // Events are read again from their beginning, which adds the times.
                                      Migration{"20261126-times-of-points", R"(
        ALTER TABLE SeriesPoints ADD COLUMN time_s REAL;
        UPDATE Runs SET event_offset = 0, last_seq = 0, events = 0 WHERE run IN (SELECT run FROM Series);)"},
                                      Migration{"20261126-settings", R"(
        CREATE TABLE SettingValues (setting INTEGER PRIMARY KEY, path TEXT NOT NULL, value TEXT NOT NULL,
            UNIQUE (path, value)) STRICT;
        CREATE TABLE RunSettings (run INTEGER PRIMARY KEY REFERENCES Runs (run) ON DELETE CASCADE,
            settings BLOB NOT NULL) STRICT;)",
                                                fillSettings},
                                      Migration{"20261126-energy", R"(
        ALTER TABLE Runs ADD COLUMN training_energy_j REAL;
        ALTER TABLE Runs ADD COLUMN step_energy_j REAL;
        ALTER TABLE Runs ADD COLUMN inference_energy_j REAL;
        ALTER TABLE Runs ADD COLUMN energy_quality TEXT;
        ALTER TABLE RunDetails ADD COLUMN energy TEXT;)"}};

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

/// What a database consists of: objects, columns, indexes and references. Not the SQL that made them, which ALTER TABLE
/// rewrites.
constexpr std::array schemaQueries = {
    "SELECT 'object', type, name, tbl_name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%'",
    "SELECT 'table', name, type, wr, strict FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE "
    "'sqlite_stat%'",
    "SELECT 'column', t.name, c.name, c.type, c.\"notnull\", c.dflt_value, c.pk, c.hidden FROM sqlite_schema AS t, "
    "pragma_table_xinfo(t.name) AS c WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_stat%'",
    "SELECT 'index', t.name, i.name, i.\"unique\", i.origin, i.partial, c.seqno, c.name, c.\"desc\", c.coll, c.key "
    "FROM "
    "sqlite_schema AS t, pragma_index_list(t.name) AS i, pragma_index_xinfo(i.name) AS c WHERE t.type = 'table'",
    "SELECT 'reference', t.name, r.seq, r.\"table\", r.\"from\", r.\"to\", r.on_update, r.on_delete FROM sqlite_schema "
    "AS t, pragma_foreign_key_list(t.name) AS r WHERE t.type = 'table'"};

std::multiset<std::string> schemaOf(SQLite::Database& database)
{
    std::multiset<std::string> properties;
    for (const char* sql : schemaQueries) {
        SQLite::Statement query(database, sql);
        while (query.executeStep()) {
            std::string property;
            for (int column = 0; column < query.getColumnCount(); ++column) {
                property += query.getColumn(column).getString() + '\n';
            }
            properties.insert(std::move(property));
        }
    }
    return properties;
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
            if (migration.fill != nullptr) {
                migration.fill(database);
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
