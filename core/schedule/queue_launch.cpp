// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/queue.h"

#include <fmt/format.h>

namespace rxwatt::schedule
{

using run::RunState;

void Queue::fillSlots()
{
    std::optional<std::pair<RunId, std::string>> held;
    const bool atRest = m_record.paused || m_blocked || m_stopping;
    for (auto place = m_queued.begin(); !atRest && !held && place != m_queued.end();) {
        if (static_cast<int>(m_active.size()) >= m_settings.slots) {
            break;
        }
        const RunId id = place->second;
        ++place; // launching takes it out of the queue
        if (!mayLaunch(id)) {
            continue;
        }
        // Those behind it wait, too: overtaken again and again, it would never have the machine to itself.
        if (std::optional<std::string> reason = waitsForTheMachine(id)) {
            held.emplace(id, std::move(*reason));
        } else {
            launch(id, m_entries.at(id));
        }
    }
    holdBack(std::move(held));
}

bool Queue::wantsToBeAlone(const RunId& id) const
{
    return m_settings.hasPowerSensor && m_entries.at(id).company == Company::none;
}

std::optional<std::string> Queue::waitsForTheMachine(const RunId& next) const
{
    for (const RunId& id : m_active) {
        if (wantsToBeAlone(id)) {
            return fmt::format("waits until run {} has ended, whose energy is measured and which has the machine to "
                               "itself (its $.power.alone)",
                               id.text);
        }
    }
    if (!m_active.empty() && wantsToBeAlone(next)) {
        return "waits until the runs at work have ended: its energy is measured, and it has the machine to itself (its "
               "$.power.alone)";
    }
    return std::nullopt;
}

void Queue::holdBack(std::optional<std::pair<RunId, std::string>> held)
{
    if (held == m_held) {
        return;
    }
    if (m_held) {
        const auto before = m_entries.find(m_held->first);
        // Not where it was launched or given another reason meanwhile.
        if (before != m_entries.end() && before->second.record.state == RunState::queued &&
            before->second.record.reason == m_held->second) {
            setState(m_held->first, before->second, RunState::queued, std::nullopt);
        }
    }
    m_held = std::move(held);
    if (m_held) {
        setState(m_held->first, m_entries.at(m_held->first), RunState::queued, m_held->second);
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
