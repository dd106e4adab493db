// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/run_query.h"

#include <cstddef>
#include <span>
#include <vector>

namespace rxwatt::bridge
{

/// The points of one series that grows for days, in bounded memory: where they become too many, every second point of
/// the older half goes.
class LiveSeries
{
public:
    static constexpr std::size_t defaultMaxPoints = 200'000;

    explicit LiveSeries(std::size_t maxPoints = defaultMaxPoints) : m_maxPoints(maxPoints) {}

    /// Takes in points behind lastStep(), by rising step; true where older ones had to go.
    bool append(std::span<const store::SeriesPoint> points);

    void clear() { m_points.clear(); }

    [[nodiscard]] const std::vector<store::SeriesPoint>& points() const { return m_points; }

    /// −1 where there are none.
    [[nodiscard]] std::int64_t lastStep() const { return m_points.empty() ? -1 : m_points.back().step; }

private:
    std::size_t m_maxPoints;
    std::vector<store::SeriesPoint> m_points;
};

} // namespace rxwatt::bridge
