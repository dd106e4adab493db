// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/chart_tables.h"

#include <algorithm>
#include <cmath>

namespace rxwatt::figure
{

namespace
{

Cell cellOf(double value)
{
    return std::isfinite(value) ? Cell(value) : Cell();
}

Cell cellOf(const std::vector<double>& values, std::size_t place)
{
    return place < values.size() ? cellOf(values[place]) : Cell();
}

Cell cellOf(const std::optional<double>& value)
{
    return value ? cellOf(*value) : Cell();
}

Column columnOf(const Axis& axis)
{
    return {axis.key, axis.unit.empty() ? axis.label : axis.label + " (" + axis.unit + ")"};
}

} // namespace

BarStacks BarChart::stacks() const
{
    BarStacks stacks;
    for (std::size_t i = 0; i < series.size(); ++i) {
        const auto found = layout == BarLayout::stacked
                               ? std::find(stacks.names.begin(), stacks.names.end(), series[i].stack)
                               : stacks.names.end();
        stacks.places.push_back(static_cast<std::size_t>(found - stacks.names.begin()));
        if (found == stacks.names.end()) {
            stacks.names.push_back(series[i].stack);
        }
    }
    return stacks;
}

Table tableOf(const BarChart& chart)
{
    Table table{chart.name, chart.title, {columnOf(chart.category)}, {}};
    for (const BarSeries& series : chart.series) {
        table.columns.push_back({series.name, series.name});
        if (!series.low.empty() || !series.high.empty()) {
            table.columns.push_back({series.name + "_low", series.name + ", low"});
            table.columns.push_back({series.name + "_high", series.name + ", high"});
        }
    }
    for (std::size_t i = 0; i < chart.categories.size(); ++i) {
        std::vector<Cell> row = {chart.categories[i]};
        for (const BarSeries& series : chart.series) {
            row.push_back(cellOf(series.values, i));
            if (!series.low.empty() || !series.high.empty()) {
                row.push_back(cellOf(series.low, i));
                row.push_back(cellOf(series.high, i));
            }
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

Table tableOf(const HeatMap& map)
{
    Table table{map.name, map.title, {columnOf(map.x), columnOf(map.y), columnOf(map.value)}, {}};
    for (std::size_t row = 0; row < map.ys.size(); ++row) {
        for (std::size_t column = 0; column < map.xs.size(); ++column) {
            table.rows.push_back(
                {cellOf(map.xs[column]), cellOf(map.ys[row]), cellOf(map.values, row * map.xs.size() + column)});
        }
    }
    return table;
}

Table tableOf(const ScatterPlot& plot)
{
    Table table{plot.name,
                plot.title,
                {{"series", "Series"},
                 {"label", "Label"},
                 columnOf(plot.x),
                 columnOf(plot.y),
                 {"low", "Low"},
                 {"high", "High"},
                 {"size", "Size"},
                 {"front", "Front"}},
                {}};
    for (const ScatterSeries& series : plot.series) {
        for (const ScatterPoint& point : series.points) {
            const bool front = std::any_of(plot.front.points.begin(), plot.front.points.end(),
                                           [&](const Point& p) { return p.x == point.x && p.y == point.y; });
            table.rows.push_back({series.name, point.label, cellOf(point.x), cellOf(point.y), cellOf(point.low),
                                  cellOf(point.high), cellOf(point.size), static_cast<std::int64_t>(front ? 1 : 0)});
        }
    }
    return table;
}

Table tableOf(const ParallelCoordinates& coordinates)
{
    Table table{coordinates.name, coordinates.title, {{"label", "Label"}}, {}};
    for (const ParallelAxis& axis : coordinates.axes) {
        table.columns.push_back(columnOf(axis.axis));
    }
    for (std::size_t i = 0; i < coordinates.rows.size(); ++i) {
        std::vector<Cell> row = {i < coordinates.labels.size() ? Cell(coordinates.labels[i]) : Cell()};
        for (std::size_t axis = 0; axis < coordinates.axes.size(); ++axis) {
            const Cell value = cellOf(coordinates.rows[i], axis);
            const auto& names = coordinates.axes[axis].categories;
            const auto* number = std::get_if<double>(&value);
            const bool named = number != nullptr && *number >= 0 && *number < static_cast<double>(names.size());
            row.push_back(named ? Cell(names[static_cast<std::size_t>(*number)]) : value);
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

} // namespace rxwatt::figure
