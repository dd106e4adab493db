// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/run/journal.h"

#include <filesystem>
#include <functional>
#include <memory>

namespace rxwatt::store
{

/// The project's index in SQLite. Only the holder of the project's lock may write to it.
class SqliteJournal final : public run::RunJournal
{
public:
    /// Opens `runs.db` for writing and brings its schema up to date. Errors: `notFound` where there is none,
    /// `unsupported` where a newer version made it, `storage` where it is torn or not ours; each says what to do.
    [[nodiscard]] static Result<std::unique_ptr<SqliteJournal>> open(const std::filesystem::path& file);
    /// Makes an empty database; fails where the file exists.
    [[nodiscard]] static Result<std::unique_ptr<SqliteJournal>> create(const std::filesystem::path& file);

    ~SqliteJournal() override;

    [[nodiscard]] Status putRun(const RunId& id, const run::RunSpec& spec, const run::RunMeta& meta,
                                const run::StateRecord& state) override;
    [[nodiscard]] Status putState(const RunId& id, const run::StateRecord& state) override;
    [[nodiscard]] Status putEvents(const RunId& id, std::span<const run::RunEvent> events,
                                   std::uint64_t nextOffset) override;
    [[nodiscard]] Result<std::uint64_t> eventOffset(const RunId& id) override;
    [[nodiscard]] Status putExit(const RunId& id, const run::ExitRecord& exit) override;
    [[nodiscard]] Status removeRun(const RunId& id) override;
    [[nodiscard]] Result<std::map<RunId, run::IndexedRun>> runs() override;

private:
    struct Tables;

    explicit SqliteJournal(std::unique_ptr<Tables> tables);

    std::unique_ptr<Tables> m_tables;
};

/// Replaces the database, whatever state it is in: makes a fresh one beside it, lets `fill` put everything in, and
/// renames it in. Where `fill` fails the old file stays. Hold the project's lock.
[[nodiscard]] Status replaceDatabase(const std::filesystem::path& file,
                                     const std::function<Status(run::RunJournal& journal)>& fill);

} // namespace rxwatt::store
