// SPDX-License-Identifier: GPL-3.0-or-later
// What ProjectEditor writes, and what it does where it cannot.
#include "core/schedule/project_editor.h"
#include "core/schedule/run_files.h"
#include "core/schedule/run_tail.h"

#include <fmt/format.h>

#include <algorithm>

namespace rxwatt::schedule
{

namespace fs = std::filesystem;

namespace
{

/// Larger than what is written for a run: where this has room, a full disk was not the reason.
constexpr std::size_t probeBytes = std::size_t{64} << 10;

bool isMissing(const fs::path& path)
{
    std::error_code problem;
    return fs::symlink_status(path, problem).type() == fs::file_type::not_found;
}

} // namespace

Status ProjectEditor::saveRun(const RunId& id)
{
    const run::StateRecord* record = m_queue.find(id);
    if (record == nullptr) {
        return forget(id);
    }
    remember(id, Late::state);
    RXWATT_ASSIGN(const bool written, write(id, *record));
    if (written) {
        m_lateRuns.erase(id);
    }
    return {};
}

Result<bool> ProjectEditor::write(const RunId& id, const run::StateRecord& record)
{
    if (const Status written = m_project.runFolder(id).writeState(record); !written) {
        return judge(id, written.error());
    }
    switch (m_lateRuns.at(id).what) {
    case Late::state: {
        const Status known = m_journal.putState(id, record);
        if (!known && known.error().kind == ErrorKind::notFound) {
            return reindex(id);
        }
        RXWATT_TRY(known);
        return true;
    }
    case Late::notes:
        return putNotes(id, record);
    case Late::everything:
        break;
    }
    return reindex(id);
}

Result<bool> ProjectEditor::putNotes(const RunId& id, const run::StateRecord& record)
{
    const run::RunFolder folder = m_project.runFolder(id);
    const Result<run::RunSpec> spec = folder.readSpec();
    const Result<run::RunMeta> meta = folder.readMeta();
    if (!spec || !meta) {
        return judge(id, spec ? meta.error() : spec.error());
    }
    RXWATT_TRY(m_journal.putRun(id, *spec, *meta, record));
    return true;
}

Result<bool> ProjectEditor::reindex(const RunId& id)
{
    const Result<run::StateRecord> state = m_project.runFolder(id).readState();
    if (!state) {
        return judge(id, state.error());
    }
    RXWATT_TRY(m_journal.removeRun(id));
    return putNotes(id, *state);
}

Status ProjectEditor::takeInEvents(const RunId& id)
{
    RunTail tail(id, m_project.runFolder(id));
    RunTail::Outcome outcome = RunTail::Outcome::moreToRead;
    while (outcome == RunTail::Outcome::moreToRead) {
        RXWATT_ASSIGN(outcome, tail.read(m_journal, [](std::span<const run::RunEvent>) {}));
    }
    const Result<std::optional<run::ExitRecord>> exit = tail.folder().readExit();
    return exit && *exit ? m_journal.putExit(id, **exit) : Status();
}

Status ProjectEditor::forget(const RunId& id)
{
    RXWATT_TRY(m_journal.removeRun(id));
    m_lateRuns.erase(id);
    return {};
}

void ProjectEditor::remember(const RunId& id, Late late)
{
    LateRun& known = m_lateRuns[id];
    known.what = std::max(known.what, late);
}

Result<bool> ProjectEditor::judge(const RunId& id, const Error& error)
{
    const run::StateRecord* record = m_queue.find(id);
    if (hasVanished(id) && (record == nullptr || !run::isActive(record->state))) {
        m_queue.remove(id);
        m_troubles.push_back({id,
                              fmt::format("run {} is out of the queue: its folder {} is gone", id.text,
                                          m_project.runFolder(id).path().string()),
                              true});
        remember(id, Late::everything);
        RXWATT_TRY(forget(id));
        return false;
    }
    if (const Status writable = probe(); !writable) {
        return tl::unexpected<Error>(error);
    }
    LateRun& late = m_lateRuns[id];
    if (!late.trouble) {
        m_troubles.push_back({id, fmt::format("run {}: {}; other runs go on", id.text, error.message)});
    }
    late.trouble = error;
    return false;
}

/// Where the folder of all runs is missing too, a disk is, and not the run.
bool ProjectEditor::hasVanished(const RunId& id) const
{
    return isMissing(m_project.runFolder(id).path()) && !isMissing(m_project.runsFolder());
}

Status ProjectEditor::probe() const
{
    const fs::path file = m_project.path() / ".write-test";
    RXWATT_TRY(base::writeFileAtomically(file, std::string(probeBytes, '\n')));
    std::error_code ignored;
    fs::remove(file, ignored);
    return {};
}

Status ProjectEditor::saveQueue(const run::QueueRecord& record)
{
    m_lateQueue = record;
    RXWATT_TRY(base::writeFileAtomically(m_project.queueFile(), base::toText(toJson(record), 2) + "\n"));
    m_lateQueue.reset();
    return {};
}

Status ProjectEditor::flush()
{
    std::vector<RunId> late;
    for (const auto& [id, what] : m_lateRuns) {
        late.push_back(id);
    }
    for (const RunId& id : late) {
        RXWATT_TRY(saveRun(id));
    }
    return m_lateQueue ? saveQueue(run::QueueRecord(*m_lateQueue)) : Status();
}

bool ProjectEditor::waitsForProject() const
{
    return m_lateQueue.has_value() ||
           std::any_of(m_lateRuns.begin(), m_lateRuns.end(), [](const auto& late) { return !late.second.trouble; });
}

std::optional<Error> ProjectEditor::troubleOf(const RunId& id) const
{
    const auto late = m_lateRuns.find(id);
    return late == m_lateRuns.end() ? std::nullopt : late->second.trouble;
}

} // namespace rxwatt::schedule
