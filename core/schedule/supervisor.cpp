// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/supervisor.h"

#include "core/schedule/local_launcher.h"
#include "core/schedule/run_files.h"
#include "core/schedule/supervisor_state.h"

#include <fmt/format.h>

#include <chrono>
#include <thread>

namespace rxwatt::schedule
{

namespace
{

/// How often everything is looked at where folders tell of changes, and where they do not.
constexpr base::Seconds lookRarely{0.5};
constexpr base::Seconds lookOften{0.1};
/// A flood of changes is looked at this often and no more.
constexpr base::Seconds lookAtMost{0.02};
/// How long `untilEmpty` waits for a full disk to be cleared.
constexpr base::Seconds blockedPatience{10};
/// How long somebody's edit may keep a scheduler from starting.
constexpr std::chrono::milliseconds editPatience{1000};

} // namespace

Supervisor::Supervisor(const run::ProjectFolder& project, const SupervisorParts& parts, SupervisorOptions options)
    : m_state(std::make_unique<State>(project, parts, std::move(options)))
{
}

Supervisor::~Supervisor() = default;

Result<SupervisorSummary> Supervisor::run()
{
    RXWATT_TRY(m_state->start());
    m_state->scheduleLook(base::Seconds{0});
    m_state->m_parts.loop.run();
    if (m_state->m_fatal) {
        return tl::unexpected<Error>(*m_state->m_fatal);
    }
    return m_state->summary();
}

void Supervisor::State::scheduleLook(base::Seconds delay)
{
    const base::Seconds now = m_parts.clock.now();
    const base::Seconds time = std::max(now + delay, m_lastLook + lookAtMost);
    if (m_nextLook && *m_nextLook <= time) {
        return;
    }
    m_nextLook = time;
    m_parts.loop.after(time - now, [this, time] {
        // An earlier look may have been asked for meanwhile, and planned the next.
        if (m_nextLook == time) {
            m_nextLook.reset();
            look();
        }
    });
}

void Supervisor::State::look()
{
    m_lastLook = m_parts.clock.now();
    m_queue.advance(m_editor.moment());
    serveRequests();
    followActiveRuns();
    carryOut();
    if (isBlocked()) {
        retryLateWrites();
        carryOut();
    }
    endWhenDone();
}

void Supervisor::State::serveRequests()
{
    const Status served = m_inbox.serve([this](const Request& request) {
        Reply reply = m_editor.apply(request);
        carryOut();
        for (const RunId& id : reply.runs) {
            const run::StateRecord* record = m_queue.find(id);
            if (record == nullptr) {
                m_parts.observer.runRemoved(id);
            } else if (request.action == Action::add || request.action == Action::setMeta) {
                m_parts.observer.runChanged(id, *record);
            }
        }
        return reply;
    });
    if (!served) {
        writeFailed(served.error());
    }
}

void Supervisor::State::followActiveRuns()
{
    for (auto& [id, tail] : m_tails) {
        if (const auto beat = tail.folder().readHeartbeat(); beat && *beat) {
            m_queue.heartbeat(id, **beat);
        }
        follow(id, tail);
    }
}

void Supervisor::State::carryOut()
{
    for (std::vector<Decision> decisions = m_queue.takeDecisions(); !decisions.empty();
         decisions = m_queue.takeDecisions()) {
        for (const Decision& decision : decisions) {
            carryOutOne(decision);
        }
    }
}

void Supervisor::State::carryOutOne(const Decision& decision)
{
    if (const auto* save = std::get_if<SaveRun>(&decision)) {
        saveRun(*save);
    } else if (const auto* queue = std::get_if<SaveQueue>(&decision)) {
        if (const Status saved = m_editor.saveQueue(queue->record); !saved) {
            writeFailed(saved.error());
        }
        m_parts.observer.queueChanged(queue->record);
    } else if (const auto* start = std::get_if<LaunchRun>(&decision)) {
        launch(*start);
    } else if (const auto* stop = std::get_if<StopRun>(&decision)) {
        m_parts.launcher.stop(stop->id);
    } else if (const auto* kill = std::get_if<KillRun>(&decision)) {
        m_parts.launcher.kill(kill->id);
    }
}

void Supervisor::State::saveRun(const SaveRun& decision)
{
    if (const Status saved = m_editor.saveRun(decision.id, decision.record); !saved) {
        writeFailed(saved.error());
    }
    if (run::isFinished(decision.record.state)) {
        m_outcomes[decision.id] = decision.record.state;
    } else {
        m_outcomes.erase(decision.id);
    }
    m_parts.observer.runChanged(decision.id, decision.record);
}

void Supervisor::State::launch(const LaunchRun& decision)
{
    const RunId& id = decision.id;
    if (m_editor.isLate(id)) {
        m_queue.postpone(id, "waits until the project can be written to again");
        return;
    }
    const run::RunFolder folder = m_project.runFolder(id);
    const Result<run::ProcessIdentity> worker = m_parts.launcher.launch(id, folder);
    if (!worker) {
        m_queue.launchFailed(id, worker.error().message);
        return;
    }
    m_queue.launched(id, *worker);
    m_tails.insert_or_assign(id, RunTail(id, folder));
    if (m_watcher && !m_watcher->add(folder.path())) {
        m_watcher.reset();
    }
}

void Supervisor::State::onWorkerEnd(const RunId& id, const ProcessEnd& end)
{
    m_queue.advance(m_editor.moment());
    const run::RunFolder folder = m_project.runFolder(id);
    const int attempt = m_queue.find(id)->attempt;
    if (!followToTheEnd(id, attempt)) {
        m_behind[id] = attempt;
    }
    if (m_watcher) {
        m_watcher->remove(folder.path());
    }
    m_tails.erase(id);
    WorkerEnd left = readWorkerEnd(folder, attempt);
    left.exitCode = end.exitCode;
    left.signal = end.signal;
    m_queue.workerGone(id, left);
    scheduleLook(base::Seconds{0});
}

void Supervisor::State::onSignal()
{
    m_stopping = true;
    m_queue.advance(m_editor.moment());
    m_queue.stopAll();
    carryOut();
    endWhenDone();
}

void Supervisor::State::endWhenDone()
{
    if (isDone()) {
        m_parts.loop.stop();
        return;
    }
    if (m_blockedSince && m_options.untilEmpty && m_queue.activeRuns().empty() &&
        m_parts.clock.now() - *m_blockedSince > blockedPatience) {
        m_fatal = m_blockedBy;
        m_parts.loop.stop();
        return;
    }
    scheduleLook(m_watcher ? lookRarely : lookOften);
}

bool Supervisor::State::isDone() const
{
    if (!m_queue.activeRuns().empty()) {
        return false;
    }
    if (m_stopping) {
        return true;
    }
    const bool endsWhenEmpty = m_options.untilEmpty || !m_options.only.empty();
    return endsWhenEmpty && !isBlocked() && (m_queue.record().paused || !m_queue.hasRunsToLaunch());
}

SupervisorSummary Supervisor::State::summary() const
{
    SupervisorSummary summary;
    summary.stopped = m_stopping;
    for (const auto& [id, outcome] : m_outcomes) {
        summary.succeeded += outcome == run::RunState::succeeded ? 1 : 0;
        summary.failed += outcome == run::RunState::failed ? 1 : 0;
        summary.cancelled += outcome == run::RunState::cancelled ? 1 : 0;
    }
    if (m_queue.record().paused && m_queue.hasRunsToLaunch()) {
        summary.pausedReason = m_queue.record().reason.value_or("the queue is paused");
    }
    return summary;
}

Result<SupervisorSummary> runScheduler(const run::ProjectFolder& project, const JournalFactory& openJournal,
                                       SupervisorObserver& observer, const SupervisorOptions& options)
{
    Result<base::FileLock> lock = lockProject(project, "scheduler");
    for (auto waited = std::chrono::milliseconds(0);
         !lock && lock.error().kind == ErrorKind::busy && waited < editPatience;
         waited += std::chrono::milliseconds(50)) {
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        lock = lockProject(project, "scheduler");
    }
    if (!lock) {
        return tl::unexpected<Error>(lock.error());
    }
    RXWATT_ASSIGN(const std::unique_ptr<run::RunJournal> journal, openJournal());
    const base::SystemClock clock;
    EventLoop loop;
    LocalLauncher launcher(loop);
    const SupervisorParts parts{*journal, launcher, loop, clock, observer};
    Supervisor supervisor(project, parts, options);
    return supervisor.run();
}

} // namespace rxwatt::schedule
