// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/ber.h"
#include "core/analysis/geometric_mean.h"
#include "core/run/event.h"

#include <cstdint>
#include <span>

namespace rxwatt::training
{

/// A point with its 95 % interval by slot, from bit errors and bits of each slot.
[[nodiscard]] run::BerPoint toBerPoint(double sinrDb, std::span<const std::int64_t> errors,
                                       std::span<const std::int64_t> bits,
                                       analysis::Fading fading = analysis::Fading::eachSlot);

/// Geometric Mean BER of at least one point with bits.
[[nodiscard]] analysis::GeometricMean geometricMeanOf(std::span<const run::BerPoint> points);

} // namespace rxwatt::training
