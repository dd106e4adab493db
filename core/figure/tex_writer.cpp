// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/chart_tables.h"
#include "core/figure/tex_parts.h"
#include "core/figure/writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace rxwatt::figure
{

namespace
{

constexpr std::array<std::string_view, 5> dashes = {"solid", "dashed", "dotted", "dashdotted", "densely dashed"};

/// TeX's memory ends at some ten thousand points.
constexpr std::size_t maxLinePoints = 1000;
/// Of a heat map; larger ones are tables.
constexpr std::size_t maxCells = 2500;
/// Of parallel coordinates, rows times axes; more are a table.
constexpr std::size_t maxParallelPoints = 4000;

/// The colour of series number `index`; what others are judged by is grey.
std::string_view seriesColour(std::size_t index, SeriesRole role)
{
    return role == SeriesRole::reference ? tex::referenceColour : tex::colourOf(index);
}

/// The colour, dash and mark of series number `index`: three cycles of different length, so that pairs repeat late.
std::string styleOf(std::size_t index, const Series& series)
{
    const bool reference = series.role == SeriesRole::reference;
    // Never solid for references: models begin with solid lines.
    const std::string_view dash = reference ? dashes[1 + index % (dashes.size() - 1)] : dashes[index % dashes.size()];
    const std::string line =
        fmt::format("{}, {}, {}", seriesColour(index, series.role), dash, reference ? "thin" : "thick");
    if (series.kind == SeriesKind::line) {
        return line + ", mark=none";
    }
    return fmt::format("{}, mark={}, mark options={{solid}}", line, tex::markOf(index));
}

bool drawable(const Plot& plot, const Point& point)
{
    return std::isfinite(point.x) && std::isfinite(point.y) && (plot.x.scale == Scale::linear || point.x > 0) &&
           (plot.y.scale == Scale::linear || point.y > 0);
}

/// Means over equal stretches where a line has more points than TeX can hold.
std::vector<Point> thinned(const std::vector<Point>& points)
{
    if (points.size() <= maxLinePoints) {
        return points;
    }
    std::vector<Point> means;
    for (std::size_t bucket = 0; bucket < maxLinePoints; ++bucket) {
        const std::size_t begin = bucket * points.size() / maxLinePoints;
        const std::size_t end = (bucket + 1) * points.size() / maxLinePoints;
        Point mean;
        for (std::size_t i = begin; i < end; ++i) {
            mean.x += points[i].x / static_cast<double>(end - begin);
            mean.y += points[i].y / static_cast<double>(end - begin);
        }
        means.push_back(mean);
    }
    return means;
}

/// Downward error on a logarithmic axis must stop above 0.
double lowerError(const Plot& plot, const Point& point)
{
    const double error = point.y - point.low.value_or(point.y);
    return plot.y.scale == Scale::logarithmic ? std::min(error, point.y * 0.999) : error;
}

/// "\addplot" of the measured points, with their intervals; what stands for it in the legend where there are none.
std::string measuredPoints(const Plot& plot, const Series& series, const std::string& style)
{
    std::string rows;
    bool gaps = false;
    for (const Point& point : series.kind == SeriesKind::line ? thinned(series.points) : series.points) {
        if (series.kind == SeriesKind::line && std::isnan(point.y) && std::isfinite(point.x)) {
            rows += fmt::format("    {} nan 0 0\n", tex::numberText(point.x)); // a gap
            gaps = true;
        } else if (!point.upperBound && drawable(plot, point)) {
            rows += fmt::format("    {} {} {} {}\n", tex::numberText(point.x), tex::numberText(point.y),
                                tex::numberText(point.high.value_or(point.y) - point.y),
                                tex::numberText(lowerError(plot, point)));
        }
    }
    if (rows.empty()) {
        return fmt::format("  \\addlegendimage{{{}}}\n", style);
    }
    const std::string_view bars = series.kind == SeriesKind::line
                                      ? (gaps ? ", unbounded coords=jump" : "")
                                      : ", error bars/.cd, y dir=both, y explicit, error bar style={solid}";
    return fmt::format("  \\addplot[{}{}] table[x=x, y=y, y error plus=up, y error minus=down] {{\n"
                       "    x y up down\n{}  }};\n",
                       style, bars, rows);
}

/// Arrows down at the bounds of points without an error.
std::string boundPoints(const Plot& plot, const Series& series, std::size_t index)
{
    std::string rows;
    for (const Point& point : series.points) {
        if (point.upperBound && drawable(plot, point)) {
            rows += fmt::format("    {} {}\n", tex::numberText(point.x), tex::numberText(point.y));
        }
    }
    if (rows.empty()) {
        return {};
    }
    return fmt::format("  % no error seen: upper bounds\n  \\addplot[{}, only marks, mark=triangle, mark "
                       "options={{rotate=180, solid}}, forget plot] table[x=x, y=y] {{\n    x y\n{}  }};\n",
                       seriesColour(index, series.role), rows);
}

std::string texOf(const Plot& plot)
{
    std::string content;
    for (std::size_t i = 0; i < plot.series.size(); ++i) {
        const Series& series = plot.series[i];
        content += measuredPoints(plot, series, styleOf(i, series));
        content += fmt::format("  \\addlegendentry{{{}}}\n", escapeTex(series.legend()));
        content += boundPoints(plot, series, i);
    }
    return tex::axisDocument(tex::axisOptions(plot.title, plot.x, plot.y), content);
}

std::string texOf(const Cell& cell)
{
    if (const auto* number = std::get_if<double>(&cell)) {
        return std::isfinite(*number) ? fmt::format("{:.4g}", *number) : std::string("--");
    }
    if (const auto* whole = std::get_if<std::int64_t>(&cell)) {
        return fmt::format("{}", *whole);
    }
    if (const auto* content = std::get_if<std::string>(&cell)) {
        return escapeTex(*content);
    }
    return "--";
}

std::string texOf(const Table& table)
{
    std::string text = tex::preamble("booktabs") + "\\begin{document}\n";
    text += fmt::format("\\begin{{tabular}}{{{}}}\n  \\toprule\n  ", std::string(table.columns.size(), 'l'));
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        text += (i == 0 ? "" : " & ") + escapeTex(table.columns[i].heading);
    }
    text += " \\\\\n  \\midrule\n";
    for (const auto& row : table.rows) {
        text += "  ";
        for (std::size_t i = 0; i < row.size(); ++i) {
            text += (i == 0 ? "" : " & ") + texOf(row[i]);
        }
        text += " \\\\\n";
    }
    return text + "  \\bottomrule\n\\end{tabular}\n\\end{document}\n";
}

std::string texOf(const BarChart& chart)
{
    return tex::toTex(chart);
}

std::string texOf(const ScatterPlot& plot)
{
    return tex::toTex(plot);
}

std::string texOf(const HeatMap& map)
{
    return map.xs.size() * map.ys.size() > maxCells ? texOf(tableOf(map)) : tex::toTex(map);
}

std::string texOf(const ParallelCoordinates& coordinates)
{
    const bool fits = coordinates.rows.size() * coordinates.axes.size() <= maxParallelPoints;
    return fits && !coordinates.axes.empty() ? tex::toTex(coordinates) : texOf(tableOf(coordinates));
}

} // namespace

std::string toTex(const Figure& figure)
{
    return std::visit([](const auto& content) { return texOf(content); }, figure);
}

} // namespace rxwatt::figure
