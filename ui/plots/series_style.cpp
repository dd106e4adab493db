// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/series_style.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <QPainter>
#include <QPainterPath>

namespace rxwatt::plots
{

namespace
{

constexpr std::array markerNames = {"none", "disc", "square", "diamond", "triangle", "cross", "plus", "star", "circle"};
constexpr std::array dashNames = {"solid", "dash", "dot", "dash-dot", "long-dash"};
constexpr double maxWidth = 12;

template <typename Enum, std::size_t size>
Enum fromName(const QJsonValue& value, const std::array<const char*, size>& names, Enum fallback)
{
    const auto* const found = std::find(names.begin(), names.end(), value.toString().toStdString());
    return found == names.end() ? fallback : static_cast<Enum>(found - names.begin());
}

/// A regular star or polygon: the corners lie at the radii in turn, the first one upwards (rotation in turns).
QPolygonF corners(const QPointF& center, int count, double outer, double inner, double rotation)
{
    QPolygonF polygon;
    for (int i = 0; i < count; ++i) {
        const double angle = 2 * M_PI * (static_cast<double>(i) / count + rotation) - M_PI / 2;
        const double radius = i % 2 == 0 ? outer : inner;
        polygon << center + radius * QPointF(std::cos(angle), std::sin(angle));
    }
    return polygon;
}

void drawLines(QPainter& painter, const QPointF& center, double radius, const QColor& color, double rotation)
{
    painter.setPen(QPen(color, std::max(1.0, radius / 2.2), Qt::SolidLine, Qt::FlatCap));
    const QPolygonF ends = corners(center, 4, radius, radius, rotation);
    painter.drawLine(ends[0], ends[2]);
    painter.drawLine(ends[1], ends[3]);
}

} // namespace

SeriesStyle defaultStyle(int place)
{
    static constexpr std::array markers = {Marker::disc,   Marker::square, Marker::triangle, Marker::diamond,
                                           Marker::circle, Marker::cross,  Marker::star,     Marker::plus};
    static constexpr std::array dashes = {Dash::solid, Dash::dash, Dash::dashDot, Dash::longDash, Dash::dot};
    SeriesStyle style;
    style.marker = markers[static_cast<std::size_t>(place) % markers.size()];
    style.dash = dashes[static_cast<std::size_t>(place) % dashes.size()];
    return style;
}

SeriesStyle defaultReferenceStyle(int place)
{
    static constexpr std::array dashes = {Dash::dash, Dash::dashDot, Dash::dot, Dash::longDash};
    SeriesStyle style = defaultStyle(place);
    style.width = 1;
    style.dash = dashes[static_cast<std::size_t>(place) % dashes.size()];
    return style;
}

QPen penOf(const SeriesStyle& style, const QColor& color, double widthFactor)
{
    QPen pen(color, style.width * widthFactor, Qt::SolidLine, Qt::FlatCap, Qt::RoundJoin);
    switch (style.dash) {
    case Dash::solid:
        break;
    case Dash::dash:
        pen.setDashPattern({5, 2.5});
        break;
    case Dash::dot:
        pen.setDashPattern({1.5, 2});
        break;
    case Dash::dashDot:
        pen.setDashPattern({6, 2, 1.5, 2});
        break;
    case Dash::longDash:
        pen.setDashPattern({10, 3});
        break;
    }
    return pen;
}

void drawMarker(QPainter& painter, Marker marker, const QPointF& center, double size, const QColor& color,
                const QColor& base)
{
    const double radius = size / 2;
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    switch (marker) {
    case Marker::none:
        break;
    case Marker::disc:
        painter.drawEllipse(center, radius, radius);
        break;
    case Marker::circle:
        painter.setPen(QPen(color, std::max(1.0, size / 5)));
        painter.setBrush(base);
        painter.drawEllipse(center, radius * 0.9, radius * 0.9);
        break;
    case Marker::square:
        painter.drawRect(QRectF(center.x() - radius * 0.88, center.y() - radius * 0.88, radius * 1.76, radius * 1.76));
        break;
    case Marker::diamond:
        painter.drawPolygon(corners(center, 4, radius * 1.2, radius * 1.2, 0));
        break;
    case Marker::triangle:
        painter.drawPolygon(corners(center, 6, radius * 1.2, radius * 0.6, 0));
        break;
    case Marker::star:
        painter.drawPolygon(corners(center, 10, radius * 1.3, radius * 0.55, 0));
        break;
    case Marker::cross:
        drawLines(painter, center, radius * 1.2, color, 0.125);
        break;
    case Marker::plus:
        drawLines(painter, center, radius * 1.2, color, 0);
        break;
    }
}

QJsonObject toJson(const SeriesStyle& style)
{
    QJsonObject json{{QStringLiteral("width"), style.width},
                     {QStringLiteral("dash"), QLatin1String(dashNames.at(static_cast<std::size_t>(style.dash)))},
                     {QStringLiteral("marker"), QLatin1String(markerNames.at(static_cast<std::size_t>(style.marker)))}};
    if (style.color) {
        json.insert(QStringLiteral("color"), style.color->name());
    }
    return json;
}

SeriesStyle styleFromJson(const QJsonObject& json, const SeriesStyle& fallback)
{
    SeriesStyle style = fallback;
    const double width = json.value(QStringLiteral("width")).toDouble(fallback.width);
    style.width = std::isfinite(width) ? std::clamp(width, 0.5, maxWidth) : fallback.width;
    style.dash = fromName(json.value(QStringLiteral("dash")), dashNames, fallback.dash);
    style.marker = fromName(json.value(QStringLiteral("marker")), markerNames, fallback.marker);
    const QColor color(json.value(QStringLiteral("color")).toString());
    if (color.isValid()) {
        style.color = color;
    }
    return style;
}

} // namespace rxwatt::plots
