// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/parallel_axes.h"

#include "ui/plots/extent.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace rxwatt::plots
{

void ParallelAxes::setData(const figure::ParallelCoordinates& data)
{
    const QJsonObject before = m_waiting.isEmpty() ? toJson() : m_waiting;
    m_axes.assign(data.axes.size(), {});
    m_order.resize(data.axes.size());
    std::iota(m_order.begin(), m_order.end(), 0);
    for (std::size_t i = 0; i < data.axes.size(); ++i) {
        Extent extent;
        for (const std::vector<double>& row : data.rows) {
            extent.add(i < row.size() ? row[i] : std::nan(""));
        }
        One& one = m_axes[i];
        one.key = QString::fromStdString(data.axes[i].axis.key);
        one.logarithmic = data.axes[i].axis.scale == figure::Scale::logarithmic && data.axes[i].categories.empty();
        if (!data.axes[i].categories.empty()) {
            one.lower = -0.5;
            one.upper = static_cast<double>(data.axes[i].categories.size()) - 0.5;
        } else {
            std::tie(one.lower, one.upper) = niceRange(extent, figure::Scale::linear, 0);
        }
        one.positiveLower = niceRange(extent, figure::Scale::logarithmic, 0).first;
    }
    fromJson(before);
}

void ParallelAxes::move(int from, int to)
{
    const int axis = m_order[static_cast<std::size_t>(from)];
    m_order.erase(m_order.begin() + from);
    m_order.insert(m_order.begin() + to, axis);
}

void ParallelAxes::flip(int axis)
{
    at(axis).flipped = !at(axis).flipped;
    if (at(axis).brush) {
        at(axis).brush = Brush{1 - at(axis).brush->upper, 1 - at(axis).brush->lower};
    }
}

void ParallelAxes::setLogarithmic(int axis, bool logarithmic)
{
    at(axis).logarithmic = logarithmic;
    at(axis).brush.reset();
}

double ParallelAxes::share(int axis, double value) const
{
    const One& one = at(axis);
    if (!std::isfinite(value) || (one.logarithmic && value <= 0)) {
        return std::nan("");
    }
    if (one.logarithmic) {
        const double upper = std::max(one.upper, one.positiveLower * 1.0001);
        return std::log(value / one.positiveLower) / std::log(upper / one.positiveLower);
    }
    return (value - one.lower) / (one.upper - one.lower);
}

double ParallelAxes::height(int axis, double value) const
{
    const double place = share(axis, value);
    return at(axis).flipped ? 1 - place : place;
}

double ParallelAxes::valueAt(int axis, double height) const
{
    const One& one = at(axis);
    const double place = one.flipped ? 1 - height : height;
    if (one.logarithmic) {
        return one.positiveLower * std::pow(std::max(one.upper, one.positiveLower * 1.0001) / one.positiveLower, place);
    }
    return one.lower + (one.upper - one.lower) * place;
}

void ParallelAxes::setBrush(int axis, std::optional<Brush> brush)
{
    at(axis).brush = brush;
}

bool ParallelAxes::brushed() const
{
    return std::any_of(m_axes.begin(), m_axes.end(), [](const One& one) { return one.brush.has_value(); });
}

bool ParallelAxes::selects(const std::vector<double>& row) const
{
    for (int axis = 0; axis < count(); ++axis) {
        const auto& brush = at(axis).brush;
        const auto place = static_cast<std::size_t>(axis);
        const double where = place < row.size() ? height(axis, row[place]) : std::nan("");
        if (brush && !(where >= brush->lower && where <= brush->upper)) {
            return false;
        }
    }
    return true;
}

} // namespace rxwatt::plots
