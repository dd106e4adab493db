// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/database.h"

#include "core/base/files.h"
#include "core/store/migrations.h"
#include "core/store/setting_list.h"

#include <fmt/format.h>

#include <sqlite3.h>
#include <string>

namespace rxwatt::store
{

namespace
{

namespace fs = std::filesystem;

constexpr int busyTimeoutMs = 5000;
/// "RxWt" in the file's header tells our databases from others.
constexpr int applicationId = 0x52785774;

/// The file may come from anywhere: SQLite's advice for such files (https://sqlite.org/security.html).
void harden(SQLite::Database& database)
{
    sqlite3* handle = database.getHandle();
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
    sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, 64 << 20);
    sqlite3_limit(handle, SQLITE_LIMIT_SQL_LENGTH, 100'000);
    sqlite3_limit(handle, SQLITE_LIMIT_COLUMN, 100);
    sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0);
    database.exec("PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA foreign_keys = ON; "
                  "PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;");
}

DatabasePointer connect(const std::string& name, int flags)
{
    // Each connection has one thread; SQLite's locks would cost a tenth of a long list.
    auto database = std::make_unique<SQLite::Database>(name, flags | SQLite::OPEN_NOMUTEX, busyTimeoutMs);
    sqlite3_extended_result_codes(database->getHandle(), 1);
    harden(*database);
    addSettingFunctions(database->getHandle());
    return database;
}

/// The write-ahead log does not work on network file systems. NORMAL may lose the last commits in a power cut, which
/// the run folders then make good.
void chooseJournal(SQLite::Database& database, const fs::path& file)
{
    const bool network = base::onNetworkFileSystem(file.parent_path());
    database.exec(network ? "PRAGMA journal_mode = DELETE" : "PRAGMA journal_mode = WAL");
    database.exec(network ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
}

Status checkIdentity(SQLite::Database& database, const fs::path& file)
{
    if (database.execAndGet("PRAGMA application_id").getInt() != applicationId) {
        return tl::unexpected<Error>(unusable(file, "is not an index of RxWatt"));
    }
    return {};
}

Status checkSchema(SQLite::Database& database, const fs::path& file)
{
    if (!hasOurSchema(database)) {
        return tl::unexpected<Error>(unusable(file, "has tables that are not RxWatt's"));
    }
    return {};
}

Error newerVersion(const fs::path& file)
{
    return {ErrorKind::unsupported,
            fmt::format("{}: a newer version of RxWatt made it; use that version. Nothing was changed", file.string())};
}

bool hasWriteAheadLog(const fs::path& file)
{
    std::error_code ignored;
    const fs::path log = file.string() + "-wal";
    return fs::exists(log, ignored) && fs::file_size(log, ignored) > 0;
}

/// "file:" with the characters that mean something in an address escaped.
std::string immutableAddress(const fs::path& file)
{
    std::string address = "file:";
    for (const char c : fs::absolute(file).string()) {
        if (c == '%' || c == '?' || c == '#') {
            address += fmt::format("%{:02x}", static_cast<unsigned>(c));
        } else {
            address += c;
        }
    }
    return address + "?immutable=1";
}

/// In a read-only folder SQLite cannot make the files that go with a write-ahead log.
DatabasePointer connectForReading(const fs::path& file)
{
    try {
        DatabasePointer database = connect(file.string(), SQLite::OPEN_READONLY);
        database->execAndGet("SELECT count(*) FROM sqlite_schema");
        return database;
    } catch (const SQLite::Exception& exception) {
        const int code = exception.getErrorCode() & 0xff;
        if ((code != SQLITE_CANTOPEN && code != SQLITE_READONLY) || hasWriteAheadLog(file)) {
            throw;
        }
        return connect(immutableAddress(file), SQLite::OPEN_READONLY | SQLite::OPEN_URI);
    }
}

Status mustExist(const fs::path& file)
{
    std::error_code problem;
    if (!fs::exists(file, problem)) {
        return fail(ErrorKind::notFound,
                    fmt::format("{} is missing: `rxwatt check --rebuild {}` remakes it from the run folders",
                                file.string(), file.parent_path().string()));
    }
    return {};
}

std::string meaningOf(int code, const fs::path& file)
{
    switch (code & 0xff) {
    case SQLITE_FULL:
        return "the disk is full; free some space and try again";
    case SQLITE_IOERR:
        return "the disk is full or failing, or a file size limit was reached";
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return "another program has kept it locked for 5 s";
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return "it may not be written to";
    case SQLITE_CANTOPEN:
        return hasWriteAheadLog(file) ? "its folder is read-only while runs.db-wal still holds changes; open it once "
                                        "where the folder can be written to"
                                      : "it cannot be opened; look at the permissions of the folder";
    default:
        return {};
    }
}

} // namespace

Error unusable(const fs::path& file, const std::string& why)
{
    return {ErrorKind::storage,
            fmt::format("{} {}: `rxwatt check --rebuild {}` remakes it from the run folders, which are untouched",
                        file.string(), why, file.parent_path().string())};
}

Error databaseError(const fs::path& file, const SQLite::Exception& exception)
{
    const int code = exception.getErrorCode() & 0xff;
    if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB || code == SQLITE_TOOBIG || code == SQLITE_MISMATCH) {
        return unusable(file, fmt::format("is damaged ({})", exception.what()));
    }
    if (code == SQLITE_ERROR || code == SQLITE_SCHEMA || code == SQLITE_CONSTRAINT) {
        return unusable(file, fmt::format("does not hold what it should ({})", exception.what()));
    }
    const bool busy = code == SQLITE_BUSY || code == SQLITE_LOCKED;
    const std::string meaning = meaningOf(code, file);
    return {busy ? ErrorKind::busy : ErrorKind::storage,
            fmt::format("{}: {}{}{}", file.string(), exception.what(), meaning.empty() ? "" : "; ", meaning)};
}

Result<DatabasePointer> openForWriting(const fs::path& file)
{
    RXWATT_TRY(mustExist(file));
    try {
        DatabasePointer database = connect(file.string(), SQLite::OPEN_READWRITE);
        RXWATT_TRY(checkIdentity(*database, file));
        const SchemaAge age = schemaAge(*database, allMigrations());
        if (age == SchemaAge::newer) {
            return tl::unexpected<Error>(newerVersion(file));
        }
        if (age == SchemaAge::older) {
            migrate(*database, allMigrations());
        }
        RXWATT_TRY(checkSchema(*database, file));
        chooseJournal(*database, file);
        return database;
    } catch (const SQLite::Exception& exception) {
        return tl::unexpected<Error>(databaseError(file, exception));
    }
}

Result<DatabasePointer> openForReading(const fs::path& file)
{
    RXWATT_TRY(mustExist(file));
    try {
        DatabasePointer database = connectForReading(file);
        RXWATT_TRY(checkIdentity(*database, file));
        const SchemaAge age = schemaAge(*database, allMigrations());
        if (age == SchemaAge::newer) {
            return tl::unexpected<Error>(newerVersion(file));
        }
        if (age == SchemaAge::older) {
            return fail(ErrorKind::unsupported,
                        fmt::format("{}: an older version of RxWatt made it; `rxwatt check --rebuild {}` brings it up "
                                    "to date",
                                    file.string(), file.parent_path().string()));
        }
        RXWATT_TRY(checkSchema(*database, file));
        return database;
    } catch (const SQLite::Exception& exception) {
        return tl::unexpected<Error>(databaseError(file, exception));
    }
}

Result<DatabasePointer> createDatabase(const fs::path& file)
{
    std::error_code problem;
    if (fs::exists(file, problem)) {
        return fail(ErrorKind::badInput, fmt::format("{} is already there", file.string()));
    }
    try {
        DatabasePointer database = connect(file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        database->exec(fmt::format("PRAGMA application_id = {}", applicationId));
        createSchema(*database, allMigrations());
        chooseJournal(*database, file);
        return database;
    } catch (const SQLite::Exception& exception) {
        return tl::unexpected<Error>(databaseError(file, exception));
    }
}

} // namespace rxwatt::store
