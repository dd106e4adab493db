// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/figure/figure.h"

#include <optional>
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

private:
    struct One {
        double lower = 0;
        double upper = 1;
        double positiveLower = 1;
        bool logarithmic = false;
        bool flipped = false;
        std::optional<Brush> brush;
    };

    [[nodiscard]] const One& at(int axis) const { return m_axes[static_cast<std::size_t>(axis)]; }

    [[nodiscard]] One& at(int axis) { return m_axes[static_cast<std::size_t>(axis)]; }

    std::vector<One> m_axes;
    std::vector<int> m_order;
};

} // namespace rxwatt::plots
