// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/run_files.h"
#include "core/schedule/supervisor_state.h"

#include <fmt/format.h>

namespace rxwatt::schedule
{

bool Supervisor::State::follow(const RunId& id, RunTail& tail)
{
    const auto onEvents = [&](std::span<const run::RunEvent> events) { m_parts.observer.eventsArrived(id, events); };
    const int skipped = tail.skippedLines();
    Result<RunTail::Outcome> outcome = tail.read(m_parts.journal, onEvents);
    if (outcome && *outcome == RunTail::Outcome::indexIsWrong) {
        const Status reindexed = m_editor.reindex(id);
        outcome = reindexed ? tail.read(m_parts.journal, onEvents)
                            : Result<RunTail::Outcome>(tl::unexpected<Error>(reindexed.error()));
    }
    if (!outcome) {
        writeFailed(outcome.error());
        return false;
    }
    if (skipped == 0 && tail.skippedLines() > 0) {
        m_parts.observer.warned(
            fmt::format("{} has lines that cannot be read; they are passed over", tail.folder().eventsFile().string()));
    }
    if (*outcome == RunTail::Outcome::moreToRead) {
        scheduleLook(base::Seconds{0});
    }
    return true;
}

Status Supervisor::State::readToTheEnd(const RunId& id, RunTail& tail)
{
    const auto onEvents = [&](std::span<const run::RunEvent> events) { m_parts.observer.eventsArrived(id, events); };
    bool reindexed = false;
    while (true) {
        RXWATT_ASSIGN(const RunTail::Outcome outcome, tail.read(m_parts.journal, onEvents));
        if (outcome == RunTail::Outcome::upToDate || (outcome == RunTail::Outcome::indexIsWrong && reindexed)) {
            return {};
        }
        if (outcome == RunTail::Outcome::indexIsWrong) {
            RXWATT_TRY(m_editor.reindex(id));
            reindexed = true;
        }
    }
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
    if (m_blockedSince && now - m_lastRetry < retryEvery) {
        return;
    }
    m_lastRetry = now;
    if (const Status flushed = m_editor.flush(); !flushed) {
        writeFailed(flushed.error());
        return;
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
