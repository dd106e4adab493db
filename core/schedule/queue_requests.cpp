// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/queue.h"

#include <fmt/format.h>

#include <csignal>
#include <cstring>

namespace rxwatt::schedule
{

using run::RunState;

namespace
{

tl::unexpected<Error> refusal(const RunId& id, RunState state, const std::string& advice)
{
    return fail(ErrorKind::badInput, fmt::format("run {} is {}: {}", id.text, nameOf(state), advice));
}

} // namespace

Result<Queue::Entry*> Queue::entryOf(const RunId& id)
{
    const auto found = m_entries.find(id);
    if (found == m_entries.end()) {
        return fail(ErrorKind::notFound, fmt::format("there is no run {}", id.text));
    }
    return &found->second;
}

Status Queue::cancel(const RunId& id)
{
    RXWATT_ASSIGN(Entry* const entry, entryOf(id));
    const RunState state = entry->record.state;
    if (run::isActive(state)) {
        stopWorker(id, *entry, Intent::cancel, "is being cancelled: ends after a checkpoint");
    } else if (state == RunState::cancelled) {
        return {};
    } else if (run::isFinished(state)) {
        return refusal(id, state, "there is nothing to cancel; `rxwatt remove` moves it to the trash");
    } else {
        finish(id, *entry, RunState::cancelled, std::nullopt);
    }
    return {};
}

Status Queue::pause(const RunId& id)
{
    RXWATT_ASSIGN(Entry* const entry, entryOf(id));
    const RunState state = entry->record.state;
    if (entry->intent == Intent::cancel) {
        return refusal(id, state, "it is being cancelled; `rxwatt retry` goes on from its checkpoint then");
    }
    if (run::isActive(state)) {
        stopWorker(id, *entry, Intent::pause, "is being paused: ends after its checkpoint");
    } else if (run::isFinished(state)) {
        return refusal(id, state, "there is nothing to pause");
    } else if (state != RunState::paused) {
        setState(id, *entry, RunState::paused, std::nullopt);
    }
    return {};
}

Status Queue::resume(const RunId& id)
{
    RXWATT_ASSIGN(Entry* const entry, entryOf(id));
    const RunState state = entry->record.state;
    if (entry->intent == Intent::cancel) {
        return refusal(id, state, "it is being cancelled; `rxwatt retry` goes on from its checkpoint then");
    }
    if (run::isFinished(state)) {
        return refusal(id, state, "`rxwatt retry` lets it go on or start over");
    }
    if (entry->intent == Intent::pause) {
        stopWorker(id, *entry, Intent::requeue, "ends after its checkpoint and goes on at once");
    } else if (state == RunState::paused || state == RunState::preempted) {
        entry->record.attemptsWithoutProgress = 0;
        enqueue(id, *entry, std::nullopt);
    }
    return {};
}

Status Queue::retry(const RunId& id, bool startOver)
{
    RXWATT_ASSIGN(Entry* const entry, entryOf(id));
    const RunState state = entry->record.state;
    if (startOver) {
        RXWATT_TRY(mayStartOver(id));
        entry->record.startedAt.reset();
    } else if (state == RunState::succeeded) {
        return refusal(id, state, "`rxwatt retry --fresh` starts it over");
    } else if (run::isActive(state)) {
        return refusal(id, state, "it is at work already");
    } else if (state == RunState::queued || state == RunState::waiting) {
        return {};
    }
    entry->record.attemptsWithoutProgress = 0;
    enqueue(id, *entry, std::nullopt);
    return {};
}

Status Queue::mayStartOver(const RunId& id) const
{
    const run::StateRecord* record = find(id);
    if (record == nullptr) {
        return fail(ErrorKind::notFound, fmt::format("there is no run {}", id.text));
    }
    if (run::isActive(record->state)) {
        return refusal(id, record->state, "`rxwatt cancel` it first");
    }
    return {};
}

Status Queue::mayRemove(const RunId& id) const
{
    return mayStartOver(id);
}

void Queue::remove(const RunId& id)
{
    const auto found = m_entries.find(id);
    if (found != m_entries.end()) {
        m_queued.erase({found->second.record.order, id});
        m_waiting.erase(id);
        m_entries.erase(found);
    }
}

std::string describe(const WorkerEnd& end)
{
    if (end.signal == SIGKILL) {
        return "was killed by signal 9 (SIGKILL: out of memory, or somebody's kill -9)";
    }
    if (end.signal) {
        return fmt::format("was killed by signal {} (SIG{})", *end.signal,
                           sigabbrev_np(*end.signal) != nullptr ? sigabbrev_np(*end.signal) : "?");
    }
    if (end.exitCode) {
        return fmt::format("ended with exit code {} and without a word", *end.exitCode);
    }
    return "is gone (exit code unknown)";
}

} // namespace rxwatt::schedule
