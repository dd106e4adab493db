// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/project_editor.h"

#include "core/run/names.h"
#include "core/schedule/run_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace rxwatt::schedule
{

namespace fs = std::filesystem;

ProjectEditor::ProjectEditor(const run::ProjectFolder& project, run::RunJournal& journal, Queue& queue,
                             const base::Clock& clock)
    : m_project(project), m_journal(journal), m_queue(queue), m_clock(clock)
{
}

Moment ProjectEditor::moment() const
{
    return {m_clock.now(), base::toIsoTime(m_clock.wallClock())};
}

Reply ProjectEditor::apply(const Request& request)
{
    if (request.action == Action::add) {
        return addRuns(request);
    }
    if (request.action == Action::reorder) {
        return reorderRuns(request);
    }
    Reply reply;
    if (request.action == Action::pauseQueue) {
        m_queue.pauseQueue(request.reason);
    } else if (request.action == Action::resumeQueue) {
        m_queue.resumeQueue();
    } else if (request.runs.empty()) {
        reply.error = Error{ErrorKind::badInput, fmt::format("{}: no run was named", nameOf(request.action))};
    }
    for (const RunId& id : request.runs) {
        if (Status done = applyTo(id, request)) {
            reply.runs.push_back(id);
        } else {
            reply.refusals.push_back({id, std::move(done).error()});
        }
    }
    return reply;
}

Status ProjectEditor::applyTo(const RunId& id, const Request& request)
{
    switch (request.action) {
    case Action::cancel:
        return m_queue.cancel(id);
    case Action::pause:
        return m_queue.pause(id);
    case Action::resume:
        return m_queue.resume(id);
    case Action::retry:
        return m_queue.retry(id, false);
    case Action::retryFresh:
        return startOver(id);
    case Action::remove:
        return remove(id);
    case Action::setMeta:
        return changeMeta(id, request.meta);
    case Action::restore:
        return restore(id);
    case Action::reorder:
    case Action::add:
    case Action::pauseQueue:
    case Action::resumeQueue:
        break;
    }
    return fail(ErrorKind::badInput, fmt::format("{} acts on no single run", nameOf(request.action)));
}

Reply ProjectEditor::addRuns(const Request& request)
{
    Reply reply;
    std::vector<run::RunSpec> specs;
    for (std::size_t i = 0; i < request.specs.size(); ++i) {
        Result<run::RunSpec> spec = run::specFromJson(request.specs[i]);
        if (!spec) {
            reply.error = Error{spec.error().kind, fmt::format("specs[{}]: {}", i, spec.error().message)};
            return reply;
        }
        specs.push_back(std::move(*spec));
    }
    for (const run::RunSpec& spec : specs) {
        Result<RunId> id = addRun(spec);
        if (!id) {
            // All or none: a project is not left with half of what was asked for.
            for (const RunId& added : reply.runs) {
                std::error_code ignored;
                fs::remove_all(m_project.runFolder(added).path(), ignored);
                static_cast<void>(m_journal.removeRun(added));
                m_queue.remove(added);
            }
            return {.runs = {}, .refusals = {}, .error = std::move(id).error()};
        }
        reply.runs.push_back(*id);
    }
    return reply;
}

Result<RunId> ProjectEditor::addRun(const run::RunSpec& spec)
{
    const auto sinceEpoch = m_clock.wallClock().time_since_epoch();
    run::StateRecord state;
    state.createdAt = moment().wall;
    // Later runs come later, also where several are added in one moment.
    state.order = std::max(std::chrono::duration<double>(sinceEpoch).count(), m_lastOrder + 1e-3);
    m_lastOrder = state.order;
    const RunId id = base::makeRunId();
    RXWATT_ASSIGN(const run::RunFolder folder, run::createRunFolder(m_project.runsFolder(), id, spec, state));
    run::RunMeta meta;
    meta.name = spec.name;
    if (Status known = m_journal.putRun(id, spec, meta, state); !known) {
        std::error_code ignored;
        fs::remove_all(folder.path(), ignored);
        return tl::unexpected<Error>(std::move(known).error());
    }
    std::vector<WeightsNeed> needs = needsOf(spec);
    loadNeeded(m_project, needs, m_queue);
    m_queue.add(id, state, std::move(needs), companyOf(spec));
    return id;
}

Status ProjectEditor::startOver(const RunId& id)
{
    RXWATT_TRY(m_queue.mayStartOver(id));
    RXWATT_TRY(expectNoWorker(m_project, id));
    RXWATT_TRY(setResultsAside(m_project.runFolder(id)));
    RXWATT_TRY(m_queue.retry(id, true));
    remember(id, Late::everything);
    return {};
}

Status ProjectEditor::remove(const RunId& id)
{
    RXWATT_TRY(m_queue.mayRemove(id));
    RXWATT_TRY(expectNoWorker(m_project, id));
    RXWATT_TRY(moveToTrash(m_project, id));
    m_queue.remove(id);
    // The files say it, so it is done; an index that cannot be told now is told later.
    if (!forget(id)) {
        remember(id, Late::everything);
    }
    return {};
}

Reply ProjectEditor::reorderRuns(const Request& request)
{
    Reply reply;
    const RunId& before = request.before;
    const auto& runs = request.runs;
    if (!before.text.empty()) {
        if (Status there = m_queue.mayReorder(before); !there) {
            reply.error = std::move(there).error();
        } else if (std::find(runs.begin(), runs.end(), before) != runs.end()) {
            reply.error =
                Error{ErrorKind::badInput, fmt::format("run {} cannot stand in front of itself", before.text)};
        }
    }
    if (reply.error) {
        return reply;
    }
    for (const RunId& id : runs) {
        if (Status may = m_queue.mayReorder(id); !may) {
            reply.refusals.push_back({id, std::move(may).error()});
        } else if (std::find(reply.runs.begin(), reply.runs.end(), id) == reply.runs.end()) {
            reply.runs.push_back(id);
        }
    }
    m_queue.reorder(reply.runs, before);
    return reply;
}

Status ProjectEditor::restore(const RunId& id)
{
    RXWATT_ASSIGN(const run::StateRecord state, moveFromTrash(m_project, id));
    std::vector<WeightsNeed> needs;
    Company company = Company::any;
    if (const auto spec = m_project.runFolder(id).readSpec(); spec && state.state != run::RunState::succeeded) {
        needs = needsOf(*spec);
        company = companyOf(*spec);
    }
    loadNeeded(m_project, needs, m_queue);
    m_queue.add(id, state, std::move(needs), company);
    // The files say it, so it is done; an index that cannot be told now is told later.
    remember(id, Late::everything);
    if (reindex(id).value_or(false) && takeInEvents(id)) {
        m_lateRuns.erase(id);
    }
    return {};
}

Status ProjectEditor::changeMeta(const RunId& id, const MetaChange& change)
{
    const run::StateRecord* state = m_queue.find(id);
    if (state == nullptr) {
        return fail(ErrorKind::notFound, fmt::format("there is no run {}", id.text));
    }
    const run::RunFolder folder = m_project.runFolder(id);
    RXWATT_ASSIGN(run::RunMeta meta, folder.readMeta());
    if (change.name) {
        RXWATT_TRY(run::checkName(*change.name, "name"));
    }
    meta.name = change.name.value_or(meta.name);
    meta.tags = change.tags.value_or(meta.tags);
    meta.notes = change.notes.value_or(meta.notes);
    meta.starred = change.starred.value_or(meta.starred);
    meta.archived = change.archived.value_or(meta.archived);
    // What cannot be read back must not be written.
    RXWATT_TRY(run::metaFromJson(toJson(meta)));
    RXWATT_TRY(folder.writeMeta(meta));
    if (!putNotes(id, *state).value_or(false)) {
        remember(id, Late::notes);
    }
    return {};
}

} // namespace rxwatt::schedule
