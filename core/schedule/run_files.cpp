// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/run_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <sys/stat.h>

namespace rxwatt::schedule
{

namespace
{

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 5> keptFiles = {"spec.json", "meta.json", "state.json", "lock", "previous"};

Status makeFolder(const fs::path& folder)
{
    if (::mkdir(folder.c_str(), 0777) != 0 && errno != EEXIST) {
        return tl::unexpected<Error>(base::fileError("make the folder", folder, errno));
    }
    return {};
}

Status moveFile(const fs::path& from, const fs::path& to)
{
    if (std::rename(from.c_str(), to.c_str()) != 0) {
        return tl::unexpected<Error>(base::fileError("move", from, errno));
    }
    return {};
}

/// Whether the attempt's newest checkpoint is of a later step than any before it.
bool hasProgressed(const fs::path& eventsFile, int attempt)
{
    std::int64_t before = -1;
    std::int64_t now = -1;
    std::uint64_t offset = 0;
    while (true) {
        const Result<run::EventBatch> batch = run::readEvents(eventsFile, offset);
        if (!batch || batch->nextOffset == offset) {
            return now > before;
        }
        offset = batch->nextOffset;
        for (const run::RunEvent& event : batch->events) {
            if (std::holds_alternative<run::CheckpointEvent>(event.payload)) {
                std::int64_t& newest = event.attempt == attempt ? now : before;
                newest = std::max(newest, event.step);
            }
        }
    }
}

} // namespace

Status loadRun(const run::ProjectFolder& project, const RunId& id, Queue& queue)
{
    const run::RunFolder folder = project.runFolder(id);
    Result<run::StateRecord> state = folder.readState();
    if (!state) {
        const bool gone = !fs::exists(folder.path());
        return gone ? Status(fail(ErrorKind::notFound, fmt::format("there is no run {}", id.text)))
                    : Status(tl::unexpected<Error>(std::move(state).error()));
    }
    std::vector<WeightsNeed> needs;
    if (state->state != run::RunState::succeeded) {
        RXWATT_ASSIGN(const run::RunSpec spec, folder.readSpec());
        needs = needsOf(spec);
    }
    queue.add(id, *state, std::move(needs));
    return {};
}

Result<run::QueueRecord> readQueueRecord(const run::ProjectFolder& project)
{
    const Result<Json> json = base::readJsonFile(project.queueFile());
    if (!json) {
        return json.error().kind == ErrorKind::notFound ? Result<run::QueueRecord>(run::QueueRecord{})
                                                        : Result<run::QueueRecord>(tl::unexpected<Error>(json.error()));
    }
    Result<run::QueueRecord> record = run::queueRecordFromJson(*json);
    return record ? std::move(record)
                  : Result<run::QueueRecord>(failIn(project.queueFile().string(), std::move(record).error()));
}

WorkerEnd readWorkerEnd(const run::RunFolder& folder, int attempt)
{
    WorkerEnd end;
    const Result<std::optional<run::ExitRecord>> exit = folder.readExit();
    if (exit && *exit && (*exit)->attempt == attempt) {
        end.exit = **exit;
    } else {
        end.progressed = hasProgressed(folder.eventsFile(), attempt);
    }
    return end;
}

Status setResultsAside(const run::RunFolder& folder)
{
    RXWATT_TRY(makeFolder(folder.path() / "previous"));
    int number = 1;
    while (fs::exists(folder.path() / "previous" / std::to_string(number))) {
        ++number;
    }
    const fs::path aside = folder.path() / "previous" / std::to_string(number);
    RXWATT_TRY(makeFolder(aside));
    std::error_code problem;
    std::vector<fs::path> found;
    for (fs::directory_iterator entry(folder.path(), problem); !problem && entry != fs::directory_iterator();
         entry.increment(problem)) {
        found.push_back(entry->path());
    }
    if (problem) {
        return tl::unexpected<Error>(base::fileError("read", folder.path(), problem.value()));
    }
    for (const fs::path& file : found) {
        const std::string name = file.filename().string();
        if (std::find(keptFiles.begin(), keptFiles.end(), name) == keptFiles.end()) {
            RXWATT_TRY(moveFile(file, aside / name));
        }
    }
    return base::syncFolder(folder.path());
}

Status moveToTrash(const run::ProjectFolder& project, const RunId& id)
{
    const run::RunFolder folder = project.runFolder(id);
    if (Result<run::RunMeta> meta = folder.readMeta()) {
        meta->trashed = true;
        RXWATT_TRY(folder.writeMeta(*meta));
    }
    RXWATT_TRY(makeFolder(project.trashFolder()));
    RXWATT_TRY(moveFile(folder.path(), project.trashFolder() / id.text));
    RXWATT_TRY(base::syncFolder(project.trashFolder()));
    return base::syncFolder(project.runsFolder());
}

} // namespace rxwatt::schedule
