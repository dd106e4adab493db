// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/run/event.h"
#include "core/run/state.h"

#include <QString>
#include <string>

namespace rxwatt::models
{

/// A run's state for people: "Running", "Stale".
[[nodiscard]] QString stateText(run::RunState state);
/// The name of the icon that goes with it, so that colour is never alone.
[[nodiscard]] QString stateIconName(run::RunState state);
/// A state's reason as a sentence of its own: "The loss is not a number". What begins with a name ("runs.db is …")
/// stays.
[[nodiscard]] QString reasonText(const std::string& reason);
/// "Training".
[[nodiscard]] QString phaseText(run::Phase phase);

} // namespace rxwatt::models
