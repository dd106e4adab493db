// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/run_folder.h"

#include <fmt/format.h>

namespace rxwatt::run
{

namespace
{

/// Reads a small record; messages begin with the file's name.
template <typename T>
Result<T> readRecord(const std::filesystem::path& path, Result<T> (*fromJson)(const Json&))
{
    RXWATT_ASSIGN(const Json json, base::readJsonFile(path));
    Result<T> record = fromJson(json);
    return record ? std::move(record) : Result<T>(failIn(path.string(), std::move(record).error()));
}

/// The same where the file may be absent.
template <typename T>
Result<std::optional<T>> readIfThere(const std::filesystem::path& path, Result<T> (*fromJson)(const Json&))
{
    Result<T> record = readRecord(path, fromJson);
    if (record) {
        return std::optional<T>(std::move(*record));
    }
    if (record.error().kind == ErrorKind::notFound) {
        return std::optional<T>();
    }
    return tl::unexpected<Error>(std::move(record).error());
}

Status writeRecord(const std::filesystem::path& path, const Json& json)
{
    return base::writeFileAtomically(path, base::toText(json, 2) + "\n");
}

} // namespace

RunFolder::RunFolder(std::filesystem::path path) : m_path(std::move(path)) {}

std::filesystem::path RunFolder::snapshotFile(std::int64_t step) const
{
    return m_path / fmt::format("weights-{}.safetensors", step);
}

Result<RunSpec> RunFolder::readSpec() const
{
    return readRecord(specFile(), specFromJson);
}

Result<RunMeta> RunFolder::readMeta() const
{
    return readRecord(metaFile(), metaFromJson);
}

Status RunFolder::writeMeta(const RunMeta& meta) const
{
    return writeRecord(metaFile(), toJson(meta));
}

Result<StateRecord> RunFolder::readState() const
{
    return readRecord(stateFile(), stateRecordFromJson);
}

Status RunFolder::writeState(const StateRecord& record) const
{
    return writeRecord(stateFile(), toJson(record));
}

Result<std::optional<ExitRecord>> RunFolder::readExit() const
{
    return readIfThere(exitFile(), exitRecordFromJson);
}

Status RunFolder::writeExit(const ExitRecord& record) const
{
    return writeRecord(exitFile(), toJson(record));
}

Result<std::optional<Heartbeat>> RunFolder::readHeartbeat() const
{
    return readIfThere(heartbeatFile(), heartbeatFromJson);
}

std::filesystem::path RunFolder::weightsFile(const std::string& checkpoint) const
{
    if (checkpoint.empty()) {
        return weightsFile();
    }
    return checkpoint == "best" ? bestWeightsFile() : snapshotFile(std::stoll(checkpoint));
}

Result<base::FileLock> RunFolder::lock() const
{
    Result<base::FileLock> lock = base::FileLock::take(lockFile(), base::toText(toJson(thisProcess())) + "\n");
    if (!lock && lock.error().kind == ErrorKind::busy) {
        return fail(ErrorKind::busy, fmt::format("{}: is worked on by {} already", m_path.string(),
                                                 describe(holder().value_or(RunHolder()))));
    }
    return lock;
}

std::optional<RunHolder> RunFolder::holder() const
{
    const Result<std::optional<std::string>> text = base::FileLock::holder(lockFile());
    // A lock that we may not even look at is no worker's: it runs as we do.
    if (!text || !*text) {
        return std::nullopt;
    }
    RunHolder holder;
    if (const Result<Json> json = base::parseJson(**text, lockFile().string())) {
        if (Result<ProcessIdentity> process = processIdentityFromJson(*json)) {
            holder.process = std::move(*process);
        }
    }
    return holder;
}

std::string describe(const RunHolder& holder)
{
    return holder.process ? fmt::format("process {} on {}", holder.process->pid, holder.process->host)
                          : "another process";
}

} // namespace rxwatt::run
