// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/queue.h"

#include <fmt/format.h>

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
        stopWorker(id, *entry, run::StopIntent::cancel, "is being cancelled: ends after a checkpoint");
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
    if (entry->record.stopIntent == run::StopIntent::cancel) {
        return refusal(id, state, "it is being cancelled; `rxwatt retry` goes on from its checkpoint then");
    }
    if (run::isActive(state)) {
        stopWorker(id, *entry, run::StopIntent::pause, "is being paused: ends after its checkpoint");
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
    if (entry->record.stopIntent == run::StopIntent::cancel) {
        return refusal(id, state, "it is being cancelled; `rxwatt retry` goes on from its checkpoint then");
    }
    if (run::isFinished(state)) {
        return refusal(id, state, "`rxwatt retry` lets it go on or start over");
    }
    if (entry->record.stopIntent == run::StopIntent::pause) {
        stopWorker(id, *entry, run::StopIntent::requeue, "ends after its checkpoint and goes on at once");
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
        delist(id, found->second);
        m_entries.erase(found);
    }
}

} // namespace rxwatt::schedule
