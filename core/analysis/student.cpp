// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/student.h"

#include <array>
#include <cmath>

namespace rxwatt::analysis
{

double studentQuantile(double degrees)
{
    // Exact for few degrees, where the expansion below does not hold.
    constexpr std::array few = {12.7062, 4.30265, 3.18245, 2.77645, 2.57058, 2.44691, 2.36462, 2.30600};
    if (degrees <= static_cast<double>(few.size())) {
        const double place = std::fmax(degrees, 1);
        return few[static_cast<std::size_t>(place) - 1]; // rounded down: the wider one
    }
    // Cornish and Fisher's expansion about the normal quantile (Abramowitz and Stegun 26.7.5).
    constexpr double z = 1.959963985;
    constexpr double z2 = z * z;
    const double g1 = z * (z2 + 1) / 4;
    const double g2 = z * ((5 * z2 + 16) * z2 + 3) / 96;
    const double g3 = z * (((3 * z2 + 19) * z2 + 17) * z2 - 15) / 384;
    return z + g1 / degrees + g2 / (degrees * degrees) + g3 / (degrees * degrees * degrees);
}

} // namespace rxwatt::analysis
