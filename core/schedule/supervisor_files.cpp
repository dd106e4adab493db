// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/run_files.h"
#include "core/schedule/supervisor_state.h"

#include <fmt/format.h>

namespace rxwatt::schedule
{

bool Supervisor::State::follow(const RunId& id, RunTail& tail)
{
    const Result<RunTail::Outcome> outcome = readSome(id, tail);
    if (!outcome) {
        writeFailed(outcome.error());
        return false;
    }
    if (*outcome == RunTail::Outcome::moreToRead) {
        scheduleLook(base::Seconds{0});
    }
    return true;
}

Result<RunTail::Outcome> Supervisor::State::readSome(const RunId& id, RunTail& tail)
{
    const auto onEvents = [&](std::span<const run::RunEvent> events) { m_parts.observer.eventsArrived(id, events); };
    const int skipped = tail.skippedLines();
    RXWATT_ASSIGN(RunTail::Outcome outcome, tail.read(m_parts.journal, onEvents));
    if (outcome == RunTail::Outcome::indexIsWrong) {
        RXWATT_ASSIGN(const bool reindexed, m_editor.reindex(id));
        tellTroubles();
        outcome = RunTail::Outcome::cannotRead;
        if (reindexed) {
            RXWATT_ASSIGN(outcome, tail.read(m_parts.journal, onEvents));
        }
    }
    if (skipped == 0 && tail.skippedLines() > 0) {
        m_parts.observer.warned(
            fmt::format("{} has lines that cannot be read; they are passed over", tail.folder().eventsFile().string()));
    }
    if (tail.problem() && m_unreadable.insert(id).second) {
        m_parts.observer.warned(fmt::format("what run {} tells is not seen: {}", id.text, tail.problem()->message));
    }
    return outcome;
}

Status Supervisor::State::readToTheEnd(const RunId& id, RunTail& tail)
{
    RXWATT_ASSIGN(RunTail::Outcome outcome, readSome(id, tail));
    while (outcome == RunTail::Outcome::moreToRead) {
        RXWATT_ASSIGN(outcome, readSome(id, tail));
    }
    return {};
}

bool Supervisor::State::followToTheEnd(const RunId& id, int attempt)
{
    RunTail tail(id, m_project.runFolder(id));
    Status taken = readToTheEnd(id, tail);
    const WorkerEnd end = readWorkerEnd(tail.folder(), attempt);
    if (taken && end.exit) {
        taken = m_parts.journal.putExit(id, *end.exit);
    }
    if (!taken) {
        writeFailed(taken.error());
    }
    return taken.has_value();
}

void Supervisor::State::writeFailed(const Error& error)
{
    if (!m_blockedSince) {
        m_blockedSince = m_parts.clock.now();
        m_lastRetry = *m_blockedSince;
        m_parts.observer.warned(fmt::format("nothing is started until the project can be written to again: {}. It is "
                                            "tried again every second, and nothing is lost",
                                            error.message));
    }
    m_blockedBy = error;
    m_queue.block(true);
}

void Supervisor::State::retryLateWrites()
{
    constexpr base::Seconds retryEvery{1};
    const base::Seconds now = m_parts.clock.now();
    if (m_lastRetry && now - *m_lastRetry < retryEvery) {
        return;
    }
    m_lastRetry = now;
    const Status flushed = m_editor.flush();
    tellTroubles();
    if (!flushed) {
        writeFailed(flushed.error());
        return;
    }
    for (auto& [id, tail] : m_tails) {
        if (!follow(id, tail)) {
            return;
        }
    }
    while (!m_behind.empty()) {
        const auto [id, attempt] = *m_behind.begin();
        if (m_queue.find(id) != nullptr && !followToTheEnd(id, attempt)) {
            return;
        }
        m_behind.erase(id);
    }
    if (m_blockedSince) {
        m_blockedSince.reset();
        m_queue.block(false);
        m_parts.observer.warned("the project can be written to again");
    }
}

} // namespace rxwatt::schedule
