// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/run_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <set>
#include <sys/stat.h>
#include <tuple>

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

/// A point of a curve, without what was found there.
using PointKey = std::tuple<std::string, std::string, int, std::string, double>;

PointKey keyOf(const run::BerPointEvent& event)
{
    return {event.receiver, event.modulation, event.dmrsSymbols, event.weights, event.point.sinrDb};
}

/// How far a run's attempts have come.
struct Milestones {
    std::int64_t newestCheckpoint = -1;
    /// An evaluation has no steps; it keeps the points that it has finished.
    std::set<PointKey> points;

    void take(const run::RunEvent& event)
    {
        if (std::holds_alternative<run::CheckpointEvent>(event.payload)) {
            newestCheckpoint = std::max(newestCheckpoint, event.step);
        } else if (const auto* point = std::get_if<run::BerPointEvent>(&event.payload)) {
            points.insert(keyOf(*point));
        }
    }

    [[nodiscard]] bool goBeyond(const Milestones& before) const
    {
        return newestCheckpoint > before.newestCheckpoint ||
               !std::includes(before.points.begin(), before.points.end(), points.begin(), points.end());
    }
};

/// Whether the attempt made a later checkpoint than any before it, or finished a point that none before it had.
bool hasProgressed(const fs::path& eventsFile, int attempt)
{
    Milestones before;
    Milestones now;
    std::uint64_t offset = 0;
    while (true) {
        const Result<run::EventBatch> batch = run::readEvents(eventsFile, offset);
        if (!batch || batch->nextOffset == offset) {
            return now.goBeyond(before);
        }
        offset = batch->nextOffset;
        for (const run::RunEvent& event : batch->events) {
            (event.attempt == attempt ? now : before).take(event);
        }
    }
}

bool isThere(const fs::path& path)
{
    std::error_code ignored;
    return fs::exists(fs::symlink_status(path, ignored));
}

} // namespace

Status loadRun(const run::ProjectFolder& project, const RunId& id, Queue& queue)
{
    const run::RunFolder folder = project.runFolder(id);
    Result<run::StateRecord> state = folder.readState();
    if (!state) {
        return !isThere(folder.path()) ? Status(fail(ErrorKind::notFound, fmt::format("there is no run {}", id.text)))
                                       : Status(tl::unexpected<Error>(std::move(state).error()));
    }
    std::vector<WeightsNeed> needs;
    Company company = Company::any;
    if (state->state != run::RunState::succeeded) {
        RXWATT_ASSIGN(const run::RunSpec spec, folder.readSpec());
        needs = needsOf(spec);
        company = companyOf(spec);
    }
    queue.add(id, *state, std::move(needs), company);
    return {};
}

void loadNeeded(const run::ProjectFolder& project, std::vector<WeightsNeed> needs, Queue& queue)
{
    while (!needs.empty()) {
        const RunId id = needs.back().run;
        needs.pop_back();
        if (queue.find(id) != nullptr || !loadRun(project, id, queue)) {
            continue;
        }
        if (const Result<run::RunSpec> spec = project.runFolder(id).readSpec()) {
            const std::vector<WeightsNeed> more = needsOf(*spec);
            needs.insert(needs.end(), more.begin(), more.end());
        }
    }
}

Status expectNoWorker(const run::ProjectFolder& project, const RunId& id)
{
    const std::optional<run::RunHolder> holder = project.runFolder(id).holder();
    if (!holder) {
        return {};
    }
    return fail(ErrorKind::busy,
                fmt::format("run {} is worked on by {} though no scheduler watches it: `rxwatt run {}` "
                            "takes it over, then try again",
                            id.text, describe(*holder), project.path().string()));
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
    while (isThere(folder.path() / "previous" / std::to_string(number))) {
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
    // Those first without which nothing goes on and nothing counts as done: cut short, this is a run without results.
    std::stable_partition(found.begin(), found.end(), [&](const fs::path& file) {
        return file == folder.checkpointFolder() || file == folder.exitFile();
    });
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
    const run::RunFolder trashed(project.trashFolder() / id.text);
    RXWATT_TRY(makeFolder(project.trashFolder()));
    RXWATT_TRY(moveFile(project.runFolder(id).path(), trashed.path()));
    // Last, since a run outside the trash must not say that it is in it; inside, its place says so too.
    if (Result<run::RunMeta> meta = trashed.readMeta()) {
        meta->trashed = true;
        static_cast<void>(trashed.writeMeta(*meta));
    }
    RXWATT_TRY(base::syncFolder(project.trashFolder()));
    return base::syncFolder(project.runsFolder());
}

Result<run::StateRecord> moveFromTrash(const run::ProjectFolder& project, const RunId& id)
{
    const run::RunFolder trashed(project.trashFolder() / id.text);
    std::error_code problem;
    if (isThere(project.runFolder(id).path())) {
        return fail(ErrorKind::badInput, fmt::format("run {} is not in the trash: it is among the runs", id.text));
    }
    if (fs::symlink_status(trashed.path(), problem).type() != fs::file_type::directory) {
        return fail(ErrorKind::notFound, fmt::format("there is no run {} in the trash", id.text));
    }
    RXWATT_TRY(trashed.readSpec());
    RXWATT_ASSIGN(run::RunMeta meta, trashed.readMeta());
    RXWATT_ASSIGN(run::StateRecord state, trashed.readState());
    if (!run::isFinished(state.state) && state.state != run::RunState::paused) {
        state.state = run::RunState::paused;
        state.reason = "is back from the trash; `rxwatt resume` lets it go on";
    }
    state.worker.reset();
    state.stopIntent.reset();
    RXWATT_TRY(trashed.writeState(state));
    // Before it is moved, since a run outside the trash must not say that it is in it; inside, its place says so.
    meta.trashed = false;
    RXWATT_TRY(trashed.writeMeta(meta));
    RXWATT_TRY(moveFile(trashed.path(), project.runFolder(id).path()));
    RXWATT_TRY(base::syncFolder(project.runsFolder()));
    RXWATT_TRY(base::syncFolder(project.trashFolder()));
    return state;
}

} // namespace rxwatt::schedule
