// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/scatter_points.h"

#include <algorithm>
#include <cmath>

namespace rxwatt::plots
{

namespace
{

/// The largest marker beside one without a size.
constexpr double largestFactor = 3;
constexpr double smallestFactor = 0.6;

} // namespace

ScatterPoints::ScatterPoints(QCPAxis* keyAxis, QCPAxis* valueAxis, const figure::ScatterSeries& series)
    : QCPAbstractPlottable(keyAxis, valueAxis), m_series(series)
{
    setSelectable(QCP::stNone);
}

void ScatterPoints::restyle(const Look& look, const PlotLook& plot)
{
    m_look = look;
    m_plot = plot;
}

double ScatterPoints::sizeOf(const figure::ScatterPoint& point) const
{
    if (!point.size || !std::isfinite(*point.size) || m_look.largest <= 0) {
        return m_plot.markerSize;
    }
    const double share = std::sqrt(std::clamp(*point.size / m_look.largest, 0.0, 1.0));
    return m_plot.markerSize * (smallestFactor + (largestFactor - smallestFactor) * share);
}

double ScatterPoints::selectTest(const QPointF& /*position*/, bool /*onlySelectable*/, QVariant* /*details*/) const
{
    return -1;
}

QCPRange ScatterPoints::getKeyRange(bool& found, QCP::SignDomain /*domain*/) const
{
    found = false;
    return {};
}

QCPRange ScatterPoints::getValueRange(bool& found, QCP::SignDomain /*domain*/, const QCPRange& /*keys*/) const
{
    found = false;
    return {};
}

void ScatterPoints::draw(QCPPainter* painter)
{
    const QRectF area = QRectF(clipRect()).adjusted(-40, -40, 40, 40);
    for (const figure::ScatterPoint& point : m_series.points) {
        if (!std::isfinite(point.x) || !std::isfinite(point.y)) {
            continue;
        }
        const QPointF at = coordsToPixels(point.x, point.y);
        if (!area.contains(at)) {
            continue;
        }
        painter->setAntialiasing(false);
        drawInterval(*painter, point, at.x());
        painter->setAntialiasing(true);
        const double size = sizeOf(point);
        const bool sized = point.size.has_value();
        QColor fill = m_look.color;
        fill.setAlphaF(sized ? 0.55F : 1.0F);
        drawMarker(*painter, m_look.style.marker, at, size, fill, m_plot.base);
        if (m_selected.contains(QString::fromStdString(point.label)) && !m_plot.forExport) {
            painter->setBrush(Qt::NoBrush);
            painter->setPen(QPen(m_plot.text, 2));
            painter->drawEllipse(at, size / 2 + 4, size / 2 + 4);
        }
    }
}

void ScatterPoints::drawLegendIcon(QCPPainter* /*painter*/, const QRectF& /*rect*/) const {}

void ScatterPoints::drawInterval(QCPPainter& painter, const figure::ScatterPoint& point, double x) const
{
    if (!point.low || !point.high || !std::isfinite(*point.low) || !std::isfinite(*point.high)) {
        return;
    }
    const double low = coordsToPixels(point.x, *point.low).y();
    const double high = coordsToPixels(point.x, *point.high).y();
    const double half = m_plot.markerSize * 0.4;
    painter.setPen(QPen(mixed(m_plot.base, m_look.color, 0.75), m_plot.widthFactor));
    painter.drawLine(QPointF(x, low), QPointF(x, high));
    painter.drawLine(QPointF(x - half, low), QPointF(x + half, low));
    painter.drawLine(QPointF(x - half, high), QPointF(x + half, high));
}

} // namespace rxwatt::plots
