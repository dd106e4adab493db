// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/geometric_mean.h"

#include <cmath>

namespace rxwatt::analysis
{

std::optional<GeometricMean> geometricMeanBer(std::span<const ErrorTotal> points)
{
    GeometricMean mean;
    double sum = 0;
    for (const ErrorTotal& point : points) {
        if (point.bits == 0) {
            continue; // says nothing
        }
        ++mean.points;
        mean.pointsWithoutErrors += point.errors == 0 ? 1 : 0;
        const double errors = point.errors == 0 ? 0.5 : static_cast<double>(point.errors);
        sum += std::log10(errors / static_cast<double>(point.bits));
    }
    if (mean.points == 0) {
        return std::nullopt;
    }
    mean.value = sum / mean.points;
    return mean;
}

} // namespace rxwatt::analysis
