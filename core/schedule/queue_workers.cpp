// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/queue.h"

#include <fmt/format.h>

#include <csignal>
#include <cstring>

namespace rxwatt::schedule
{

using run::RunState;

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

void Queue::cannotStart(const RunId& id, const std::string& reason)
{
    finish(id, m_entries.at(id), RunState::failed, reason);
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
    stopAgain(id, entry);
}

void Queue::adopt(const RunId& id, std::optional<run::ProcessIdentity> worker, std::optional<run::Heartbeat> seen)
{
    Entry& entry = m_entries.at(id);
    entry.adopted = true;
    entry.lastBeat = seen;
    entry.lastSign = m_moment.now;
    entry.record.worker = std::move(worker);
    save(id, entry);
    stopAgain(id, entry);
}

/// The scheduler that wanted a worker to stop may have ended before it could say so.
void Queue::stopAgain(const RunId& id, Entry& entry)
{
    if (entry.record.state == RunState::pausing) {
        stopWorker(id, entry, entry.record.stopIntent.value_or(run::StopIntent::pause),
                   entry.record.reason.value_or("ends after its checkpoint"));
    }
}

void Queue::heartbeat(const RunId& id, const run::Heartbeat& beat)
{
    Entry& entry = m_entries.at(id);
    const bool known = entry.lastBeat && entry.lastBeat->attempt == beat.attempt && entry.lastBeat->beat == beat.beat;
    if (known || (beat.attempt != entry.record.attempt && !entry.adopted)) {
        return;
    }
    entry.lastBeat = beat;
    entry.lastSign = m_moment.now;
    const bool renumbered = std::exchange(entry.record.attempt, beat.attempt) != beat.attempt;
    if (entry.record.state == RunState::starting || entry.record.state == RunState::stale) {
        setState(id, entry, RunState::running, std::nullopt);
    } else if (renumbered) {
        save(id, entry);
    }
}

void Queue::workerGone(const RunId& id, const WorkerEnd& end)
{
    Entry& entry = m_entries.at(id);
    entry.record.worker.reset();
    const std::optional<run::StopIntent> intent = std::exchange(entry.record.stopIntent, std::nullopt);
    if (end.exit || end.progressed) {
        entry.record.attemptsWithoutProgress = 0;
    }
    if (end.exit && end.exit->outcome == run::ExitOutcome::succeeded) {
        finish(id, entry, RunState::succeeded, std::nullopt);
    } else if (end.exit && end.exit->outcome == run::ExitOutcome::failed && intent != run::StopIntent::cancel) {
        finish(id, entry, RunState::failed, end.exit->reason.value_or("its worker gave no reason; see worker.log"));
    } else if (intent) {
        endAsIntended(id, entry, *intent);
    } else if (end.exit) {
        setState(
            id, entry, RunState::paused,
            "its worker was asked to stop by somebody else (SIGTERM); `rxwatt resume` goes on from the checkpoint");
    } else if (end.exitCode == run::heldExitCode) {
        enqueue(id, entry, "another worker had it; goes on when that has ended");
    } else {
        crashed(id, entry, end);
    }
    entry.killAt.reset();
    entry.killed = Killed::no;
    entry.lastBeat.reset();
    entry.adopted = false;
}

void Queue::endAsIntended(const RunId& id, Entry& entry, run::StopIntent intent)
{
    constexpr const char* loss = "what it did since its last checkpoint is lost";
    std::optional<std::string> reason;
    if (entry.killed == Killed::late) {
        reason = fmt::format("its worker did not end within {:.0f} s of being asked to and was killed; {}",
                             m_settings.stopGrace.value, loss);
    } else if (entry.killed == Killed::asked) {
        reason = fmt::format("its worker was killed by a second stop; {}", loss);
    }
    switch (intent) {
    case run::StopIntent::pause:
        setState(id, entry, RunState::paused, std::move(reason));
        break;
    case run::StopIntent::cancel:
        finish(id, entry, RunState::cancelled, std::move(reason));
        break;
    case run::StopIntent::requeue:
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
               fmt::format("its worker {}, for the {}th time in a row without progress; see worker.log. "
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
