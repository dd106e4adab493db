// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/state.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace rxwatt::run
{

namespace
{

/// In the order of RunState.
constexpr std::array<std::string_view, 13> stateNames = {"queued",    "waiting",   "starting",  "running", "stale",
                                                         "pausing",   "paused",    "succeeded", "failed",  "cancelled",
                                                         "timed_out", "preempted", "pruned"};
static_assert(stateNames[static_cast<std::size_t>(RunState::pruned)] == "pruned");

} // namespace

std::string_view nameOf(RunState state)
{
    return stateNames[static_cast<std::size_t>(state)];
}

Result<RunState> stateFromName(std::string_view name)
{
    const auto* const found = std::find(stateNames.begin(), stateNames.end(), name);
    if (found == stateNames.end()) {
        return fail(ErrorKind::badInput,
                    fmt::format("found the state \"{}\", one of {} is allowed", name, fmt::join(stateNames, ", ")));
    }
    return static_cast<RunState>(found - stateNames.begin());
}

bool isFinished(RunState state)
{
    switch (state) {
    case RunState::succeeded:
    case RunState::failed:
    case RunState::cancelled:
    case RunState::timedOut:
    case RunState::pruned:
        return true;
    case RunState::queued:
    case RunState::waiting:
    case RunState::starting:
    case RunState::running:
    case RunState::stale:
    case RunState::pausing:
    case RunState::paused:
    case RunState::preempted: // goes on when the machine is free again
        break;
    }
    return false;
}

bool isActive(RunState state)
{
    return state == RunState::starting || state == RunState::running || state == RunState::stale ||
           state == RunState::pausing;
}

} // namespace rxwatt::run
