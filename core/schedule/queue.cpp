// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/queue.h"

#include <fmt/format.h>

#include <algorithm>

namespace rxwatt::schedule
{

using run::RunState;

Queue::Queue(QueueSettings settings) : m_settings(settings) {}

void Queue::advance(const Moment& moment)
{
    m_moment = moment;
    for (const RunId& id : m_active) {
        Entry& entry = m_entries.at(id);
        const RunState state = entry.record.state;
        const bool silent = moment.now - entry.lastSign > m_settings.staleAfter;
        if (silent && (state == RunState::starting || state == RunState::running)) {
            setState(id, entry, RunState::stale,
                     fmt::format("its worker has been silent for {:.0f} s; it may be suspended, or its machine busy or "
                                 "gone. It is watched on; `rxwatt cancel` ends it",
                                 m_settings.staleAfter.value));
        }
        if (entry.killAt && moment.now >= *entry.killAt) {
            entry.killed = true;
            entry.killAt = moment.now + m_settings.stopGrace;
            m_decisions.emplace_back(KillRun{id});
        }
    }
}

std::vector<Decision> Queue::takeDecisions()
{
    lookAtWaitingRuns();
    fillSlots();
    return std::exchange(m_decisions, {});
}

void Queue::add(const RunId& id, const run::StateRecord& record, std::vector<WeightsNeed> needs)
{
    Entry& entry = m_entries[id];
    entry.record = record;
    entry.needs = std::move(needs);
    entry.lastSign = m_moment.now;
    if (run::isActive(record.state)) {
        m_active.insert(id);
    } else if (record.state == RunState::queued) {
        m_queued.insert({record.order, id});
    } else if (record.state == RunState::waiting) {
        m_waiting.insert(id);
    }
}

const run::StateRecord* Queue::find(const RunId& id) const
{
    const auto found = m_entries.find(id);
    return found == m_entries.end() ? nullptr : &found->second.record;
}

bool Queue::hasRunsToLaunch() const
{
    return std::any_of(m_queued.begin(), m_queued.end(), [this](const auto& place) { return mayLaunch(place.second); });
}

void Queue::launched(const RunId& id, const run::ProcessIdentity& worker)
{
    Entry& entry = m_entries.at(id);
    entry.record.worker = worker;
    entry.lastSign = m_moment.now;
    save(id, entry);
}

void Queue::postpone(const RunId& id, const std::string& reason)
{
    enqueue(id, m_entries.at(id), reason);
}

void Queue::launchFailed(const RunId& id, const std::string& reason)
{
    postpone(id, reason);
    pauseQueue(reason);
}

void Queue::reattach(const RunId& id)
{
    Entry& entry = m_entries.at(id);
    entry.lastSign = m_moment.now;
    // Whether it was to be paused or cancelled died with the old scheduler; a pause loses nothing.
    if (entry.record.state == RunState::pausing) {
        stopWorker(id, entry, Intent::pause, "is being paused: ends after its checkpoint");
    }
}

void Queue::heartbeat(const RunId& id, const run::Heartbeat& beat)
{
    Entry& entry = m_entries.at(id);
    if (beat.attempt != entry.record.attempt || entry.lastBeat == beat.beat) {
        return;
    }
    entry.lastBeat = beat.beat;
    entry.lastSign = m_moment.now;
    if (entry.record.state == RunState::starting || entry.record.state == RunState::stale) {
        setState(id, entry, RunState::running, std::nullopt);
    }
}

void Queue::workerGone(const RunId& id, const WorkerEnd& end)
{
    Entry& entry = m_entries.at(id);
    entry.record.worker.reset();
    const bool cancelled = entry.intent == Intent::cancel;
    if (end.exit || end.progressed) {
        entry.record.attemptsWithoutProgress = 0;
    }
    if (end.exit && end.exit->outcome == run::ExitOutcome::succeeded) {
        finish(id, entry, RunState::succeeded, std::nullopt);
    } else if (end.exit && end.exit->outcome == run::ExitOutcome::failed && !cancelled) {
        finish(id, entry, RunState::failed, end.exit->reason.value_or("its worker gave no reason; see worker.log"));
    } else if (entry.intent != Intent::none) {
        endAsIntended(id, entry);
    } else if (end.exit) {
        setState(
            id, entry, RunState::paused,
            "its worker was asked to stop by somebody else (SIGTERM); `rxwatt resume` goes on from the checkpoint");
    } else {
        crashed(id, entry, end);
    }
    entry.intent = Intent::none;
    entry.killAt.reset();
    entry.killed = false;
    entry.lastBeat.reset();
}

void Queue::endAsIntended(const RunId& id, Entry& entry)
{
    std::optional<std::string> reason;
    if (entry.killed) {
        reason = fmt::format("its worker did not end within {:.0f} s of being asked to and was killed; what it did "
                             "since its last checkpoint is lost",
                             m_settings.stopGrace.value);
    }
    switch (entry.intent) {
    case Intent::pause:
        setState(id, entry, RunState::paused, std::move(reason));
        break;
    case Intent::cancel:
        finish(id, entry, RunState::cancelled, std::move(reason));
        break;
    case Intent::requeue:
    case Intent::none:
        enqueue(id, entry, std::move(reason));
        break;
    }
}

void Queue::crashed(const RunId& id, Entry& entry, const WorkerEnd& end)
{
    if (!end.progressed) {
        ++entry.record.attemptsWithoutProgress;
    }
    const int tries = entry.record.attemptsWithoutProgress;
    if (tries > m_settings.maxRestartsWithoutProgress) {
        finish(id, entry, RunState::failed,
               fmt::format("its worker {}, for the {}th time in a row without a new checkpoint; see worker.log. "
                           "`rxwatt retry` goes on from the last checkpoint",
                           describe(end), tries));
        return;
    }
    std::string reason = fmt::format("its worker {}; goes on from its checkpoint", describe(end));
    if (tries > 0) {
        reason += fmt::format(" (restart {} of {} without progress)", tries, m_settings.maxRestartsWithoutProgress);
    }
    enqueue(id, entry, std::move(reason));
}

void Queue::pauseQueue(std::optional<std::string> reason)
{
    m_record = {.paused = true, .reason = std::move(reason)};
    m_decisions.emplace_back(SaveQueue{m_record});
}

void Queue::resumeQueue()
{
    if (m_record.paused) {
        m_record = {};
        m_decisions.emplace_back(SaveQueue{m_record});
    }
}

void Queue::stopAll()
{
    const bool again = std::exchange(m_stopping, true);
    for (const RunId& id : m_active) {
        Entry& entry = m_entries.at(id);
        if (again) {
            entry.killed = true;
            m_decisions.emplace_back(KillRun{id});
        } else if (entry.intent == Intent::none) {
            stopWorker(id, entry, Intent::requeue,
                       "the scheduler ends: stops after a checkpoint, goes on with the next `rxwatt run`");
        }
    }
}

void Queue::setState(const RunId& id, Entry& entry, RunState state, std::optional<std::string> reason)
{
    m_queued.erase({entry.record.order, id});
    m_waiting.erase(id);
    entry.record.state = state;
    entry.record.reason = std::move(reason);
    if (run::isActive(state)) {
        m_active.insert(id);
    } else {
        m_active.erase(id);
    }
    if (state == RunState::queued) {
        m_queued.insert({entry.record.order, id});
    } else if (state == RunState::waiting) {
        m_waiting.insert(id);
    }
    save(id, entry);
}

void Queue::save(const RunId& id, const Entry& entry)
{
    m_decisions.emplace_back(SaveRun{id, entry.record});
}

void Queue::stopWorker(const RunId& id, Entry& entry, Intent intent, const std::string& reason)
{
    entry.intent = intent;
    if (!entry.killAt) {
        entry.killAt = m_moment.now + m_settings.stopGrace;
        m_decisions.emplace_back(StopRun{id});
    }
    setState(id, entry, RunState::pausing, reason);
}

void Queue::enqueue(const RunId& id, Entry& entry, std::optional<std::string> reason)
{
    entry.record.finishedAt.reset();
    setState(id, entry, RunState::queued, std::move(reason));
}

void Queue::finish(const RunId& id, Entry& entry, RunState state, std::optional<std::string> reason)
{
    entry.record.finishedAt = m_moment.wall;
    setState(id, entry, state, std::move(reason));
}

void Queue::fillSlots()
{
    if (m_record.paused || m_blocked || m_stopping) {
        return;
    }
    for (auto place = m_queued.begin(); place != m_queued.end();) {
        if (static_cast<int>(m_active.size()) >= m_settings.slots) {
            return;
        }
        const RunId id = place->second;
        ++place; // launching takes it out of the queue
        if (mayLaunch(id)) {
            launch(id, m_entries.at(id));
        }
    }
}

void Queue::launch(const RunId& id, Entry& entry)
{
    ++entry.record.attempt;
    entry.lastSign = m_moment.now;
    entry.lastBeat.reset();
    if (!entry.record.startedAt) {
        entry.record.startedAt = m_moment.wall;
    }
    setState(id, entry, RunState::starting, std::nullopt);
    m_decisions.emplace_back(LaunchRun{id, entry.record.attempt});
}

std::optional<std::string> Queue::waitsFor(const Entry& entry) const
{
    for (const WeightsNeed& need : entry.needs) {
        const run::StateRecord* needed = find(need.run);
        if (needed == nullptr) {
            return fmt::format("needs the weights of run {}, which is not in the project any more", need.run.text);
        }
        const RunState state = needed->state;
        // What a run that was stopped early has left can be judged where a checkpoint of it is named.
        const bool atRest = run::isFinished(state) || state == RunState::paused;
        if (state != RunState::succeeded && (need.checkpoint.empty() || !atRest)) {
            return fmt::format("needs the weights of run {}, which is {}", need.run.text, nameOf(state));
        }
    }
    return std::nullopt;
}

void Queue::lookAtWaitingRuns()
{
    std::vector<RunId> candidates(m_waiting.begin(), m_waiting.end());
    for (const auto& [order, id] : m_queued) {
        if (!m_entries.at(id).needs.empty()) {
            candidates.push_back(id);
        }
    }
    for (const RunId& id : candidates) {
        Entry& entry = m_entries.at(id);
        std::optional<std::string> reason = waitsFor(entry);
        const RunState state = reason ? RunState::waiting : RunState::queued;
        if (state != entry.record.state || (reason && reason != entry.record.reason)) {
            setState(id, entry, state, std::move(reason));
        }
    }
}

bool Queue::mayLaunch(const RunId& id) const
{
    return m_only.empty() || m_only.contains(id);
}

} // namespace rxwatt::schedule
