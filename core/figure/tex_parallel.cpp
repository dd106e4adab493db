// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/tex_parts.h"
#include "core/figure/writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace rxwatt::figure::tex
{

namespace
{

/// Where an axis begins and ends, on its scale.
struct Span {
    double low = 0;
    double high = 1;
    bool log = false;

    [[nodiscard]] double place(double value) const { return log ? std::log10(value) : value; }

    /// 0 to 1; NaN for what cannot be shown.
    [[nodiscard]] double share(double value) const
    {
        if (!std::isfinite(value) || (log && value <= 0)) {
            return std::nan("");
        }
        return high > low ? (place(value) - low) / (high - low) : 0.5;
    }
};

double valueOf(const std::vector<double>& row, std::size_t axis)
{
    return axis < row.size() ? row[axis] : std::nan("");
}

Span spanOf(const ParallelCoordinates& all, std::size_t axis)
{
    const ParallelAxis& settings = all.axes[axis];
    if (!settings.categories.empty()) {
        return {-0.5, static_cast<double>(settings.categories.size()) - 0.5, false};
    }
    Span span{std::nan(""), std::nan(""), settings.axis.scale == Scale::logarithmic};
    for (const std::vector<double>& row : all.rows) {
        const double value = valueOf(row, axis);
        if (std::isfinite(value) && (!span.log || value > 0)) {
            span.low = std::fmin(span.low, span.place(value));
            span.high = std::fmax(span.high, span.place(value));
        }
    }
    return span;
}

/// A line for each row, "x y colour" at each axis, with gaps where there is no value.
std::string lineRows(const ParallelCoordinates& all, const std::vector<Span>& spans)
{
    std::string text;
    const std::size_t colorAxis = std::min(all.colorAxis, all.axes.size() - 1);
    for (const std::vector<double>& row : all.rows) {
        const double color = spans[colorAxis].share(valueOf(row, colorAxis));
        std::string line;
        for (std::size_t axis = 0; axis < all.axes.size(); ++axis) {
            const double share = spans[axis].share(valueOf(row, axis));
            line += std::isnan(share) ? "\n"
                                      : fmt::format("    {} {} {}\n", axis, numberText(share),
                                                    numberText(std::isnan(color) ? 0 : color));
        }
        text += line + "\n";
    }
    return text;
}

/// The axis itself with its ends, or its categories, beside it.
std::string axisLine(const ParallelCoordinates& all, std::size_t axis, const Span& span)
{
    std::string text = fmt::format("  \\draw (axis cs:{0},0) -- (axis cs:{0},1);\n", axis);
    const auto label = [&](double share, const std::string& what) {
        text += fmt::format("  \\node[right, font=\\scriptsize] at (axis cs:{},{}) {{{}}};\n", axis, numberText(share),
                            what);
    };
    const auto& categories = all.axes[axis].categories;
    for (std::size_t i = 0; i < categories.size(); ++i) {
        label(span.share(static_cast<double>(i)), escapeTex(categories[i]));
    }
    if (categories.empty() && std::isfinite(span.low)) {
        const auto number = [&](double place) { return fmt::format("{:.3g}", span.log ? std::pow(10, place) : place); };
        label(0, number(span.low));
        label(1, number(span.high));
    }
    return text;
}

std::string parallelOptions(const ParallelCoordinates& all)
{
    std::string places;
    std::string names;
    for (std::size_t axis = 0; axis < all.axes.size(); ++axis) {
        places += (axis == 0 ? "" : ",") + std::to_string(axis);
        names += (axis == 0 ? "{" : ",{") + axisLabel(all.axes[axis].axis) + "}";
    }
    return fmt::format("    title={{{}}},\n    xtick={{{}}},\n    xticklabels={{{}}},\n"
                       "    x tick label style={{rotate=20, anchor=north east}},\n"
                       "    ytick=\\empty, axis y line=none, axis x line*=bottom, x axis line "
                       "style={{draw=none}}, major tick length=0pt,\n"
                       "    ymin=-0.05, ymax=1.05, enlarge x limits=0.06, clip=false, colormap/viridis,\n",
                       escapeTex(all.title), places, names);
}

} // namespace

std::string toTex(const ParallelCoordinates& all)
{
    std::vector<Span> spans;
    for (std::size_t axis = 0; axis < all.axes.size(); ++axis) {
        spans.push_back(spanOf(all, axis));
    }
    std::string content;
    if (!all.rows.empty()) {
        content += "  \\addplot[mesh, no marks, point meta=explicit, empty line=jump] table[x=x, y=y, meta=c] {\n"
                   "    x y c\n" +
                   lineRows(all, spans) + "  };\n";
    }
    for (std::size_t axis = 0; axis < all.axes.size(); ++axis) {
        content += axisLine(all, axis, spans[axis]);
    }
    return axisDocument(parallelOptions(all), content);
}

} // namespace rxwatt::figure::tex
