// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace rxwatt::energy
{

/// How well a fit holds on what it was made from.
struct FitQuality {
    /// 1 − Σ residual² / Σ (y − mean)²; at most 1, below 0 where the mean alone would be better.
    double r2 = 0;
    /// Root of the mean squared residual, joules.
    double rmsResidualJ = 0;
    int points = 0;

    bool operator==(const FitQuality&) const = default;
};

/// "good" from 0.95, "fair" from 0.85, "poor" from 0.7, else "useless".
[[nodiscard]] std::string_view gradeOf(const FitQuality& quality);

struct LinearFit {
    std::vector<double> coefficients;
    std::vector<double> residuals; ///< y − fitted, one a row
    FitQuality quality;
};

/// Whether coefficients may be negative.
enum class Sign { any, notNegative };

/// Least squares of y = Σ coefficients[k]·columns[k], no constant: columns[k][row]. With `notNegative` by the
/// active-set method of Lawson and Hanson (1974, chapter 23). Columns are scaled, so units do not matter. An error
/// where there are fewer rows than columns, or columns that tell no difference.
[[nodiscard]] Result<LinearFit> fitLinear(const std::vector<std::vector<double>>& columns, std::span<const double> y,
                                          Sign sign);

} // namespace rxwatt::energy
