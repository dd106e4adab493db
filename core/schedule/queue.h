// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/units.h"
#include "core/run/project.h"
#include "core/schedule/resolve.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace rxwatt::schedule
{

struct QueueSettings {
    /// How many runs are at work at the same time; 0 launches nothing.
    int slots = 1;
    /// A worker silent for so long is stale; 90 s on a network file system.
    base::Seconds staleAfter{15};
    /// How long a worker may take to write its checkpoint and end.
    base::Seconds stopGrace{30};
    /// How often a run goes on by itself without having made progress.
    int maxRestartsWithoutProgress = 3;
    /// Whether runs can be measured on this machine: those of Company::none are then alone.
    bool hasPowerSensor = true;
};

struct Moment {
    base::Seconds now;
    std::string wall; ///< ISO 8601, for people
};

/// How a worker's process ended, and what it left.
struct WorkerEnd {
    /// Neither code nor signal: unknown, for a worker that an earlier scheduler started.
    std::optional<int> exitCode;
    std::optional<int> signal;
    /// Of this attempt.
    std::optional<run::ExitRecord> exit;
    /// Whether the attempt got further than those before it.
    bool progressed = false;
};

// What the queue wants done, in this order.
struct SaveRun {
    RunId id;
    run::StateRecord record;
};

/// A state that the next one overtook before it could be saved: for people who watch.
struct TellRun {
    RunId id;
    run::StateRecord record;
};

struct SaveQueue {
    run::QueueRecord record;
};

struct LaunchRun {
    RunId id;
    int attempt = 1;
};

/// Ask the worker to end after a checkpoint.
struct StopRun {
    RunId id;
};

/// End the worker and its children at once.
struct KillRun {
    RunId id;
};

using Decision = std::variant<SaveRun, TellRun, SaveQueue, LaunchRun, StopRun, KillRun>;

/// The queue as a pure state machine: told what happened, it decides what is to be done. It reads no file, no clock and
/// starts nothing. After every input, carry out takeDecisions().
class Queue
{
public:
    explicit Queue(QueueSettings settings);

    /// Time goes on: silent workers become stale, those that do not end are killed.
    void advance(const Moment& moment);
    [[nodiscard]] std::vector<Decision> takeDecisions();

    // Runs.
    /// A run as its folder says; a run at work counts as lost until reattach() or workerGone().
    void add(const RunId& id, const run::StateRecord& record, std::vector<WeightsNeed> needs,
             Company company = Company::any);
    [[nodiscard]] const run::StateRecord* find(const RunId& id) const;

    [[nodiscard]] const std::set<RunId>& activeRuns() const { return m_active; }

    /// Only these are launched; empty means all.
    void limitTo(std::set<RunId> runs) { m_only = std::move(runs); }

    /// Whether a run could be launched now, were there a slot and no pause.
    [[nodiscard]] bool hasRunsToLaunch() const;

    // What workers do.
    void launched(const RunId& id, const run::ProcessIdentity& worker);
    /// A launch that did not come about; the run stays queued.
    void postpone(const RunId& id, const std::string& reason);
    /// A launch that cannot come about, by the run's own fault.
    void cannotStart(const RunId& id, const std::string& reason);
    /// The machine could not start a worker: not the run's fault, so it stays queued and the queue is paused.
    void launchFailed(const RunId& id, const std::string& reason);
    /// The worker of an earlier scheduler is alive and watched again.
    void reattach(const RunId& id);
    /// A worker that is not on record has the run: none of `worker` where it is no process that can be watched. Which
    /// attempt it thinks it is, its heartbeat tells, once it differs from the one `seen`.
    void adopt(const RunId& id, std::optional<run::ProcessIdentity> worker, std::optional<run::Heartbeat> seen);
    void heartbeat(const RunId& id, const run::Heartbeat& beat);
    void workerGone(const RunId& id, const WorkerEnd& end);

    // What people ask for. Errors say why not.
    [[nodiscard]] Status cancel(const RunId& id);
    [[nodiscard]] Status pause(const RunId& id);
    [[nodiscard]] Status resume(const RunId& id);
    /// Goes on from the checkpoint; `startOver` is for runs whose results were set aside, see mayStartOver().
    [[nodiscard]] Status retry(const RunId& id, bool startOver);
    [[nodiscard]] Status mayStartOver(const RunId& id) const;
    [[nodiscard]] Status mayRemove(const RunId& id) const;
    void remove(const RunId& id);
    /// Whether a run has a place in the queue.
    [[nodiscard]] Status mayReorder(const RunId& id) const;
    /// Puts runs that may be reordered in front of another that may, in the order given; an empty `before` puts them
    /// last.
    void reorder(const std::vector<RunId>& runs, const RunId& before);

    // The whole queue.
    [[nodiscard]] const run::QueueRecord& record() const { return m_record; }

    void restore(run::QueueRecord record) { m_record = std::move(record); }

    void pauseQueue(std::optional<std::string> reason);
    void resumeQueue();

    /// While the project cannot be written to, nothing is launched; not a pause, since that could not be written
    /// either.
    void block(bool blocked) { m_blocked = blocked; }

    /// The scheduler ends: stops all workers after a checkpoint and leaves their runs queued. A second call kills them.
    void stopAll();

private:
    /// Who had a worker killed: nobody, the clock, or a person who would not wait.
    enum class Killed { no, late, asked };

    struct Entry {
        run::StateRecord record;
        std::vector<WeightsNeed> needs;
        Company company = Company::any;
        std::optional<base::Seconds> killAt;
        Killed killed = Killed::no;
        base::Seconds lastSign;
        std::optional<run::Heartbeat> lastBeat;
        bool adopted = false;
    };

    [[nodiscard]] Result<Entry*> entryOf(const RunId& id);
    /// Puts a run into the sets that its state belongs to; takes it out of all of them.
    void enlist(const RunId& id, const Entry& entry);
    void delist(const RunId& id, const Entry& entry);
    void setState(const RunId& id, Entry& entry, run::RunState state, std::optional<std::string> reason);
    void save(const RunId& id, const Entry& entry);
    void stopWorker(const RunId& id, Entry& entry, run::StopIntent intent, const std::string& reason);
    void stopAgain(const RunId& id, Entry& entry);
    void enqueue(const RunId& id, Entry& entry, std::optional<std::string> reason);
    void finish(const RunId& id, Entry& entry, run::RunState state, std::optional<std::string> reason);
    void crashed(const RunId& id, Entry& entry, const WorkerEnd& end);
    void endAsIntended(const RunId& id, Entry& entry, run::StopIntent intent);
    void setOrder(const RunId& id, double order);
    void fillSlots();
    [[nodiscard]] bool wantsToBeAlone(const RunId& id) const;
    /// Why the next run must wait although there is a slot; none where it need not.
    [[nodiscard]] std::optional<std::string> waitsForTheMachine(const RunId& next) const;
    /// Says so in its reason; takes it out of the reason of the one that waited before.
    void holdBack(std::optional<std::pair<RunId, std::string>> held);
    void launch(const RunId& id, Entry& entry);
    /// Why a run must wait for others; none where it need not.
    [[nodiscard]] std::optional<std::string> waitsFor(const Entry& entry) const;
    void lookAtWaitingRuns();
    [[nodiscard]] bool mayLaunch(const RunId& id) const;

    QueueSettings m_settings;
    Moment m_moment;
    std::map<RunId, Entry> m_entries;
    /// Queued runs by their place.
    std::set<std::pair<double, RunId>> m_queued;
    /// Runs that wait for others, and queued runs that may have to.
    std::set<RunId> m_dependent;
    std::set<RunId> m_active;
    std::set<RunId> m_only;
    run::QueueRecord m_record;
    bool m_blocked = false;
    /// The run that waits for the machine, and the reason that it was given.
    std::optional<std::pair<RunId, std::string>> m_held;
    /// Since waiting runs were last looked at.
    bool m_statesChanged = false;
    bool m_stopping = false;
    std::vector<Decision> m_decisions;
};

/// "was killed by signal 9 (SIGKILL …)", "ended with exit code 3", "is gone (exit code unknown)".
[[nodiscard]] std::string describe(const WorkerEnd& end);

} // namespace rxwatt::schedule
