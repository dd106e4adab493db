// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/live/live_scale.h"

#include <array>
#include <cmath>
#include <QCoreApplication>

namespace rxwatt::pages
{

namespace
{

struct TimeUnit {
    const char* key;
    const char* unit;
    double seconds;
    /// Runs that take longer have the next unit.
    double untilS;
};

constexpr std::array<TimeUnit, 3> timeUnits = {
    {{"time_s", "s", 1, 300}, {"time_min", "min", 60, 3 * 3600}, {"time_h", "h", 3600, 0}}};

} // namespace

LiveScale::LiveScale(LiveAxis axis, double longestS) : m_axis(axis)
{
    while (axis == LiveAxis::time && m_unit + 1 < timeUnits.size() && longestS > timeUnits[m_unit].untilS) {
        ++m_unit;
    }
}

figure::Axis LiveScale::axis() const
{
    if (m_axis == LiveAxis::step) {
        return {"step", QCoreApplication::translate("LiveScale", "Step").toStdString(), "", figure::Scale::linear};
    }
    const TimeUnit& unit = timeUnits[m_unit];
    return {unit.key, QCoreApplication::translate("LiveScale", "Time at work").toStdString(), unit.unit,
            figure::Scale::linear};
}

std::vector<figure::Point> LiveScale::pointsOf(const std::vector<store::SeriesPoint>& points) const
{
    std::vector<figure::Point> all;
    all.reserve(points.size());
    for (const store::SeriesPoint& point : points) {
        const double x =
            m_axis == LiveAxis::step ? static_cast<double>(point.step) : point.timeS / timeUnits[m_unit].seconds;
        if (std::isfinite(x)) {
            all.push_back({x, point.value, std::nullopt, std::nullopt, false});
        }
    }
    return all;
}

} // namespace rxwatt::pages
