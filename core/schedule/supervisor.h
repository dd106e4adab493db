// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/run/project.h"
#include "core/schedule/client.h"

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rxwatt::schedule
{

class EventLoop;
class Launcher;

/// Told what happens while the queue is worked; called from the thread that runs the supervisor.
class SupervisorObserver
{
public:
    SupervisorObserver() = default;
    SupervisorObserver(const SupervisorObserver&) = delete;
    SupervisorObserver& operator=(const SupervisorObserver&) = delete;
    virtual ~SupervisorObserver() = default;

    /// A run is new, or its state or reason changed.
    virtual void runChanged(const RunId& /*id*/, const run::StateRecord& /*record*/) {}

    virtual void runRemoved(const RunId& /*id*/) {}

    virtual void eventsArrived(const RunId& /*id*/, std::span<const run::RunEvent> /*events*/) {}

    virtual void queueChanged(const run::QueueRecord& /*record*/) {}

    /// Something that a person should know and that no run's state says.
    virtual void warned(std::string_view /*text*/) {}
};

struct SupervisorOptions {
    /// Ends when nothing is left that can be worked on; else it waits for more.
    bool untilEmpty = false;
    /// Works these runs only, and ends when they are over.
    std::vector<RunId> only = {};
    /// How many runs are at work at the same time.
    int slots = 1;
    /// Whether a paused queue goes on: a person who says `run` means it.
    bool resumeQueue = true;
    /// How long a worker may take to write its checkpoint and end before it is killed.
    base::Seconds stopGrace{30};
    /// How long a worker may be silent before it is stale; none: 15 s, on a network file system 90 s.
    std::optional<base::Seconds> staleAfter = {};
    /// Whether the workers' machine has an energy counter or a power sensor: runs that are measured are then alone.
    bool hasPowerSensor = true;
    /// How long a scheduler that would end waits for a full disk to be cleared.
    base::Seconds blockedPatience{10};
};

/// How it ended.
struct SupervisorSummary {
    int succeeded = 0;
    int failed = 0;
    int cancelled = 0;
    /// Runs that were asked for by name, are not over, and could not be worked on; the observer was told why.
    int notWorked = 0;
    /// Ended by a signal; runs that were at work are queued and go on next time.
    bool stopped = false;
    /// The queue was paused with work left.
    std::optional<std::string> pausedReason;
};

/// Parts that a supervisor works with; all outlive it.
struct SupervisorParts {
    run::RunJournal& journal;
    Launcher& launcher;
    EventLoop& loop;
    const base::Clock& clock;
    SupervisorObserver& observer;
};

/// The scheduler: works a project's queue. Hold the project's lock.
class Supervisor
{
public:
    Supervisor(const run::ProjectFolder& project, const SupervisorParts& parts, SupervisorOptions options);
    Supervisor(const Supervisor&) = delete;
    Supervisor& operator=(const Supervisor&) = delete;
    ~Supervisor();

    /// Returns when the work is over (see the options) or after a stop.
    [[nodiscard]] Result<SupervisorSummary> run();

private:
    struct State;

    std::unique_ptr<State> m_state;
};

/// `rxwatt run`: takes the lock (`busy` names the holder), opens the journal, works the queue with workers of this
/// machine, and stops after a checkpoint on SIGINT, SIGTERM or SIGHUP; a second SIGINT or SIGTERM kills the workers.
[[nodiscard]] Result<SupervisorSummary> runScheduler(const run::ProjectFolder& project,
                                                     const JournalFactory& openJournal, SupervisorObserver& observer,
                                                     const SupervisorOptions& options);

} // namespace rxwatt::schedule
