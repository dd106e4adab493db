// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/open_project.h"

#include "core/schedule/run_files.h"
#include "core/store/sqlite_journal.h"

#include <algorithm>

namespace rxwatt::project
{

Result<OpenProject> openProject(const std::string& path)
{
    RXWATT_ASSIGN(run::ProjectFolder folder, run::ProjectFolder::open(path));
    RXWATT_ASSIGN(store::RunReader reader, store::RunReader::open(folder.databaseFile()));
    return OpenProject{std::move(folder), std::move(reader)};
}

schedule::JournalFactory journalOf(const run::ProjectFolder& folder)
{
    return [file = folder.databaseFile()]() -> Result<std::unique_ptr<run::RunJournal>> {
        RXWATT_ASSIGN(std::unique_ptr<run::RunJournal> journal, store::SqliteJournal::open(file));
        return journal;
    };
}

Result<std::vector<store::RunSummary>> allRuns(const store::RunReader& reader)
{
    store::RunQuery query;
    query.sort = store::RunSort::queue;
    return reader.list(query);
}

Result<std::vector<schedule::KnownRun>> knownRuns(const store::RunReader& reader)
{
    RXWATT_ASSIGN(const std::vector<store::RunName> names, reader.names());
    std::vector<schedule::KnownRun> runs;
    for (const store::RunName& name : names) {
        runs.push_back({name.id, name.name, name.kind, name.state});
    }
    return runs;
}

Result<RunId> findRun(const store::RunReader& reader, const std::string& text)
{
    RXWATT_ASSIGN(const std::vector<schedule::KnownRun> runs, knownRuns(reader));
    return schedule::resolveRun(text, runs);
}

Result<std::vector<RunId>> findRuns(const store::RunReader& reader, const std::vector<std::string>& texts)
{
    RXWATT_ASSIGN(const std::vector<schedule::KnownRun> runs, knownRuns(reader));
    std::vector<RunId> found;
    for (const std::string& text : texts) {
        RXWATT_ASSIGN(const RunId id, schedule::resolveRun(text, runs));
        if (std::find(found.begin(), found.end(), id) == found.end()) {
            found.push_back(id);
        }
    }
    return found;
}

Result<run::QueueRecord> queueOf(const run::ProjectFolder& folder)
{
    return schedule::readQueueRecord(folder);
}

Result<schedule::Reply> request(const run::ProjectFolder& folder, const schedule::Request& request)
{
    RXWATT_ASSIGN(schedule::Reply reply, schedule::submit(folder, request, journalOf(folder)));
    if (reply.error) {
        return tl::unexpected<Error>(*reply.error);
    }
    return reply;
}

} // namespace rxwatt::project
