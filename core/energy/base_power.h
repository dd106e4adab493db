// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/energy/sampler.h"
#include "core/run/energy_record.h"

#include <optional>
#include <span>

namespace rxwatt::energy
{

/// Median, MAD and drift of the power at rest. Samples are put together to blocks of half a second: counters move every
/// millisecond to tenth of a second, with jitter, and shorter stretches would see that instead of the power; of two
/// seconds where the samples show the counter's steps and there are three such blocks. None below three blocks.
/// Sensors, quality and wall time are the caller's to fill in.
[[nodiscard]] std::optional<run::BasePower> basePowerOf(std::span<const PowerSample> samples);

} // namespace rxwatt::energy
