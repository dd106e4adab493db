// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/extent.h"

namespace rxwatt::plots
{

namespace
{

constexpr double largest = 1e250;

std::pair<double, double> logarithmicRange(const Extent& extent, double air)
{
    if (extent.empty() || extent.upper <= 0) {
        return {1e-5, 1};
    }
    const double lower = std::max(extent.positiveLower, 1 / largest);
    const double upper = std::min(extent.upper, largest);
    const double decades = std::log10(upper / lower);
    if (decades < 1e-9) {
        return {lower / 3, upper * 3};
    }
    const double factor = std::pow(10.0, std::max(decades * air, 0.02));
    return {lower / factor, upper * factor};
}

} // namespace

std::pair<double, double> niceRange(const Extent& extent, figure::Scale scale, double air)
{
    if (scale == figure::Scale::logarithmic) {
        return logarithmicRange(extent, air);
    }
    if (extent.empty()) {
        return {0, 1};
    }
    const double lower = std::max(extent.lower, -largest);
    const double upper = std::min(extent.upper, largest);
    const double size = upper - lower;
    const double magnitude = std::max(std::abs(lower), std::abs(upper));
    if (size <= magnitude * 1e-12) {
        const double half = magnitude > 0 ? magnitude * 0.1 : 1;
        return {lower - half, upper + half};
    }
    return {lower - size * air, upper + size * air};
}

} // namespace rxwatt::plots
