// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/check.h"

#include "core/schedule/check_run.h"
#include "core/schedule/index_difference.h"
#include "core/schedule/run_files.h"

#include <fmt/format.h>

namespace rxwatt::schedule
{

namespace
{

namespace fs = std::filesystem;

/// Entries of runs/ that are no runs.
std::vector<Finding> checkStrangers(const run::ProjectFolder& project)
{
    std::vector<Finding> findings;
    std::error_code problem;
    for (fs::directory_iterator entry(project.runsFolder(), problem); !problem && entry != fs::directory_iterator();
         entry.increment(problem)) {
        const std::string name = entry->path().filename().string();
        if (name.starts_with(".new-")) {
            findings.push_back({Severity::warning, "runs/" + name,
                                "a run whose making was cut short; it holds nothing and may be deleted"});
        } else if (!base::isRunId(name)) {
            findings.push_back({Severity::note, "runs/" + name, "is no run's folder and is passed over"});
        }
    }
    return findings;
}

Status fillRun(const run::RunFolder& folder, const RunId& id, run::RunJournal& journal, const run::RunSpec& spec,
               const run::StateRecord& state)
{
    const Result<run::RunMeta> meta = folder.readMeta();
    run::RunMeta named;
    named.name = spec.name;
    RXWATT_TRY(journal.putRun(id, spec, meta ? *meta : named, state));
    std::uint64_t offset = 0;
    while (true) {
        RXWATT_ASSIGN(const run::EventBatch batch, run::readEvents(folder.eventsFile(), offset));
        if (batch.nextOffset <= offset) {
            break;
        }
        RXWATT_TRY(journal.putEvents(id, batch.events, batch.nextOffset));
        offset = batch.nextOffset;
    }
    // Of an earlier attempt it says nothing any more.
    const auto exit = folder.readExit();
    return exit && *exit && (*exit)->attempt == state.attempt ? journal.putExit(id, **exit) : Status();
}

std::string describe(const IndexDifference& difference)
{
    const std::string& id = difference.id.text;
    switch (difference.kind) {
    case IndexDifference::Kind::unknown:
        return fmt::format("does not know run {}", id);
    case IndexDifference::Kind::ghost:
        return fmt::format("knows run {}, which has no folder", id);
    case IndexDifference::Kind::state:
        return fmt::format("says of run {} what its state.json does not", id);
    case IndexDifference::Kind::events:
        break;
    }
    return fmt::format("has not the events of run {} that its events.jsonl has", id);
}

} // namespace

std::string_view nameOf(Severity severity)
{
    switch (severity) {
    case Severity::note:
        return "note";
    case Severity::warning:
        return "warning";
    case Severity::error:
        break;
    }
    return "error";
}

Result<std::vector<Finding>> checkProject(const run::ProjectFolder& project)
{
    RXWATT_ASSIGN(const std::vector<RunId> ids, project.runIds());
    std::vector<Finding> findings = checkStrangers(project);
    if (const auto queue = readQueueRecord(project); !queue) {
        findings.push_back(
            {Severity::error, "queue.json", queue.error().message + ". Delete it: the queue is then not paused"});
    }
    for (const RunId& id : ids) {
        std::vector<Finding> ofRun = checkRun(project, id);
        findings.insert(findings.end(), std::make_move_iterator(ofRun.begin()), std::make_move_iterator(ofRun.end()));
    }
    return findings;
}

Result<std::vector<Finding>> checkIndex(const run::ProjectFolder& project,
                                        const std::map<RunId, run::IndexedRun>& index)
{
    const auto stateOf = [&](const RunId& id) {
        Result<run::StateRecord> state = project.runFolder(id).readState();
        return state ? std::optional(std::move(*state)) : std::nullopt;
    };
    RXWATT_ASSIGN(const std::vector<IndexDifference> differences, compareIndex(project, index, stateOf));
    std::vector<Finding> findings;
    for (const IndexDifference& difference : differences) {
        findings.push_back({Severity::error, "runs.db",
                            describe(difference) + "; the next `rxwatt run` mends that, and so does "
                                                   "`rxwatt check --rebuild`"});
    }
    return findings;
}

Result<std::vector<Finding>> fillJournal(const run::ProjectFolder& project, run::RunJournal& journal,
                                         const FillProgress& progress)
{
    RXWATT_ASSIGN(const std::vector<RunId> ids, project.runIds());
    std::vector<Finding> findings;
    for (std::size_t done = 0; done < ids.size(); ++done) {
        if (progress) {
            RXWATT_TRY(progress(done, ids.size()));
        }
        const RunId& id = ids[done];
        const run::RunFolder folder = project.runFolder(id);
        const Result<run::RunSpec> spec = folder.readSpec();
        const Result<run::StateRecord> state = folder.readState();
        // What the index itself cannot take is no finding about a run: the rebuild has failed.
        if (!spec || !state) {
            findings.push_back({Severity::error, "runs/" + id.text,
                                "left out of the index: " + (spec ? state.error().message : spec.error().message)});
            continue;
        }
        RXWATT_TRY(fillRun(folder, id, journal, *spec, *state));
    }
    return findings;
}

} // namespace rxwatt::schedule
