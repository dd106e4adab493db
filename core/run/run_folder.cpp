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

} // namespace rxwatt::run
