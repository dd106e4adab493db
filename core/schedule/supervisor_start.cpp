// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/run_files.h"
#include "core/schedule/supervisor_state.h"

#include <fmt/format.h>

#include <csignal>

namespace rxwatt::schedule
{

namespace
{

QueueSettings settingsFor(const SupervisorOptions& options, bool network)
{
    QueueSettings settings;
    settings.slots = options.slots;
    settings.hasPowerSensor = options.hasPowerSensor;
    settings.stopGrace = options.stopGrace;
    settings.staleAfter = options.staleAfter.value_or(network ? base::Seconds{90} : settings.staleAfter);
    return settings;
}

/// Which signals end the scheduler.
std::vector<int> endSignals()
{
    std::vector<int> signals = {SIGINT, SIGTERM};
    struct sigaction action = {};
    // Who started us with nohup wants us to outlive the terminal.
    if (::sigaction(SIGHUP, nullptr, &action) == 0 && action.sa_handler != SIG_IGN) {
        signals.push_back(SIGHUP);
    }
    return signals;
}

} // namespace

Supervisor::State::State(const run::ProjectFolder& project, const SupervisorParts& parts, SupervisorOptions options)
    : m_project(project),
      m_parts(parts),
      m_options(std::move(options)),
      m_network(base::onNetworkFileSystem(project.path())),
      m_queue(settingsFor(m_options, m_network)),
      m_editor(m_project, parts.journal, m_queue, parts.clock),
      m_inbox(project.requestsFolder())
{
}

Status Supervisor::State::start()
{
    m_queue.advance(m_editor.moment());
    m_queue.limitTo({m_options.only.begin(), m_options.only.end()});
    RXWATT_ASSIGN(run::QueueRecord record, readQueueRecord(m_project));
    m_queue.restore(std::move(record));
    RXWATT_TRY(m_inbox.open());
    RXWATT_TRY(loadRuns());
    m_parts.launcher.setOnEnd([this](const RunId& id, const ProcessEnd& end) { onWorkerEnd(id, end); });
    RXWATT_TRY(m_parts.loop.onSignals(endSignals(), [this](int signal) { onSignal(signal); }));
    RXWATT_TRY(catchUpWithFiles());
    const int interrupted = settleActiveRuns();
    if (interrupted > 0) {
        m_queue.pauseQueue(
            fmt::format("the last scheduler ended unexpectedly; runs at work then: {}, still at work: {}; "
                        "`rxwatt run` goes on with the rest",
                        interrupted, m_tails.size()));
        m_parts.observer.warned(*m_queue.record().reason);
    }
    if (m_options.resumeQueue) {
        m_queue.resumeQueue();
    }
    watchFolders();
    carryOut();
    return {};
}

Status Supervisor::State::loadRuns()
{
    RXWATT_ASSIGN(const std::vector<RunId> ids, m_project.runIds());
    for (const RunId& id : ids) {
        if (const Status loaded = loadRun(m_project, id, m_queue); !loaded) {
            m_parts.observer.warned(fmt::format("run {} is left out: {}", id.text, loaded.error().message));
        }
    }
    for (const RunId& id : m_options.only) {
        if (m_queue.find(id) == nullptr) {
            return fail(ErrorKind::notFound, fmt::format("there is no run {}", id.text));
        }
    }
    return {};
}

int Supervisor::State::settleActiveRuns()
{
    const std::set<RunId> active = m_queue.activeRuns();
    for (const RunId& id : active) {
        const run::StateRecord record = *m_queue.find(id);
        m_tails.emplace(id, RunTail(id, m_project.runFolder(id)));
        if (record.worker && m_parts.launcher.attach(id, *record.worker)) {
            m_queue.reattach(id);
        } else if (!adopt(id)) {
            onWorkerEnd(id, {});
        }
    }
    return static_cast<int>(active.size());
}

Status Supervisor::State::catchUpWithFiles()
{
    // States are written to their files first, and workers write events whether or not somebody takes them in.
    RXWATT_ASSIGN(const auto index, m_parts.journal.runs());
    const auto stateOf = [this](const RunId& id) {
        const run::StateRecord* record = m_queue.find(id);
        return record != nullptr ? std::optional(*record) : std::nullopt;
    };
    RXWATT_ASSIGN(const std::vector<IndexDifference> differences, compareIndex(m_project, index, stateOf));
    for (const IndexDifference& difference : differences) {
        catchUp(difference);
    }
    retryLateWrites();
    return {};
}

void Supervisor::State::catchUp(const IndexDifference& difference)
{
    const RunId& id = difference.id;
    const bool ghost = difference.kind == IndexDifference::Kind::ghost;
    if (const Status told = ghost ? m_editor.forget(id) : m_editor.saveRun(id); !told) {
        writeFailed(told.error());
    }
    tellTroubles();
    const run::StateRecord* record = m_queue.find(id);
    if (record != nullptr && !run::isActive(record->state) && record->attempt > 0) {
        m_behind.emplace(id, record->attempt);
    }
}

void Supervisor::State::watchFolders()
{
    if (m_network) {
        return;
    }
    Result<FolderWatcher> watcher = FolderWatcher::start(m_parts.loop, [this] { scheduleLook(base::Seconds{0.01}); });
    if (!watcher || !watcher->add(m_project.requestsFolder())) {
        return; // looked at often instead
    }
    m_watcher = std::move(*watcher);
    for (const auto& [id, tail] : m_tails) {
        if (!m_watcher->add(tail.folder().path())) {
            m_watcher.reset();
            return;
        }
    }
}

} // namespace rxwatt::schedule
