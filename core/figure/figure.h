// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
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

struct Series {
    std::string name;
    SeriesKind kind = SeriesKind::markers;
    std::vector<Point> points;

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

/// A figure as data: what writers and plots draw.
using Figure = std::variant<Plot, Table>;

} // namespace rxwatt::figure
