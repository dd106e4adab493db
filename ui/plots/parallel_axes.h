// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/figure/figure.h"

#include <optional>
#include <QJsonObject>
#include <QString>
#include <vector>

namespace rxwatt::plots
{

/// Where the values of parallel coordinates stand on their axes, in which order the axes stand and which parts of them
/// are brushed. Heights are shares: 0 below, 1 above.
class ParallelAxes
{
public:
    struct Brush {
        double lower = 0;
        double upper = 1;
    };

    /// Axes of the same keys as before stay where they stand, flipped and brushed as they are.
    void setData(const figure::ParallelCoordinates& data);

    [[nodiscard]] int count() const { return static_cast<int>(m_axes.size()); }

    /// Axes (places in the data) from left to right.
    [[nodiscard]] const std::vector<int>& order() const { return m_order; }

    /// Puts the axis that stands at a place to another place.
    void move(int from, int to);
    void flip(int axis);

    [[nodiscard]] bool flipped(int axis) const { return at(axis).flipped; }

    [[nodiscard]] bool logarithmic(int axis) const { return at(axis).logarithmic; }

    void setLogarithmic(int axis, bool logarithmic);

    /// NaN for what cannot be shown.
    [[nodiscard]] double height(int axis, double value) const;
    [[nodiscard]] double valueAt(int axis, double height) const;
    /// Without regard to flips: for colours.
    [[nodiscard]] double share(int axis, double value) const;

    void setBrush(int axis, std::optional<Brush> brush);

    [[nodiscard]] const std::optional<Brush>& brush(int axis) const { return at(axis).brush; }

    [[nodiscard]] bool brushed() const;
    /// Whether a row goes through all brushes.
    [[nodiscard]] bool selects(const std::vector<double>& row) const;

    /// Order, flips, scales and brushes, by the axes' keys; brushes as values.
    [[nodiscard]] QJsonObject toJson() const;
    /// What is of other axes, or nonsense, changes nothing. May come before the data: it waits for axes of its keys.
    void fromJson(const QJsonObject& json);

private:
    struct One {
        QString key;
        double lower = 0;
        double upper = 1;
        double positiveLower = 1;
        bool logarithmic = false;
        bool flipped = false;
        std::optional<Brush> brush;
    };

    [[nodiscard]] const One& at(int axis) const { return m_axes[static_cast<std::size_t>(axis)]; }

    [[nodiscard]] One& at(int axis) { return m_axes[static_cast<std::size_t>(axis)]; }

    [[nodiscard]] std::vector<int> orderOf(const QJsonArray& keys) const;
    void readAxis(int axis, const QJsonObject& json);

    std::vector<One> m_axes;
    std::vector<int> m_order;
    QJsonObject m_waiting;
};

} // namespace rxwatt::plots
