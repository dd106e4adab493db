// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/queue_status.h"

#include "core/base/files.h"

#include <sys/stat.h>

namespace rxwatt::bridge
{

namespace
{

ProjectStamps::File stampOf(const std::filesystem::path& path)
{
    struct stat properties = {};
    if (::stat(path.c_str(), &properties) != 0) {
        return {};
    }
    return {properties.st_ino, properties.st_size,
            std::int64_t{properties.st_mtim.tv_sec} * 1'000'000'000 + properties.st_mtim.tv_nsec};
}

QString textOf(const std::string& text)
{
    constexpr std::size_t maxBytes = 500;
    return QString::fromStdString(text.substr(0, maxBytes));
}

/// Somebody who edits holds the lock too, for a moment.
bool isScheduler(const std::string& holder)
{
    return holder.find("scheduler") != std::string::npos;
}

Result<int> countIn(const store::RunReader& reader, std::vector<run::RunState> states)
{
    store::RunQuery query;
    query.states = std::move(states);
    RXWATT_ASSIGN(const std::int64_t count, reader.count(query));
    return static_cast<int>(count);
}

} // namespace

void readQueue(const run::ProjectFolder& folder, QueueStatus& status)
{
    if (const auto holder = base::FileLock::holder(folder.lockFile())) {
        status.atWork = *holder && isScheduler(**holder);
        status.holder = status.atWork ? textOf(**holder) : QString();
    }
    if (const Result<run::QueueRecord> record = project::queueOf(folder)) {
        status.paused = record->paused;
        status.pauseReason = textOf(record->reason.value_or(""));
    }
}

Result<std::vector<RunId>> countRuns(const store::RunReader& reader, QueueStatus& status)
{
    using run::RunState;
    store::RunQuery active;
    active.states = {RunState::starting, RunState::running, RunState::stale, RunState::pausing};
    RXWATT_ASSIGN(std::vector<RunId> atWork, reader.ids(active));
    RXWATT_ASSIGN(status.queued, countIn(reader, {RunState::queued, RunState::waiting}));
    RXWATT_ASSIGN(status.failed, countIn(reader, {RunState::failed, RunState::timedOut}));
    status.active = static_cast<int>(atWork.size());
    return atWork;
}

ProjectStamps stampsOf(const run::ProjectFolder& folder)
{
    const std::filesystem::path database = folder.databaseFile();
    return {stampOf(folder.path() / "project.json"), stampOf(database), stampOf(database.string() + "-wal"),
            stampOf(folder.path() / "processors.json")};
}

} // namespace rxwatt::bridge
