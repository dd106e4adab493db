// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/energy/zone.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

namespace rxwatt::energy
{

/// What a zone, or all that count together, took over a stretch of time, as a plot draws it.
struct PowerSpan {
    std::int64_t beginNs = 0;
    std::int64_t endNs = 0;
    /// Lowest and highest mean power between two readings of the stretch; NaN where it is one gap.
    double minW = std::numeric_limits<double>::quiet_NaN();
    double maxW = std::numeric_limits<double>::quiet_NaN();
    double joules = 0;
    /// Of the stretch, what `joules` is for; the rest are gaps.
    double coveredS = 0;

    [[nodiscard]] double durationS() const { return 1e-9 * static_cast<double>(endNs - beginNs); }

    /// NaN in a gap.
    [[nodiscard]] double meanW() const { return joules / coveredS; }

    [[nodiscard]] bool isGap() const { return !(coveredS > 0); }

    bool operator==(const PowerSpan&) const = default;
};

/// A stretch between two readings; a gap where there is no energy.
[[nodiscard]] PowerSpan spanOf(std::optional<Joules> energy, std::int64_t beginNs, std::int64_t endNs);

/// The stretch of both, which follow one another.
[[nodiscard]] PowerSpan joined(const PowerSpan& first, const PowerSpan& second);

/// Each `group` of neighbours as one; the last may be of fewer.
[[nodiscard]] std::vector<PowerSpan> grouped(std::span<const PowerSpan> spans, std::size_t group);

} // namespace rxwatt::energy
