// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/curve_parts.h"
#include "ui/plots/curve_reader.h"
#include "ui/plots/plot_frame.h"

#include <algorithm>
#include <cmath>
#include <QKeyEvent>

namespace rxwatt::plots
{

namespace
{

/// Steps of the level by keys: decades, or shares of the range.
constexpr double logarithmicStep = 0.05;
constexpr double linearStep = 0.02;

} // namespace

bool CurvePlot::grab(const QPointF& pixel)
{
    const bool at = m_parts->level->isAt(pixel);
    m_parts->levelBefore = level().value_or(0);
    setLevelActive(at);
    return at;
}

void CurvePlot::dragTo(const QPointF& pixel)
{
    const QRect area = canvas().xAxis->axisRect()->rect();
    const double inside = std::clamp(pixel.y(), static_cast<double>(area.top()), static_cast<double>(area.bottom()));
    moveLevel(canvas().yAxis->pixelToCoord(inside));
}

void CurvePlot::drop(bool cancelled)
{
    if (cancelled) {
        moveLevel(m_parts->levelBefore);
    }
}

std::optional<Qt::CursorShape> CurvePlot::cursorAt(const QPointF& pixel) const
{
    return m_parts->level->isAt(pixel) ? std::optional(Qt::SizeVerCursor) : std::nullopt;
}

bool CurvePlot::wantsKey(const QKeyEvent& event) const
{
    const bool toggles = event.key() == Qt::Key_B && event.modifiers() == Qt::NoModifier;
    const bool moves = event.key() == Qt::Key_Up || event.key() == Qt::Key_Down;
    return level() && (toggles || (m_parts->levelActive && (moves || event.key() == Qt::Key_Escape)));
}

bool CurvePlot::keyPressed(const QKeyEvent& event)
{
    if (!wantsKey(event)) {
        return false;
    }
    if (event.key() == Qt::Key_B || event.key() == Qt::Key_Escape) {
        setLevelActive(event.key() == Qt::Key_B && !m_parts->levelActive);
        return true;
    }
    const double step = event.modifiers().testFlag(Qt::ShiftModifier) ? 0.1 : 1;
    const double direction = event.key() == Qt::Key_Up ? step : -step;
    const QCPAxis& axis = *canvas().yAxis;
    if (axis.scaleType() == QCPAxis::stLogarithmic) {
        moveLevel(*level() * std::pow(10.0, direction * logarithmicStep));
    } else {
        moveLevel(*level() + direction * linearStep * axis.range().size());
    }
    return true;
}

void CurvePlot::focusOutEvent(QFocusEvent* event)
{
    PlotWidget::focusOutEvent(event);
    setLevelActive(false);
}

void CurvePlot::moveLevel(double y)
{
    if (!std::isfinite(y) || !level() || y == *level()) {
        return;
    }
    m_parts->level->set(y, m_parts->level->label());
    m_parts->level->layer()->replot();
    setAccessibleDescription(tr("Level: %1").arg(axisValueText(m_parts->plot.y, y)));
    Q_EMIT levelMoved(y);
}

void CurvePlot::setLevelActive(bool active)
{
    if (m_parts->levelActive != active) {
        m_parts->levelActive = active;
        m_parts->level->setActive(active);
        m_parts->level->layer()->replot();
    }
}

} // namespace rxwatt::plots
