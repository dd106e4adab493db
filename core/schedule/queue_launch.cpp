// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/queue.h"

#include <fmt/format.h>

namespace rxwatt::schedule
{

using run::RunState;

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
    if (!std::exchange(m_statesChanged, false)) {
        return;
    }
    for (const RunId& id : std::vector(m_dependent.begin(), m_dependent.end())) {
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
