// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace rxwatt::figure
{

enum class Scale { linear, logarithmic };

/// How a series is drawn: measured points joined by a line, or a line alone (a value at every training step).
enum class SeriesKind { markers, line };

struct Axis {
    /// The column's name in csv files: "sinr_db".
    std::string key;
    std::string label;
    /// Empty where the quantity has none.
    std::string unit;
    Scale scale = Scale::linear;

    bool operator==(const Axis&) const = default;
};

struct Point {
    double x = 0;
    double y = 0;
    /// The interval around y, where there is one.
    std::optional<double> low;
    std::optional<double> high;
    /// y is not a value but a bound from above: no error was seen.
    bool upperBound = false;

    bool operator==(const Point&) const = default;
};

/// What a series is there for: to be judged, or to judge others by (a classical receiver).
enum class SeriesRole { model, reference };

struct Series {
    std::string name;
    SeriesKind kind = SeriesKind::markers;
    std::vector<Point> points;
    SeriesRole role = SeriesRole::model;
    /// What the legend says behind the name, which stays the same while this changes: "GM-BER −1.42".
    std::string note = {};

    /// "student, GM-BER −1.42"
    [[nodiscard]] std::string legend() const { return note.empty() ? name : name + ", " + note; }

    bool operator==(const Series&) const = default;
};

/// Curves over two axes.
struct Plot {
    std::string name;
    std::string title;
    Axis x;
    Axis y;
    std::vector<Series> series;

    bool operator==(const Plot&) const = default;
};

/// Nothing, a number, a whole number or a text.
using Cell = std::variant<std::monostate, double, std::int64_t, std::string>;

struct Column {
    /// Its name in csv and json files.
    std::string key;
    /// Its heading for people, with the unit.
    std::string heading;

    bool operator==(const Column&) const = default;
};

/// A figure that is a table; each row has a cell for each column.
struct Table {
    std::string name;
    std::string title;
    std::vector<Column> columns;
    std::vector<std::vector<Cell>> rows;

    bool operator==(const Table&) const = default;
};

enum class BarLayout { grouped, stacked };
enum class BarDirection { vertical, horizontal };

/// Where a chart has no value.
inline constexpr double noValue = std::numeric_limits<double>::quiet_NaN();

/// A value for each category; NaN where there is none.
struct BarSeries {
    std::string name;
    std::vector<double> values;
    /// Intervals around the values: empty, or one for each category, NaN where there is none.
    std::vector<double> low;
    std::vector<double> high;
    /// Of a stacked chart: series of one stack stand on each other, stacks beside each other. Empty is a stack too.
    std::string stack = {};
    /// The name of the series whose colour this one has, paler: the same part of another stack. Empty: its own colour.
    std::string partnerOf = {};

    bool operator==(const BarSeries&) const = default;
};

/// The stacks of some series in the order in which they come, and for each series the place of its own.
struct BarStacks {
    std::vector<std::string> names;
    std::vector<std::size_t> places;
};

struct BarChart {
    std::string name;
    std::string title;
    /// What the categories are, and what the values are.
    Axis category;
    Axis value;
    std::vector<std::string> categories;
    std::vector<BarSeries> series;
    BarLayout layout = BarLayout::grouped;
    BarDirection direction = BarDirection::vertical;

    bool operator==(const BarChart&) const = default;

    /// Side by side each series is a stack of its own.
    [[nodiscard]] BarStacks stacks() const;
};

/// Values over a grid of x and y.
struct HeatMap {
    std::string name;
    std::string title;
    Axis x;
    Axis y;
    Axis value;
    /// Centres of the columns and rows, rising and evenly spaced (on the axis's scale).
    std::vector<double> xs;
    std::vector<double> ys;
    /// Row after row, a row for each y; NaN where there is none.
    std::vector<double> values;

    bool operator==(const HeatMap&) const = default;
};

struct ScatterPoint {
    double x = 0;
    double y = 0;
    /// The interval around y, where there is one.
    std::optional<double> low;
    std::optional<double> high;
    /// Area of the marker beside that of others; none: all alike.
    std::optional<double> size;
    /// What the point is: a run's name.
    std::string label;

    bool operator==(const ScatterPoint&) const = default;
};

struct ScatterSeries {
    std::string name;
    std::vector<ScatterPoint> points;

    bool operator==(const ScatterSeries&) const = default;
};

struct ScatterPlot {
    std::string name;
    std::string title;
    Axis x;
    Axis y;
    std::vector<ScatterSeries> series;
    /// A line through points that matter more than the rest, by rising x: the Pareto front. May be empty.
    Series front;

    bool operator==(const ScatterPlot&) const = default;
};

struct ParallelAxis {
    Axis axis;
    /// Where there are some, values are places in this list.
    std::vector<std::string> categories;

    bool operator==(const ParallelAxis&) const = default;
};

/// One line a row across many axes.
struct ParallelCoordinates {
    std::string name;
    std::string title;
    std::vector<ParallelAxis> axes;
    /// A value for each axis; NaN where there is none.
    std::vector<std::vector<double>> rows;
    /// What the rows are: names of runs. Empty, or one for each row.
    std::vector<std::string> labels;
    /// The axis whose values colour the lines.
    std::size_t colorAxis = 0;

    bool operator==(const ParallelCoordinates&) const = default;
};

/// A figure as data: what writers and plots draw.
using Figure = std::variant<Plot, Table, BarChart, HeatMap, ScatterPlot, ParallelCoordinates>;

} // namespace rxwatt::figure
