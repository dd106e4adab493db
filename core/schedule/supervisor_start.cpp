// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/run_files.h"
#include "core/schedule/supervisor_state.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <csignal>

namespace rxwatt::schedule
{

namespace fs = std::filesystem;

namespace
{

QueueSettings settingsFor(const SupervisorOptions& options, bool network)
{
    QueueSettings settings;
    settings.slots = options.slots;
    settings.stopGrace = options.stopGrace;
    settings.staleAfter = options.staleAfter.value_or(network ? base::Seconds{90} : settings.staleAfter);
    return settings;
}

/// When the index was last written to.
fs::file_time_type lastIndexWrite(const fs::path& database)
{
    auto newest = fs::file_time_type::min();
    for (const char* suffix : {"", "-wal"}) {
        std::error_code problem;
        const auto written = fs::last_write_time(database.string() + suffix, problem);
        if (!problem) {
            newest = std::max(newest, written);
        }
    }
    return newest;
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
    RXWATT_TRY(m_parts.loop.onSignals({SIGINT, SIGTERM}, [this] { onSignal(); }));
    catchUpWithFiles();
    const int interrupted = settleActiveRuns();
    if (interrupted > 0) {
        m_queue.pauseQueue(fmt::format("the last scheduler ended unexpectedly with {} runs at work ({} of them still "
                                       "are); `rxwatt run` goes on with the rest",
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
        } else {
            onWorkerEnd(id, {});
        }
    }
    return static_cast<int>(active.size());
}

void Supervisor::State::catchUpWithFiles()
{
    // States are written to their files first: after a crash the index may lack the last of them. Older files than its
    // last write (and a margin for coarse clocks) are in it.
    const auto known = lastIndexWrite(m_project.databaseFile()) - std::chrono::minutes(1);
    const Result<std::vector<RunId>> ids = m_project.runIds();
    for (const RunId& id : ids.value_or(std::vector<RunId>{})) {
        const run::StateRecord* record = m_queue.find(id);
        std::error_code problem;
        const auto written = fs::last_write_time(m_project.runFolder(id).stateFile(), problem);
        if (record == nullptr || problem || written < known) {
            continue;
        }
        if (const Status saved = m_editor.saveRun(id, *record); !saved) {
            writeFailed(saved.error());
        }
        if (!run::isActive(record->state) && record->attempt > 0) {
            m_behind.emplace(id, record->attempt);
        }
    }
    retryLateWrites();
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
