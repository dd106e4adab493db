// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/level_line.h"

#include "ui/plots/legend_element.h"
#include "ui/style/metrics.h"

#include <algorithm>

namespace rxwatt::plots
{

namespace
{

constexpr double tolerance = 6;
constexpr double gripWidth = 12;
constexpr double gripHeight = 22;

} // namespace

LevelLine::LevelLine(QCustomPlot& canvas) : QCPAbstractItem(&canvas)
{
    setLayer(QStringLiteral("overlay"));
    setClipToAxisRect(false);
    setSelectable(false);
}

void LevelLine::set(std::optional<double> value, const QString& label)
{
    m_value = value;
    m_label = oneLine(label);
}

void LevelLine::apply(const PlotLook& look)
{
    m_look = look;
}

void LevelLine::setActive(bool active)
{
    m_active = active;
}

bool LevelLine::isAt(const QPointF& pixel) const
{
    if (!m_value) {
        return false;
    }
    const QRectF area(mParentPlot->xAxis->axisRect()->rect());
    const bool onLine = std::abs(pixel.y() - this->pixel()) <= tolerance && area.contains(pixel);
    return onLine || grip().adjusted(-4, -4, 4, 4).contains(pixel);
}

double LevelLine::pixel() const
{
    const QRect area = mParentPlot->xAxis->axisRect()->rect();
    const double y = mParentPlot->yAxis->coordToPixel(m_value.value_or(0));
    return std::clamp(y, static_cast<double>(area.top()), static_cast<double>(area.bottom()));
}

double LevelLine::selectTest(const QPointF& /*position*/, bool /*onlySelectable*/, QVariant* /*details*/) const
{
    return -1;
}

void LevelLine::draw(QCPPainter* painter)
{
    if (!m_value || m_look.forExport) {
        return;
    }
    const QRect area = mParentPlot->xAxis->axisRect()->rect();
    const double y = pixel();
    painter->setAntialiasing(false);
    QPen pen(m_look.text, m_active ? 2 : 1);
    pen.setDashPattern({4, 3});
    painter->setPen(pen);
    painter->drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
    painter->setAntialiasing(true);
    painter->setPen(QPen(m_look.base, 1));
    painter->setBrush(m_active ? m_look.accent : m_look.text);
    const QRectF handle = grip();
    painter->drawRoundedRect(handle, 3, 3);
    painter->setPen(QPen(m_look.base, 1));
    for (const double offset : {-3.0, 0.0, 3.0}) {
        painter->drawLine(QPointF(handle.left() + 3, y + offset), QPointF(handle.right() - 3, y + offset));
    }
    drawLabel(*painter, y);
}

QRectF LevelLine::grip() const
{
    const QRect area = mParentPlot->xAxis->axisRect()->rect();
    return {area.right() - gripWidth / 2 + 0.5, pixel() - gripHeight / 2, gripWidth, gripHeight};
}

void LevelLine::drawLabel(QCPPainter& painter, double y) const
{
    if (m_label.isEmpty()) {
        return;
    }
    const QRect area = mParentPlot->xAxis->axisRect()->rect();
    const QFontMetrics metrics(m_look.font);
    const QString text = metrics.elidedText(m_label, Qt::ElideMiddle, area.width() / 2);
    QRectF box(0, 0, metrics.horizontalAdvance(text) + style::grid, metrics.height() + 2);
    box.moveBottomRight(QPointF(area.right() - gripWidth, y - 3));
    if (box.top() < area.top()) {
        box.moveTop(y + 3);
    }
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_look.base);
    painter.drawRoundedRect(box, 3, 3);
    painter.setFont(m_look.font);
    painter.setPen(m_look.text);
    painter.drawText(box, Qt::AlignCenter | Qt::TextSingleLine, text);
}

} // namespace rxwatt::plots
