// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/run_rules.h"

namespace rxwatt::pages
{

using run::RunState;

bool canPause(RunState state)
{
    return !run::isFinished(state) && state != RunState::paused && state != RunState::pausing;
}

bool canResume(RunState state)
{
    return state == RunState::paused || state == RunState::preempted || state == RunState::pausing;
}

bool canCancel(RunState state)
{
    return !run::isFinished(state);
}

bool canRetry(RunState state)
{
    return run::isFinished(state) && state != RunState::succeeded;
}

bool canStartOver(RunState state)
{
    return run::isFinished(state) || state == RunState::paused;
}

bool canTrash(RunState state)
{
    return !run::isActive(state);
}

} // namespace rxwatt::pages
