// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/run/spec.h"

#include <cstdint>

namespace rxwatt::training
{

/// Learning rate of one step, counted from 1 to `config.steps`: a linear warm-up to the configured rate, which step
/// `warmupSteps` reaches, times the decay. Cosine and linear decay run over the steps behind the warm-up (linear: its
/// constant part is the first 30 % of all steps) and reach 0 one step after the last, so that no step is wasted.
[[nodiscard]] double learningRateAt(const run::TrainingConfig& config, std::int64_t step);

} // namespace rxwatt::training
