// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/power_figure.h"

#include <limits>

namespace rxwatt::figure
{

namespace
{

constexpr double nanosecond = 1e-9;

/// In the middle of a span; a gap has a point, too, and no value.
Point pointOf(const energy::PowerSpan& span, std::int64_t beginNs)
{
    Point point;
    point.x =
        nanosecond * (static_cast<double>(span.beginNs - beginNs) + static_cast<double>(span.endNs - beginNs)) / 2;
    point.y = span.isGap() ? std::numeric_limits<double>::quiet_NaN() : span.meanW();
    if (!span.isGap() && span.minW < span.maxW) {
        point.low = span.minW;
        point.high = span.maxW;
    }
    return point;
}

} // namespace

std::string qualityNote(run::Quality quality)
{
    return run::isMeasured(quality) ? std::string(nameOf(quality)) : "estimate";
}

Plot powerFigure(std::span<const PowerLine> lines)
{
    Plot plot;
    plot.name = "power";
    plot.title = "Power";
    plot.x = {"time_s", "Time since the beginning", "s", Scale::linear};
    plot.y = {"power_w", "Power", "W", Scale::linear};
    for (const PowerLine& line : lines) {
        if (line.spans.empty()) {
            continue;
        }
        const std::int64_t beginNs = line.spans.front().beginNs;
        Series series{line.name, SeriesKind::line, {}, SeriesRole::model, qualityNote(line.quality)};
        for (const energy::PowerSpan& span : line.spans) {
            series.points.push_back(pointOf(span, beginNs));
        }
        plot.series.push_back(std::move(series));
        if (line.baseW) {
            const double endS = nanosecond * static_cast<double>(line.spans.back().endNs - beginNs);
            Series base{line.name + ", base power", SeriesKind::line, {}, SeriesRole::reference, {}};
            base.points = {{0, *line.baseW, {}, {}, false}, {endS, *line.baseW, {}, {}, false}};
            plot.series.push_back(std::move(base));
        }
    }
    return plot;
}

} // namespace rxwatt::figure
