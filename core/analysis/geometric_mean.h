// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace rxwatt::analysis
{

struct ErrorTotal {
    std::uint64_t errors = 0;
    std::uint64_t bits = 0;
};

/// The paper's Geometric Mean BER, eq. (3) with log10: the mean of log10(BER) over an evaluation's points, which is the
/// logarithm of the geometric mean.
struct GeometricMean {
    double value = 0;
    int points = 0;
    /// Points without an error, which count as 1 / (2·bits); shown beside the value.
    int pointsWithoutErrors = 0;
};

/// None without points; points without bits say nothing and are left out.
[[nodiscard]] std::optional<GeometricMean> geometricMeanBer(std::span<const ErrorTotal> points);

} // namespace rxwatt::analysis
