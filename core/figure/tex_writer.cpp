// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/chart_tables.h"
#include "core/figure/writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace rxwatt::figure
{

namespace
{

/// A document of its own, cropped where the standalone class is installed.
constexpr std::string_view preamble = R"(% Made by RxWatt.
\IfFileExists{{standalone.cls}}{{\documentclass[border=4pt]{{standalone}}}}{{\documentclass{{article}}\pagestyle{{empty}}}}
\usepackage[utf8]{{inputenc}}
\usepackage{{{}}}
)";

struct Colour {
    std::string_view name;
    std::string_view html;
};

/// Okabe and Ito's colours, which people of every colour vision tell apart; their yellow is too faint on paper.
constexpr std::array<Colour, 7> colours = {{{"rxblue", "0072B2"},
                                            {"rxvermillion", "D55E00"},
                                            {"rxgreen", "009E73"},
                                            {"rxpurple", "CC79A7"},
                                            {"rxorange", "E69F00"},
                                            {"rxsky", "56B4E9"},
                                            {"rxblack", "000000"}}};
constexpr std::array<std::string_view, 6> marks = {"*", "square*", "triangle*", "diamond*", "o", "square"};
constexpr std::array<std::string_view, 5> dashes = {"solid", "dashed", "dotted", "dashdotted", "densely dashed"};

/// TeX's memory ends at some ten thousand points.
constexpr std::size_t maxLinePoints = 1000;

std::string numberText(double value)
{
    return fmt::format("{:.8g}", value);
}

std::string axisLabel(const Axis& axis)
{
    return axis.unit.empty() ? escapeTex(axis.label)
                             : fmt::format("{} ({})", escapeTex(axis.label), escapeTex(axis.unit));
}

/// The colour of series number `index`; what others are judged by is grey.
std::string_view colourOf(std::size_t index, SeriesRole role)
{
    return role == SeriesRole::reference ? "rxgrey" : colours[index % colours.size()].name;
}

/// The colour, dash and mark of series number `index`: three cycles of different length, so that pairs repeat late.
std::string styleOf(std::size_t index, const Series& series)
{
    const bool reference = series.role == SeriesRole::reference;
    // Never solid for references: models begin with solid lines.
    const std::string_view dash = reference ? dashes[1 + index % (dashes.size() - 1)] : dashes[index % dashes.size()];
    const std::string line =
        fmt::format("{}, {}, {}", colourOf(index, series.role), dash, reference ? "thin" : "thick");
    if (series.kind == SeriesKind::line) {
        return line + ", mark=none";
    }
    return fmt::format("{}, mark={}, mark options={{solid}}", line, marks[index % marks.size()]);
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
    for (const Point& point : series.kind == SeriesKind::line ? thinned(series.points) : series.points) {
        if (!point.upperBound && drawable(plot, point)) {
            rows +=
                fmt::format("    {} {} {} {}\n", numberText(point.x), numberText(point.y),
                            numberText(point.high.value_or(point.y) - point.y), numberText(lowerError(plot, point)));
        }
    }
    if (rows.empty()) {
        return fmt::format("  \\addlegendimage{{{}}}\n", style);
    }
    const std::string_view bars =
        series.kind == SeriesKind::line ? "" : ", error bars/.cd, y dir=both, y explicit, error bar style={solid}";
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
            rows += fmt::format("    {} {}\n", numberText(point.x), numberText(point.y));
        }
    }
    if (rows.empty()) {
        return {};
    }
    return fmt::format("  % no error seen: upper bounds\n  \\addplot[{}, only marks, mark=triangle, mark "
                       "options={{rotate=180, solid}}, forget plot] table[x=x, y=y] {{\n    x y\n{}  }};\n",
                       colourOf(index, series.role), rows);
}

std::string axisOptions(const Plot& plot)
{
    std::string options = fmt::format("    title={{{}}},\n    xlabel={{{}}},\n    ylabel={{{}}},\n",
                                      escapeTex(plot.title), axisLabel(plot.x), axisLabel(plot.y));
    options += plot.x.scale == Scale::logarithmic ? "    xmode=log,\n" : "";
    options += plot.y.scale == Scale::logarithmic ? "    ymode=log,\n" : "";
    return options + "    grid=major,\n    legend pos=outer north east,\n    legend cell align=left,\n"
                     "    width=10cm, height=8cm\n";
}

std::string texOf(const Plot& plot)
{
    std::string text = fmt::format(preamble, "pgfplots") + "\\pgfplotsset{compat=1.16}\n";
    for (const Colour& colour : colours) {
        text += fmt::format("\\definecolor{{{}}}{{HTML}}{{{}}}\n", colour.name, colour.html);
    }
    text += "\\definecolor{rxgrey}{HTML}{6E6E6E}\n";
    text += fmt::format("\\begin{{document}}\n\\begin{{tikzpicture}}\n  \\begin{{axis}}[\n{}  ]\n", axisOptions(plot));
    for (std::size_t i = 0; i < plot.series.size(); ++i) {
        const Series& series = plot.series[i];
        text += measuredPoints(plot, series, styleOf(i, series));
        text += fmt::format("  \\addlegendentry{{{}}}\n", escapeTex(series.name));
        text += boundPoints(plot, series, i);
    }
    return text + "  \\end{axis}\n\\end{tikzpicture}\n\\end{document}\n";
}

std::string cellText(const Cell& cell)
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
    std::string text = fmt::format(preamble, "booktabs") + "\\begin{document}\n";
    text += fmt::format("\\begin{{tabular}}{{{}}}\n  \\toprule\n  ", std::string(table.columns.size(), 'l'));
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        text += (i == 0 ? "" : " & ") + escapeTex(table.columns[i].heading);
    }
    text += " \\\\\n  \\midrule\n";
    for (const auto& row : table.rows) {
        text += "  ";
        for (std::size_t i = 0; i < row.size(); ++i) {
            text += (i == 0 ? "" : " & ") + cellText(row[i]);
        }
        text += " \\\\\n";
    }
    return text + "  \\bottomrule\n\\end{tabular}\n\\end{document}\n";
}

template <typename Chart>
std::string texOf(const Chart& chart)
{
    return texOf(tableOf(chart));
}

} // namespace

std::string toTex(const Figure& figure)
{
    return std::visit([](const auto& content) { return texOf(content); }, figure);
}

} // namespace rxwatt::figure
