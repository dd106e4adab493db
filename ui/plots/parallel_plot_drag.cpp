// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/parallel_parts.h"

#include <algorithm>
#include <cmath>
#include <QKeyEvent>

namespace rxwatt::plots
{

namespace
{

/// Shorter brushes are clicks, which let go.
constexpr double smallestBrush = 0.01;
constexpr double clickDistance = 6;

} // namespace

bool ParallelPlot::grab(const QPointF& pixel)
{
    const int place = m_parts->element->placeAt(pixel);
    if (place < 0) {
        return false;
    }
    m_parts->pressed = m_parts->last = pixel;
    if (m_parts->element->overHeading(pixel)) {
        m_parts->draggedPlace = place;
    } else {
        m_parts->brushedAxis = m_parts->axes.order()[static_cast<std::size_t>(place)];
        m_parts->brushStart = m_parts->element->heightAt(pixel.y());
        m_parts->brushBefore = m_parts->axes.brush(m_parts->brushedAxis);
    }
    return true;
}

void ParallelPlot::dragTo(const QPointF& pixel)
{
    m_parts->last = pixel;
    m_parts->element->setSketched(true);
    if (m_parts->brushedAxis >= 0) {
        const double height = m_parts->element->heightAt(pixel.y());
        m_parts->axes.setBrush(m_parts->brushedAxis, ParallelAxes::Brush{std::min(height, m_parts->brushStart),
                                                                         std::max(height, m_parts->brushStart)});
        brushesChanged();
    } else if (m_parts->draggedPlace >= 0) {
        m_parts->element->setDragged(m_parts->draggedPlace, pixel.x());
        redraw();
    }
}

void ParallelPlot::drop(bool cancelled)
{
    m_parts->element->setSketched(false);
    const bool clicked = (m_parts->last - m_parts->pressed).manhattanLength() < clickDistance;
    if (m_parts->brushedAxis >= 0) {
        const auto brush = m_parts->axes.brush(m_parts->brushedAxis);
        const bool tiny = clicked || !brush || brush->upper - brush->lower < smallestBrush;
        if (cancelled || tiny) {
            m_parts->axes.setBrush(m_parts->brushedAxis, cancelled ? m_parts->brushBefore : std::nullopt);
        }
        m_parts->brushedAxis = -1;
        brushesChanged();
        Q_EMIT viewChanged();
    } else if (m_parts->draggedPlace >= 0) {
        dropHeading(cancelled, clicked);
    }
}

void ParallelPlot::dropHeading(bool cancelled, bool clicked)
{
    const int from = m_parts->draggedPlace;
    m_parts->draggedPlace = -1;
    m_parts->element->setDragged(-1, 0);
    const int last = m_parts->axes.count() - 1;
    const double left = m_parts->element->xOf(0);
    const double gap = (m_parts->element->xOf(last) - left) / std::max(1, last);
    if (!cancelled && clicked) {
        m_parts->axes.flip(m_parts->axes.order()[static_cast<std::size_t>(from)]);
    } else if (!cancelled && gap > 0) {
        const int to = static_cast<int>(std::lround((m_parts->last.x() - left) / gap));
        m_parts->axes.move(from, std::clamp(to, 0, last));
    }
    redraw();
    Q_EMIT viewChanged();
}

std::optional<Qt::CursorShape> ParallelPlot::cursorAt(const QPointF& pixel) const
{
    if (m_parts->element->placeAt(pixel) < 0) {
        return std::nullopt;
    }
    return m_parts->element->overHeading(pixel) ? Qt::SizeHorCursor : Qt::SizeVerCursor;
}

bool ParallelPlot::wantsKey(const QKeyEvent& event) const
{
    const bool clears = event.key() == Qt::Key_Escape || event.key() == Qt::Key_F;
    return clears && event.modifiers() == Qt::NoModifier && m_parts->axes.brushed();
}

bool ParallelPlot::keyPressed(const QKeyEvent& event)
{
    if (!wantsKey(event)) {
        return false;
    }
    clearBrushes();
    return true;
}

} // namespace rxwatt::plots
