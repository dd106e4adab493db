// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/geometric_mean.h"

#include "core/run/event.h"

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
        sum += run::log10Ber(static_cast<std::int64_t>(point.bits), static_cast<std::int64_t>(point.errors));
    }
    if (mean.points == 0) {
        return std::nullopt;
    }
    mean.value = sum / mean.points;
    return mean;
}

} // namespace rxwatt::analysis
