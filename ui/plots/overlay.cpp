// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/overlay.h"

#include "ui/plots/legend_element.h"
#include "ui/style/metrics.h"

#include <algorithm>

namespace rxwatt::plots
{

namespace
{

constexpr int largestLabel = 340;
constexpr double ringRadius = 6.5;
constexpr double labelDistance = 12;

} // namespace

Overlay::Overlay(QCustomPlot& canvas, PixelOf pixelOf) : QCPAbstractItem(&canvas), m_pixelOf(std::move(pixelOf))
{
    setLayer(QStringLiteral("overlay"));
    setClipToAxisRect(false);
    setSelectable(false);
}

void Overlay::apply(const PlotLook& look)
{
    m_look = look;
}

void Overlay::setZoomRect(std::optional<QRectF> rect)
{
    m_zoomRect = rect;
    layer()->replot();
}

void Overlay::setReading(std::optional<Reading> reading, const QColor& color)
{
    if (m_reading == reading && m_readingColor == color) {
        return;
    }
    m_reading = std::move(reading);
    m_readingColor = color;
    layer()->replot();
}

void Overlay::setCrossHair(std::optional<double> x)
{
    if (m_crossHair != x) {
        m_crossHair = x;
        layer()->replot();
    }
}

double Overlay::selectTest(const QPointF& /*position*/, bool /*onlySelectable*/, QVariant* /*details*/) const
{
    return -1;
}

void Overlay::draw(QCPPainter* painter)
{
    if (m_look.forExport) {
        return;
    }
    painter->setAntialiasing(false);
    if (m_crossHair) {
        const double x = m_pixelOf({*m_crossHair, mParentPlot->yAxis->range().lower}).x();
        if (x >= area().left() && x <= area().right()) {
            painter->setPen(QPen(m_look.secondary, 1));
            painter->drawLine(QPointF(x, area().top()), QPointF(x, area().bottom()));
        }
    }
    if (m_zoomRect) {
        QColor fill = m_look.accent;
        fill.setAlphaF(0.15F);
        painter->setPen(QPen(m_look.accent, 1));
        painter->setBrush(fill);
        painter->drawRect(m_zoomRect->normalized());
    } else if (m_reading) {
        drawReading(*painter);
    }
}

void Overlay::drawReading(QCPPainter& painter) const
{
    const QPointF at = m_pixelOf(m_reading->at);
    if (!area().adjusted(-2, -2, 2, 2).contains(at)) {
        return;
    }
    painter.setAntialiasing(true);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(m_look.base, 4));
    painter.drawEllipse(at, ringRadius, ringRadius);
    painter.setPen(QPen(m_readingColor, 2));
    painter.drawEllipse(at, ringRadius, ringRadius);
    drawLabel(painter, at);
}

void Overlay::drawLabel(QCPPainter& painter, const QPointF& at) const
{
    QFont bold = m_look.font;
    bold.setBold(true);
    const QFontMetrics titleMetrics(bold);
    const QFontMetrics metrics(m_look.font);
    const int room = std::min(largestLabel, static_cast<int>(area().width()) - 2 * style::grid);
    const QString title = titleMetrics.elidedText(oneLine(m_reading->title), Qt::ElideMiddle, room);
    QStringList lines = m_reading->text.split(QLatin1Char('\n'));
    int width = titleMetrics.horizontalAdvance(title);
    for (QString& line : lines) {
        line = metrics.elidedText(line, Qt::ElideRight, room);
        width = std::max(width, metrics.horizontalAdvance(line));
    }
    const double height = titleMetrics.height() + lines.size() * metrics.height() + style::grid;
    QRectF box(at + QPointF(labelDistance, -labelDistance - height), QSizeF(width + 2.5 * style::grid, height));
    if (box.right() > area().right()) {
        box.moveRight(at.x() - labelDistance);
    }
    if (box.top() < area().top()) {
        box.moveTop(at.y() + labelDistance);
    }
    box.moveLeft(std::max(box.left(), area().left() + 2));
    box.moveBottom(std::min(box.bottom(), area().bottom() - 2));
    painter.setPen(QPen(m_look.frame, 1));
    painter.setBrush(m_look.base);
    painter.drawRoundedRect(box, 4, 4);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_readingColor);
    painter.drawRoundedRect(QRectF(box.left() + 3, box.top() + 3, 3, box.height() - 6), 1.5, 1.5);
    painter.setPen(m_look.text);
    QRectF line(box.left() + 1.5 * style::grid, box.top() + style::halfGrid, box.width(), titleMetrics.height());
    const int flags = Qt::AlignLeft | Qt::AlignAbsolute | Qt::AlignVCenter | Qt::TextSingleLine;
    painter.setFont(bold);
    painter.drawText(line, flags, title);
    painter.setFont(m_look.font);
    for (const QString& text : lines) {
        line.translate(0, metrics.height());
        painter.drawText(line, flags, text);
    }
}

QRectF Overlay::area() const
{
    return m_area != nullptr ? m_area->rect() : mParentPlot->xAxis->axisRect()->rect();
}

} // namespace rxwatt::plots
