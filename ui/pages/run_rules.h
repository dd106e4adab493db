// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/run/state.h"

namespace rxwatt::pages
{

// What can be done to a run in a state: what buttons and menus offer. The queue has the last word.

[[nodiscard]] bool canPause(run::RunState state);
[[nodiscard]] bool canResume(run::RunState state);
[[nodiscard]] bool canCancel(run::RunState state);
/// From its last checkpoint.
[[nodiscard]] bool canRetry(run::RunState state);
/// From step 0.
[[nodiscard]] bool canStartOver(run::RunState state);
[[nodiscard]] bool canTrash(run::RunState state);

} // namespace rxwatt::pages
