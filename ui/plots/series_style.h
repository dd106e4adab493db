// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <QColor>
#include <QJsonObject>
#include <QPen>

class QPainter;

namespace rxwatt::plots
{

enum class Marker { none, disc, square, diamond, triangle, cross, plus, star, circle };
enum class Dash { solid, dash, dot, dashDot, longDash };

/// How a series is told apart: never by colour alone. Without a colour it has the palette's for its place.
struct SeriesStyle {
    std::optional<QColor> color;
    /// Pixels at 96 dpi.
    double width = 1.5;
    Dash dash = Dash::solid;
    Marker marker = Marker::disc;

    bool operator==(const SeriesStyle&) const = default;
};

/// The look of the series at a place (0 first) that nobody has changed.
[[nodiscard]] SeriesStyle defaultStyle(int place);
/// The same of one that is there for others to be judged by: thinner, and never solid.
[[nodiscard]] SeriesStyle defaultReferenceStyle(int place);

[[nodiscard]] QPen penOf(const SeriesStyle& style, const QColor& color, double widthFactor = 1);
/// Draws the marker around a centre; hollow ones are filled with the base.
void drawMarker(QPainter& painter, Marker marker, const QPointF& center, double size, const QColor& color,
                const QColor& base);

[[nodiscard]] QJsonObject toJson(const SeriesStyle& style);
/// What is not understood stays as in the fallback.
[[nodiscard]] SeriesStyle styleFromJson(const QJsonObject& json, const SeriesStyle& fallback);

} // namespace rxwatt::plots
