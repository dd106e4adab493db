// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/parallel_axes.h"

#include <algorithm>
#include <cmath>
#include <QJsonArray>

namespace rxwatt::plots
{

QJsonObject ParallelAxes::toJson() const
{
    QJsonArray order;
    for (const int axis : m_order) {
        order.append(at(axis).key);
    }
    QJsonObject axes;
    for (int axis = 0; axis < count(); ++axis) {
        const One& one = at(axis);
        QJsonObject json{{QStringLiteral("flipped"), one.flipped}, {QStringLiteral("log"), one.logarithmic}};
        if (one.brush) {
            json.insert(QStringLiteral("brush"),
                        QJsonArray{valueAt(axis, one.brush->lower), valueAt(axis, one.brush->upper)});
        }
        axes.insert(one.key, json);
    }
    return {{QStringLiteral("order"), order}, {QStringLiteral("axes"), axes}};
}

void ParallelAxes::fromJson(const QJsonObject& json)
{
    const std::vector<int> order = orderOf(json.value(QStringLiteral("order")).toArray());
    if (order.empty()) {
        m_waiting = count() == 0 ? json : QJsonObject();
        return;
    }
    m_waiting = {};
    m_order = order;
    const QJsonObject axes = json.value(QStringLiteral("axes")).toObject();
    for (int axis = 0; axis < count(); ++axis) {
        readAxis(axis, axes.value(at(axis).key).toObject());
    }
}

std::vector<int> ParallelAxes::orderOf(const QJsonArray& keys) const
{
    std::vector<int> order;
    for (const QJsonValue& key : keys) {
        const auto found =
            std::find_if(m_axes.begin(), m_axes.end(), [&](const One& one) { return one.key == key.toString(); });
        const auto axis = static_cast<int>(found - m_axes.begin());
        if (found == m_axes.end() || std::find(order.begin(), order.end(), axis) != order.end()) {
            return {};
        }
        order.push_back(axis);
    }
    return static_cast<int>(order.size()) == count() ? order : std::vector<int>();
}

void ParallelAxes::readAxis(int axis, const QJsonObject& json)
{
    One& one = at(axis);
    one.flipped = json.value(QStringLiteral("flipped")).toBool(one.flipped);
    one.logarithmic = json.value(QStringLiteral("log")).toBool(one.logarithmic);
    const QJsonArray ends = json.value(QStringLiteral("brush")).toArray();
    const double nothing = std::nan("");
    const double first = ends.size() == 2 ? height(axis, ends[0].toDouble(nothing)) : nothing;
    const double second = ends.size() == 2 ? height(axis, ends[1].toDouble(nothing)) : nothing;
    if (std::isfinite(first) && std::isfinite(second)) {
        one.brush = Brush{std::clamp(std::min(first, second), 0.0, 1.0), std::clamp(std::max(first, second), 0.0, 1.0)};
    }
}

} // namespace rxwatt::plots
