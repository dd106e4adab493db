// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/figure/figure.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace rxwatt::plots
{

/// The smallest interval around values, and around those that a logarithmic axis can show. Values that are not finite
/// do not count.
struct Extent {
    double lower = std::numeric_limits<double>::infinity();
    double upper = -std::numeric_limits<double>::infinity();
    double positiveLower = std::numeric_limits<double>::infinity();

    void add(double value)
    {
        if (!std::isfinite(value)) {
            return;
        }
        lower = std::min(lower, value);
        upper = std::max(upper, value);
        if (value > 0) {
            positiveLower = std::min(positiveLower, value);
        }
    }

    void add(const Extent& other)
    {
        lower = std::min(lower, other.lower);
        upper = std::max(upper, other.upper);
        positiveLower = std::min(positiveLower, other.positiveLower);
    }

    [[nodiscard]] bool empty() const { return lower > upper; }
};

struct Bounds {
    Extent x;
    Extent y;

    void add(const Bounds& other)
    {
        x.add(other.x);
        y.add(other.y);
    }
};

/// The range of an axis that shows an extent with some air around it (a share of the range): never empty, and positive
/// on a logarithmic axis whatever the data are.
[[nodiscard]] std::pair<double, double> niceRange(const Extent& extent, figure::Scale scale, double air);

} // namespace rxwatt::plots
