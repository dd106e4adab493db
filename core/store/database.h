// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <SQLiteCpp/SQLiteCpp.h>

#include <filesystem>
#include <memory>
#include <type_traits>

namespace rxwatt::store
{

using DatabasePointer = std::unique_ptr<SQLite::Database>;

/// Opens for writing: hardened against hostile files, WAL (a rollback journal on network file systems), migrated.
[[nodiscard]] Result<DatabasePointer> openForWriting(const std::filesystem::path& file);
/// Opens without ever writing; where the folder is read-only and no write-ahead log is left, as immutable.
[[nodiscard]] Result<DatabasePointer> openForReading(const std::filesystem::path& file);
/// Makes an empty database with the newest schema; fails where the file exists.
[[nodiscard]] Result<DatabasePointer> createDatabase(const std::filesystem::path& file);

/// What a failure of SQLite means to a person: the message names the file and, for torn or foreign ones, the cure.
[[nodiscard]] Error databaseError(const std::filesystem::path& file, const SQLite::Exception& exception);
/// "… `rxwatt check --rebuild` remakes it from the run folders".
[[nodiscard]] Error unusable(const std::filesystem::path& file, const std::string& why);

/// Runs `work` (returning a Result) and turns SQLite's exceptions into errors.
template <typename Work>
[[nodiscard]] std::invoke_result_t<Work> guarded(const SQLite::Database& database, Work&& work)
{
    try {
        return std::forward<Work>(work)();
    } catch (const SQLite::Exception& exception) {
        return tl::unexpected<Error>(databaseError(database.getFilename(), exception));
    }
}

} // namespace rxwatt::store
