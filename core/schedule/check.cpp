// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/check.h"

#include "core/schedule/check_run.h"
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

Status fillRun(const run::RunFolder& folder, const RunId& id, run::RunJournal& journal, const run::RunSpec& spec)
{
    const Result<run::RunMeta> meta = folder.readMeta();
    run::RunMeta named;
    named.name = spec.name;
    const Result<run::StateRecord> state = folder.readState();
    if (!state) {
        return tl::unexpected<Error>(state.error());
    }
    RXWATT_TRY(journal.putRun(id, spec, meta ? *meta : named, *state));
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
    return exit && *exit && (*exit)->attempt == state->attempt ? journal.putExit(id, **exit) : Status();
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

Result<std::vector<Finding>> fillJournal(const run::ProjectFolder& project, run::RunJournal& journal)
{
    RXWATT_ASSIGN(const std::vector<RunId> ids, project.runIds());
    std::vector<Finding> findings;
    for (const RunId& id : ids) {
        const run::RunFolder folder = project.runFolder(id);
        const Result<run::RunSpec> spec = folder.readSpec();
        // What the index itself cannot take is no finding about a run: the rebuild has failed.
        if (!spec || !folder.readState()) {
            findings.push_back(
                {Severity::error, "runs/" + id.text,
                 "left out of the index: " + (spec ? folder.readState().error().message : spec.error().message)});
            continue;
        }
        RXWATT_TRY(fillRun(folder, id, journal, *spec));
    }
    return findings;
}

} // namespace rxwatt::schedule
