// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/figure/figure.h"
#include "core/store/run_query.h"

#include <vector>

namespace rxwatt::pages
{

/// What live curves are drawn against.
enum class LiveAxis {
    step,
    time ///< at work, since the run began
};

/// The x axis of live plots; times in seconds, minutes or hours, whichever fits the longest run.
class LiveScale
{
public:
    LiveScale() = default;
    LiveScale(LiveAxis axis, double longestS);

    [[nodiscard]] figure::Axis axis() const;
    /// Points of an index that has no times yet are not in a plot against time.
    [[nodiscard]] std::vector<figure::Point> pointsOf(const std::vector<store::SeriesPoint>& points) const;

    bool operator==(const LiveScale&) const = default;

private:
    LiveAxis m_axis = LiveAxis::step;
    std::size_t m_unit = 0;
};

} // namespace rxwatt::pages
