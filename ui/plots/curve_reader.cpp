// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/curve_reader.h"

#include "core/base/si_text.h"
#include "ui/plots/tickers.h"

#include <algorithm>
#include <cmath>
#include <QCoreApplication>

namespace rxwatt::plots
{

namespace
{

QString tr(const char* text)
{
    return QCoreApplication::translate("rxwatt::plots::CurvePlot", text);
}

bool lowerX(const figure::Point& point, double x)
{
    return point.x < x;
}

/// Points between two values of x, as places.
std::pair<int, int> placesIn(const std::vector<figure::Point>& points, double from, double to)
{
    const auto first = std::lower_bound(points.begin(), points.end(), from, lowerX);
    const auto last =
        std::upper_bound(first, points.end(), to, [](double x, const figure::Point& point) { return x < point.x; });
    return {static_cast<int>(first - points.begin()), static_cast<int>(last - points.begin())};
}

Reading readingOf(const figure::Plot& plot, int series, int place)
{
    const figure::Series& curve = plot.series[static_cast<std::size_t>(series)];
    const figure::Point& point = curve.points[static_cast<std::size_t>(place)];
    const QString unit = plot.y.unit.empty() ? QString() : QLatin1Char(' ') + QString::fromStdString(plot.y.unit);
    QString text = axisValueText(plot.x, point.x) + QLatin1Char('\n') + QString::fromStdString(plot.y.label);
    if (point.upperBound) {
        text +=
            QStringLiteral(" ≤ ") + valueText(point.y) + unit + QLatin1Char('\n') + tr("upper bound, no error seen");
    } else {
        text += QStringLiteral(": ") + valueText(point.y) + unit;
        if (point.low && point.high) {
            text += QLatin1Char('\n') + tr("interval: %1 to %2").arg(valueText(*point.low), valueText(*point.high));
        }
    }
    return {series, place, {point.x, point.y}, QString::fromStdString(curve.name), text};
}

bool inView(const PlotFrame& frame, const figure::Point& point)
{
    return frame.canvas.xAxis->range().contains(point.x) && frame.canvas.yAxis->range().contains(point.y);
}

} // namespace

QString valueText(double value)
{
    const QLocale locale;
    if (!std::isfinite(value)) {
        return QStringLiteral("–");
    }
    const double size = std::abs(value);
    if (value != 0 && (size < 1e-2 || size >= 1e7)) {
        return powerText(value, 2, locale);
    }
    if (value == std::round(value)) {
        return locale.toString(value, 'f', 0);
    }
    return locale.toString(value, 'g', 4);
}

bool takesPrefixes(const figure::Axis& axis)
{
    return axis.unit == "J";
}

QString axisValueText(const figure::Axis& axis, double value)
{
    if (takesPrefixes(axis)) {
        const base::SiValue scaled = base::siValue(value);
        return QStringLiteral("%1: %2 %3%4")
            .arg(QString::fromStdString(axis.label), valueText(scaled.value),
                 QString::fromUtf8(scaled.prefix.data(), static_cast<qsizetype>(scaled.prefix.size())),
                 QString::fromStdString(axis.unit));
    }
    const QString text = QStringLiteral("%1: %2").arg(QString::fromStdString(axis.label), valueText(value));
    return axis.unit.empty() ? text : text + QLatin1Char(' ') + QString::fromStdString(axis.unit);
}

std::optional<Reading> readCurves(const PlotFrame& frame, const figure::Plot& plot, const QPointF& pixel)
{
    constexpr double reach = 32;
    const double from = frame.canvas.xAxis->pixelToCoord(pixel.x() - reach);
    const double to = frame.canvas.xAxis->pixelToCoord(pixel.x() + reach);
    double best = reach * reach;
    std::optional<std::pair<int, int>> found;
    for (int series = 0; series < static_cast<int>(plot.series.size()); ++series) {
        if (!frame.series.visible(series)) {
            continue;
        }
        const auto& points = plot.series[static_cast<std::size_t>(series)].points;
        const auto [first, last] = placesIn(points, from, to);
        for (int place = first; place < last; ++place) {
            const figure::Point& point = points[static_cast<std::size_t>(place)];
            const double dx = frame.canvas.xAxis->coordToPixel(point.x) - pixel.x();
            const double dy = frame.canvas.yAxis->coordToPixel(point.y) - pixel.y();
            if (dx * dx + dy * dy < best && inView(frame, point)) {
                best = dx * dx + dy * dy;
                found = {series, place};
            }
        }
    }
    return found ? std::optional(readingOf(plot, found->first, found->second)) : std::nullopt;
}

std::optional<Reading> readNextOfCurves(const PlotFrame& frame, const figure::Plot& plot,
                                        const std::optional<Reading>& from, int direction)
{
    const int count = static_cast<int>(plot.series.size());
    const QCPRange range = frame.canvas.xAxis->range();
    int series = from ? std::clamp(from->series, 0, std::max(0, count - 1)) : direction > 0 ? 0 : count - 1;
    std::optional<int> place = from ? std::optional(from->point) : std::nullopt;
    for (int tried = 0; tried <= count && count > 0; ++tried) {
        const auto& points = plot.series[static_cast<std::size_t>(series)].points;
        const auto [first, last] = placesIn(points, range.lower, range.upper);
        int next = place ? *place + direction : direction > 0 ? first : last - 1;
        next = place && direction > 0 ? std::max(next, first) : place ? std::min(next, last - 1) : next;
        for (; frame.series.visible(series) && next >= first && next < last; next += direction) {
            if (inView(frame, points[static_cast<std::size_t>(next)])) {
                return readingOf(plot, series, next);
            }
        }
        series = (series + direction + count) % count;
        place = std::nullopt;
    }
    return std::nullopt;
}

} // namespace rxwatt::plots
