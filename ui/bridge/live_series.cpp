// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/live_series.h"

#include <algorithm>

namespace rxwatt::bridge
{

bool LiveSeries::append(std::span<const store::SeriesPoint> points)
{
    m_points.insert(m_points.end(), points.begin(), points.end());
    if (m_points.size() <= m_maxPoints) {
        return false;
    }
    while (m_points.size() > std::max<std::size_t>(m_maxPoints, 4)) {
        const auto half = static_cast<std::ptrdiff_t>(m_points.size() / 2);
        std::ptrdiff_t kept = 0;
        for (std::ptrdiff_t i = 0; i < half; i += 2) {
            m_points[static_cast<std::size_t>(kept++)] = m_points[static_cast<std::size_t>(i)];
        }
        m_points.erase(m_points.begin() + kept, m_points.begin() + half);
    }
    // Twice the room after one whole load of millions would stay for days.
    m_points.shrink_to_fit();
    return true;
}

} // namespace rxwatt::bridge
