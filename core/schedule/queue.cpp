// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/queue.h"

#include <fmt/format.h>

#include <algorithm>

namespace rxwatt::schedule
{

using run::RunState;

namespace
{

/// Of the saves of one run only those matter that are the last, or the last before its worker is started or stopped.
void dropRepeats(std::vector<Decision>& decisions)
{
    std::set<RunId> saved;
    for (auto decision = decisions.rbegin(); decision != decisions.rend(); ++decision) {
        if (const auto* start = std::get_if<LaunchRun>(&*decision)) {
            saved.erase(start->id);
        } else if (const auto* stop = std::get_if<StopRun>(&*decision)) {
            saved.erase(stop->id);
        } else if (auto* save = std::get_if<SaveRun>(&*decision); save != nullptr && !saved.insert(save->id).second) {
            *decision = TellRun{std::move(save->id), std::move(save->record)};
        }
    }
}

} // namespace

Queue::Queue(QueueSettings settings) : m_settings(settings) {}

void Queue::advance(const Moment& moment)
{
    m_moment = moment;
    for (const RunId& id : std::vector(m_active.begin(), m_active.end())) {
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
            entry.killed = Killed::late;
            entry.killAt = moment.now + m_settings.stopGrace;
            m_decisions.emplace_back(KillRun{id});
        }
    }
}

std::vector<Decision> Queue::takeDecisions()
{
    lookAtWaitingRuns();
    fillSlots();
    dropRepeats(m_decisions);
    return std::exchange(m_decisions, {});
}

void Queue::add(const RunId& id, const run::StateRecord& record, std::vector<WeightsNeed> needs, Company company)
{
    Entry& entry = m_entries[id];
    entry.record = record;
    entry.needs = std::move(needs);
    entry.company = company;
    entry.lastSign = m_moment.now;
    enlist(id, entry);
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
    for (const RunId& id : std::vector(m_active.begin(), m_active.end())) {
        Entry& entry = m_entries.at(id);
        if (again) {
            entry.killed = Killed::asked;
            m_decisions.emplace_back(KillRun{id});
        } else if (!entry.record.stopIntent) {
            stopWorker(id, entry, run::StopIntent::requeue,
                       "the scheduler ends: stops after a checkpoint, goes on with the next `rxwatt run`");
        }
    }
}

void Queue::enlist(const RunId& id, const Entry& entry)
{
    const RunState state = entry.record.state;
    if (run::isActive(state)) {
        m_active.insert(id);
    } else if (state == RunState::queued) {
        m_queued.insert({entry.record.order, id});
    }
    if (state == RunState::waiting || (state == RunState::queued && !entry.needs.empty())) {
        m_dependent.insert(id);
    }
    m_statesChanged = true;
}

void Queue::delist(const RunId& id, const Entry& entry)
{
    m_queued.erase({entry.record.order, id});
    m_dependent.erase(id);
    m_active.erase(id);
    m_statesChanged = true;
}

void Queue::setState(const RunId& id, Entry& entry, RunState state, std::optional<std::string> reason)
{
    delist(id, entry);
    entry.record.state = state;
    entry.record.reason = std::move(reason);
    enlist(id, entry);
    save(id, entry);
}

void Queue::save(const RunId& id, const Entry& entry)
{
    m_decisions.emplace_back(SaveRun{id, entry.record});
}

void Queue::stopWorker(const RunId& id, Entry& entry, run::StopIntent intent, const std::string& reason)
{
    // On record before the worker is asked: should we end meanwhile, the next scheduler knows what was meant.
    entry.record.stopIntent = intent;
    setState(id, entry, RunState::pausing, reason);
    if (!entry.killAt) {
        entry.killAt = m_moment.now + m_settings.stopGrace;
        m_decisions.emplace_back(StopRun{id});
    }
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

} // namespace rxwatt::schedule
