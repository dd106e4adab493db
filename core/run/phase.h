// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <array>
#include <string_view>

namespace rxwatt::run
{

/// What a run is at.
enum class Phase { setup, training, validation, evaluation, inference };

inline constexpr std::array allPhases = {Phase::setup, Phase::training, Phase::validation, Phase::evaluation,
                                         Phase::inference};

[[nodiscard]] std::string_view nameOf(Phase phase);
[[nodiscard]] Result<Phase> phaseFromName(std::string_view name);

} // namespace rxwatt::run
