// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/run/run_folder.h"
#include "core/run/state.h"

#include <functional>
#include <optional>

namespace rxwatt::schedule
{

/// How a process ended; neither: unknown, it was not our child.
struct ProcessEnd {
    std::optional<int> exitCode;
    std::optional<int> signal;
};

/// Why a worker was not started.
struct LaunchFailure {
    /// What is at fault: the run's own folder, or the machine, which would fail other runs too.
    enum class Cause { run, machine };

    Cause cause = Cause::machine;
    Error error;
};

using Launched = tl::expected<run::ProcessIdentity, LaunchFailure>;

/// Starts workers and watches them: on this machine, or by a batch system.
class Launcher
{
public:
    using OnEnd = std::function<void(const RunId& id, const ProcessEnd& end)>;

    Launcher() = default;
    Launcher(const Launcher&) = delete;
    Launcher& operator=(const Launcher&) = delete;
    virtual ~Launcher() = default;

    /// Called, from the event loop, once for every worker that was launched or attached.
    virtual void setOnEnd(OnEnd onEnd) = 0;
    [[nodiscard]] virtual Launched launch(const RunId& id, const run::RunFolder& folder) = 0;
    /// Watches a worker that somebody else started; false where it lives no more, or not on this machine.
    [[nodiscard]] virtual bool attach(const RunId& id, const run::ProcessIdentity& worker) = 0;
    /// Asks the worker to end after a checkpoint. Does nothing where it has ended.
    virtual void stop(const RunId& id) = 0;
    /// Ends the worker and its children at once.
    virtual void kill(const RunId& id) = 0;
};

} // namespace rxwatt::schedule
