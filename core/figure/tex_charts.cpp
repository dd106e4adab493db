// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/tex_parts.h"
#include "core/figure/writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

namespace rxwatt::figure::tex
{

namespace
{

bool drawable(const Axis& axis, double value)
{
    return std::isfinite(value) && (axis.scale == Scale::linear || value > 0);
}

std::string joined(std::size_t count, const std::function<std::string(std::size_t)>& item)
{
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
        text += (i == 0 ? "" : ",") + item(i);
    }
    return text;
}

double at(const std::vector<double>& values, std::size_t place, double otherwise)
{
    return place < values.size() && std::isfinite(values[place]) ? values[place] : otherwise;
}

/// The length of an error bar downwards; on a logarithmic axis it stops above 0.
double downwards(const Axis& axis, double value, double low)
{
    const double length = std::max(0.0, value - low);
    return axis.scale == Scale::logarithmic ? std::min(length, value * 0.999) : length;
}

/// Several stacks beside each other: pgfplots has no such chart. Its bars are drawn at their stack's place and up to
/// the sum of what is below them, the highest first.
bool hasStacksBeside(const BarChart& chart)
{
    return chart.stacks().names.size() > 1 && chart.layout == BarLayout::stacked;
}

/// A chart whose values are the sums of their own and those below in their stack, the highest first.
BarChart cumulated(BarChart chart)
{
    const BarStacks stacks = chart.stacks();
    for (std::size_t i = 0; i < chart.series.size(); ++i) {
        for (std::size_t below = i; below-- > 0;) {
            if (stacks.places[below] != stacks.places[i]) {
                continue;
            }
            for (std::size_t k = 0; k < chart.series[i].values.size(); ++k) {
                double& value = chart.series[i].values[k];
                const double base = at(chart.series[below].values, k, 0);
                value = std::isfinite(value) ? value + base : base > 0 ? base : value;
            }
            break;
        }
    }
    return chart;
}

std::string barOptions(const BarChart& chart)
{
    const bool vertical = chart.direction == BarDirection::vertical;
    const char along = vertical ? 'x' : 'y';
    const std::size_t count = chart.categories.size();
    std::string options = vertical ? axisOptions(chart.title, chart.category, chart.value)
                                   : axisOptions(chart.title, chart.value, chart.category);
    options += fmt::format("    {}bar{},\n", vertical ? 'y' : 'x',
                           chart.layout == BarLayout::stacked && !hasStacksBeside(chart) ? " stacked" : "");
    options +=
        fmt::format("    {}tick={{{}}},\n", along, joined(count, [](std::size_t i) { return std::to_string(i); }));
    options += fmt::format("    {}ticklabels={{{}}},\n", along,
                           joined(count, [&](std::size_t i) { return "{" + escapeTex(chart.categories[i]) + "}"; }));
    options += vertical ? "    x tick label style={rotate=45, anchor=east},\n" : "    y dir=reverse,\n";
    options += "    log origin=infty,\n    bar width=4pt,\n    area legend,\n";
    options += hasStacksBeside(chart) ? "    reverse legend,\n" : "";
    return options;
}

/// The rows "x y up down" of a series; stacks want a value everywhere.
std::string barRows(const BarChart& chart, const BarSeries& series)
{
    const bool stacked = chart.layout == BarLayout::stacked;
    const bool vertical = chart.direction == BarDirection::vertical;
    std::string rows;
    for (std::size_t i = 0; i < chart.categories.size(); ++i) {
        const double value = at(series.values, i, stacked ? 0 : std::nan(""));
        if (!stacked && !drawable(chart.value, value)) {
            continue;
        }
        const double up = std::max(0.0, at(series.high, i, value) - value);
        const double down = downwards(chart.value, value, at(series.low, i, value));
        const std::string category = std::to_string(i);
        rows += fmt::format("    {} {} {} {}\n", vertical ? category : numberText(value),
                            vertical ? numberText(value) : category, numberText(up), numberText(down));
    }
    return rows;
}

/// The four corners of each cell with a value, which need not be a whole grid.
std::string cellRows(const HeatMap& map)
{
    const auto edge = [](const std::vector<double>& centres, const Axis& axis, std::size_t i, double side) {
        const bool log = axis.scale == Scale::logarithmic;
        const auto place = [&](std::size_t k) { return log ? std::log10(centres[k]) : centres[k]; };
        const double step = centres.size() > 1 ? place(1) - place(0) : 1;
        const double position = place(i) + side * step / 2;
        return log ? std::pow(10.0, position) : position;
    };
    std::string rows;
    for (std::size_t i = 0; i < std::min(map.values.size(), map.xs.size() * map.ys.size()); ++i) {
        if (!drawable(map.value, map.values[i])) {
            continue;
        }
        const bool log = map.value.scale == Scale::logarithmic;
        const std::string colour = numberText(log ? std::log10(map.values[i]) : map.values[i]);
        for (const auto& [dx, dy] : {std::pair(-1, -1), std::pair(1, -1), std::pair(1, 1), std::pair(-1, 1)}) {
            rows += fmt::format("    {} {} {}\n", numberText(edge(map.xs, map.x, i % map.xs.size(), dx)),
                                numberText(edge(map.ys, map.y, i / map.xs.size(), dy)), colour);
        }
    }
    return rows;
}

std::string pointRows(const ScatterPlot& plot, const ScatterSeries& series)
{
    std::string rows;
    for (const ScatterPoint& point : series.points) {
        if (drawable(plot.x, point.x) && drawable(plot.y, point.y)) {
            rows += fmt::format("    {} {} {} {}\n", numberText(point.x), numberText(point.y),
                                numberText(std::max(0.0, point.high.value_or(point.y) - point.y)),
                                numberText(downwards(plot.y, point.y, point.low.value_or(point.y))));
        }
    }
    return rows;
}

/// "\addplot" of rows with intervals along an axis ('x' or 'y'), or what stands for it in the legend.
std::string plotOf(const std::string& style, char along, const std::string& rows, const std::string& name)
{
    std::string text;
    if (rows.empty()) {
        text = fmt::format("  \\addlegendimage{{{}}}\n", style);
    } else {
        text = fmt::format("  \\addplot[{0}, error bars/.cd, {1} dir=both, {1} explicit] table[x=x, y=y, {1} error "
                           "plus=up, {1} error minus=down] {{\n    x y up down\n{2}  }};\n",
                           style, along, rows);
    }
    return text + fmt::format("  \\addlegendentry{{{}}}\n", escapeTex(name));
}

std::string barPlot(const BarChart& chart, std::size_t i, const std::string& style)
{
    return plotOf(style, chart.direction == BarDirection::vertical ? 'y' : 'x', barRows(chart, chart.series[i]),
                  chart.series[i].name);
}

/// See hasStacksBeside().
std::string stacksBeside(const BarChart& chart)
{
    constexpr double barPt = 4;
    const BarStacks stacks = chart.stacks();
    BarChart sums = cumulated(chart);
    sums.layout = BarLayout::grouped;
    std::string content;
    for (std::size_t i = chart.series.size(); i-- > 0;) {
        const auto partner = std::find_if(chart.series.begin(), chart.series.end(), [&](const BarSeries& other) {
            return !chart.series[i].partnerOf.empty() && other.name == chart.series[i].partnerOf;
        });
        const bool isPale = partner != chart.series.end();
        const std::string_view colour = colourOf(isPale ? static_cast<std::size_t>(partner - chart.series.begin()) : i);
        const double shift =
            barPt * (static_cast<double>(stacks.places[i]) - (static_cast<double>(stacks.names.size()) - 1) / 2);
        content += barPlot(
            sums, i,
            fmt::format("fill={0}{1}, draw={0}, bar shift={2}pt", colour, isPale ? "!40" : "", numberText(shift)));
    }
    return content;
}

} // namespace

std::string toTex(const BarChart& chart)
{
    if (hasStacksBeside(chart)) {
        return axisDocument(barOptions(chart), stacksBeside(chart));
    }
    std::string content;
    for (std::size_t i = 0; i < chart.series.size(); ++i) {
        const std::string style = fmt::format("fill={0}, draw={0}", colourOf(i));
        content += barPlot(chart, i, style);
    }
    return axisDocument(barOptions(chart), content);
}

std::string toTex(const HeatMap& map)
{
    const bool log = map.value.scale == Scale::logarithmic;
    std::string options = axisOptions(map.title, map.x, map.y);
    options += "    colormap/viridis,\n    colorbar,\n    enlargelimits=false,\n    axis on top,\n";
    options += fmt::format("    colorbar style={{ylabel={{{}}}{}}},\n", axisLabel(map.value),
                           log ? ", yticklabel={$10^{\\pgfmathprintnumber{\\tick}}$}" : "");
    const std::string rows = cellRows(map);
    return axisDocument(options, rows.empty()
                                     ? std::string()
                                     : fmt::format("  \\addplot[patch, patch type=rectangle, shader=flat, point meta="
                                                   "explicit] table[x=x, y=y, meta=c] {{\n    x y c\n{}  }};\n",
                                                   rows));
}

std::string toTex(const ScatterPlot& plot)
{
    std::string content;
    for (std::size_t i = 0; i < plot.series.size(); ++i) {
        content += plotOf(fmt::format("{}, only marks, mark={}", colourOf(i), markOf(i)), 'y',
                          pointRows(plot, plot.series[i]), plot.series[i].name);
    }
    std::string front;
    for (const Point& point : plot.front.points) {
        if (drawable(plot.x, point.x) && drawable(plot.y, point.y)) {
            front += fmt::format("    {} {}\n", numberText(point.x), numberText(point.y));
        }
    }
    if (!front.empty()) {
        content += fmt::format("  \\addplot[{}, thick, mark=none] table[x=x, y=y] {{\n    x y\n{}  }};\n"
                               "  \\addlegendentry{{{}}}\n",
                               referenceColour, front, escapeTex(plot.front.name));
    }
    return axisDocument(axisOptions(plot.title, plot.x, plot.y), content);
}

} // namespace rxwatt::figure::tex
