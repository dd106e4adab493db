// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/base/json.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rxwatt::run
{

enum class RunState {
    queued,
    waiting,
    starting,
    running,
    stale,
    pausing,
    paused,
    succeeded,
    failed,
    cancelled,
    timedOut,
    preempted,
    pruned
};

[[nodiscard]] std::string_view nameOf(RunState state);
[[nodiscard]] Result<RunState> stateFromName(std::string_view name);
/// Whether a run in this state is over, for good or until `retry`.
[[nodiscard]] bool isFinished(RunState state);
/// Whether a worker is, or may be, at work on it.
[[nodiscard]] bool isActive(RunState state);

/// How a process is found again after a crash of whoever started it: never by pid alone.
struct ProcessIdentity {
    int pid = 0;
    /// Field 22 of /proc/<pid>/stat: clock ticks after boot at which it started.
    std::uint64_t startTime = 0;
    /// /proc/sys/kernel/random/boot_id.
    std::string bootId;
    std::string host;

    bool operator==(const ProcessIdentity&) const = default;
};

/// The identity of this process.
[[nodiscard]] ProcessIdentity thisProcess();
/// The identity of a running process of this machine, if there is one of that pid.
[[nodiscard]] std::optional<ProcessIdentity> identityOf(int pid);
/// Whether exactly this process is alive on this machine (and not a zombie).
[[nodiscard]] bool isAlive(const ProcessIdentity& process);

[[nodiscard]] Json toJson(const ProcessIdentity& process);
[[nodiscard]] Result<ProcessIdentity> processIdentityFromJson(const Json& json);

/// What is to become of a run once its worker, which was asked to stop, has ended.
enum class StopIntent { pause, cancel, requeue };

/// The scheduler's record of a run, `state.json` in the run's folder: written before the database, so that the database
/// can be remade.
struct StateRecord {
    RunState state = RunState::queued;
    /// What a person can act on, for states that need a reason.
    std::optional<std::string> reason;
    /// Counts launches; the worker's events carry it.
    int attempt = 0;
    /// Launches in a row that ended without a checkpoint newer than before.
    int attemptsWithoutProgress = 0;
    std::optional<ProcessIdentity> worker;
    /// Place in the queue: smaller runs first.
    double order = 0;
    std::string createdAt; ///< ISO 8601, UTC
    std::optional<std::string> startedAt;
    std::optional<std::string> finishedAt;
    /// While its worker stops.
    std::optional<StopIntent> stopIntent;

    bool operator==(const StateRecord&) const = default;
};

[[nodiscard]] Json toJson(const StateRecord& record);
[[nodiscard]] Result<StateRecord> stateRecordFromJson(const Json& json);

/// What a person notes about a run: `meta.json`.
struct RunMeta {
    std::string name;
    std::vector<std::string> tags;
    std::string notes;
    bool starred = false;
    /// Out of the way in lists; still there, unlike in the trash.
    bool archived = false;
    bool trashed = false;

    bool operator==(const RunMeta&) const = default;
};

[[nodiscard]] Json toJson(const RunMeta& meta);
[[nodiscard]] Result<RunMeta> metaFromJson(const Json& json);

/// How a worker ended: `exit.json`, its last act.
enum class ExitOutcome {
    succeeded,
    failed,
    stopped ///< asked to (SIGTERM), after a checkpoint
};

struct ExitRecord {
    ExitOutcome outcome = ExitOutcome::failed;
    std::optional<std::string> reason;
    int attempt = 0;
    std::int64_t stepsDone = 0;
    double durationS = 0;

    bool operator==(const ExitRecord&) const = default;
};

[[nodiscard]] Json toJson(const ExitRecord& record);
[[nodiscard]] Result<ExitRecord> exitRecordFromJson(const Json& json);

/// `heartbeat`: rewritten every 2 s by the worker.
struct Heartbeat {
    int attempt = 0;
    std::int64_t step = 0;
    /// Counts up with every beat; silence is measured by whoever watches, on its own clock.
    std::uint64_t beat = 0;

    bool operator==(const Heartbeat&) const = default;
};

[[nodiscard]] Json toJson(const Heartbeat& heartbeat);
[[nodiscard]] Result<Heartbeat> heartbeatFromJson(const Json& json);

} // namespace rxwatt::run
