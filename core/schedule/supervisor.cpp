// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/supervisor.h"

#include "core/schedule/supervisor_state.h"

#include <fmt/format.h>

#include <csignal>

namespace rxwatt::schedule
{

namespace
{

/// How often everything is looked at where folders tell of changes, and where they do not.
constexpr base::Seconds lookRarely{0.5};
constexpr base::Seconds lookOften{0.1};
/// A flood of changes is looked at this often and no more.
constexpr base::Seconds lookAtMost{0.02};

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
    const bool served = serveRequests();
    followActiveRuns();
    lookAfterUnwatched();
    carryOut();
    if (served && (isBlocked() || m_editor.hasLateWrites())) {
        retryLateWrites();
        carryOut();
    }
    endWhenDone();
}

bool Supervisor::State::serveRequests()
{
    const Status served = m_inbox.serve([this](const Request& request) {
        Reply reply = m_editor.apply(request);
        carryOut();
        for (const RunId& id : reply.runs) {
            const run::StateRecord* record = m_queue.find(id);
            if (record == nullptr) {
                m_parts.observer.runRemoved(id);
            } else if (request.action == Action::add || request.action == Action::setMeta ||
                       request.action == Action::restore) {
                m_parts.observer.runChanged(id, *record);
            }
        }
        return reply;
    });
    if (!served) {
        writeFailed(served.error());
    }
    return served.has_value();
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
    } else if (const auto* tell = std::get_if<TellRun>(&decision)) {
        m_parts.observer.runChanged(tell->id, tell->record);
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
    if (const Status saved = m_editor.saveRun(decision.id); !saved) {
        writeFailed(saved.error());
    }
    if (run::isFinished(decision.record.state)) {
        m_outcomes[decision.id] = decision.record.state;
    } else {
        m_outcomes.erase(decision.id);
    }
    m_parts.observer.runChanged(decision.id, decision.record);
    tellTroubles();
}

void Supervisor::State::tellTroubles()
{
    for (const RunTrouble& trouble : m_editor.takeTroubles()) {
        m_parts.observer.warned(trouble.text);
        if (trouble.gone) {
            m_tails.erase(trouble.id);
            m_behind.erase(trouble.id);
            m_outcomes.erase(trouble.id);
            m_parts.observer.runRemoved(trouble.id);
        }
    }
}

void Supervisor::State::onSignal(int signal)
{
    // A terminal that closes may say so twice; only a person who asks twice wants the workers killed.
    if (signal == SIGHUP && m_stopping) {
        return;
    }
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
    if (m_blockedSince && endsWhenEmpty() && m_queue.activeRuns().empty() &&
        m_parts.clock.now() - *m_blockedSince > m_options.blockedPatience) {
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
    return endsWhenEmpty() && !isBlocked() && (m_queue.record().paused || !m_queue.hasRunsToLaunch());
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
    summary.notWorked = m_stopping ? 0 : tellWhatWasNotWorked();
    return summary;
}

int Supervisor::State::tellWhatWasNotWorked() const
{
    int count = 0;
    for (const RunId& id : m_options.only) {
        const run::StateRecord* record = m_queue.find(id);
        if (record == nullptr || record->state == run::RunState::queued || m_outcomes.contains(id)) {
            continue; // told already, or as a queue that is paused
        }
        const bool succeeded = record->state == run::RunState::succeeded;
        const char* advice = succeeded                                 ? "`rxwatt retry --fresh` starts it over"
                             : run::isFinished(record->state)          ? "`rxwatt retry` lets it go on"
                             : record->state == run::RunState::waiting ? "work that run too"
                                                                       : "`rxwatt resume` lets it go on";
        m_parts.observer.warned(fmt::format("run {} was not worked on: it is {}{}; {}", id.text, nameOf(record->state),
                                            record->reason ? " (" + *record->reason + ")" : "", advice));
        count += succeeded ? 0 : 1;
    }
    return count;
}

} // namespace rxwatt::schedule
