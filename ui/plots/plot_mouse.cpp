// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/plot_mouse.h"

#include "ui/plots/plot_frame.h"
#include "ui/plots/plot_widget.h"

#include <cmath>
#include <QMouseEvent>
#include <QToolTip>
#include <QWheelEvent>

namespace rxwatt::plots
{

namespace
{

/// Shorter drags are clicks.
constexpr double smallestRectangle = 6;
constexpr double wheelFactor = 0.85;
constexpr qsizetype longestTip = 1500;

} // namespace

PlotMouse::PlotMouse(PlotWidget& plot) : QObject(&plot), m_plot(plot)
{
    plot.canvas().installEventFilter(this);
}

bool PlotMouse::cancel()
{
    if (m_drag == Drag::none) {
        return false;
    }
    if (m_drag == Drag::own) {
        m_plot.drop(true);
    } else if (m_drag == Drag::pan) {
        m_plot.undoZoom();
    }
    m_drag = Drag::none;
    m_plot.frame().overlay->setZoomRect(std::nullopt);
    return true;
}

bool PlotMouse::eventFilter(QObject* /*watched*/, QEvent* event)
{
    switch (event->type()) {
    case QEvent::MouseButtonPress:
        press(static_cast<const QMouseEvent&>(*event));
        // The context menu comes from the event that follows.
        return static_cast<const QMouseEvent&>(*event).button() != Qt::RightButton;
    case QEvent::MouseMove:
        move(static_cast<const QMouseEvent&>(*event));
        return true;
    case QEvent::MouseButtonRelease:
        release(static_cast<const QMouseEvent&>(*event));
        return true;
    case QEvent::MouseButtonDblClick:
        doubleClick(static_cast<const QMouseEvent&>(*event));
        return true;
    case QEvent::Wheel:
        wheel(static_cast<const QWheelEvent&>(*event));
        event->accept();
        return true;
    case QEvent::Leave:
        leave();
        return false;
    default:
        return false;
    }
}

void PlotMouse::press(const QMouseEvent& event)
{
    m_plot.setFocus(Qt::MouseFocusReason);
    if (m_drag != Drag::none) {
        return;
    }
    const QPointF pixel = event.position();
    m_start = m_last = pixel;
    m_button = event.button();
    m_legendSeries = m_plot.frame().legend->seriesAt(pixel);
    const bool left = event.button() == Qt::LeftButton;
    if (left && m_legendSeries >= 0) {
        m_drag = Drag::legend;
    } else if (left && m_plot.grab(pixel)) {
        m_drag = Drag::own;
    } else if (!overData(pixel) || !m_plot.frame().hasAxes()) {
        return;
    } else if (event.button() == Qt::MiddleButton || (left && event.modifiers().testFlag(Qt::ControlModifier))) {
        m_drag = Drag::pan;
        m_plot.canvas().setCursor(Qt::ClosedHandCursor);
    } else if (left) {
        m_drag = Drag::rectangle;
    }
    if (m_drag != Drag::none) {
        m_plot.frame().overlay->setReading(std::nullopt, {});
    }
}

void PlotMouse::move(const QMouseEvent& event)
{
    const QPointF pixel = event.position();
    switch (m_drag) {
    case Drag::none:
        hover(pixel);
        break;
    case Drag::rectangle: {
        const QRectF area(m_plot.frame().data->rect());
        m_plot.frame().overlay->setZoomRect(QRectF(m_start, pixel).normalized().intersected(area));
        break;
    }
    case Drag::pan:
        m_plot.frame().axes.pan(pixel - m_last);
        break;
    case Drag::own:
        m_plot.dragTo(pixel);
        break;
    case Drag::legend:
        break;
    }
    m_last = pixel;
}

void PlotMouse::release(const QMouseEvent& event)
{
    const Drag drag = m_drag;
    if (drag == Drag::none || event.button() != m_button) {
        if (drag == Drag::none && event.button() == Qt::LeftButton && overData(event.position()) &&
            (event.position() - m_start).manhattanLength() < smallestRectangle) {
            m_plot.clickAt(event.position());
        }
        return;
    }
    m_drag = Drag::none;
    SeriesSet& series = m_plot.frame().series;
    if (drag == Drag::legend && m_plot.frame().legend->seriesAt(event.position()) == m_legendSeries) {
        series.setVisible(m_legendSeries, !series.visible(m_legendSeries));
    } else if (drag == Drag::own) {
        m_plot.drop(false);
    } else if (drag == Drag::rectangle) {
        const QRectF area(m_plot.frame().data->rect());
        const QRectF rect = QRectF(m_start, event.position()).normalized();
        m_plot.frame().overlay->setZoomRect(std::nullopt);
        const QRectF inside = rect.intersected(area);
        if (inside.width() >= smallestRectangle && inside.height() >= smallestRectangle) {
            m_plot.frame().axes.zoomTo(inside);
        } else if (rect.width() < smallestRectangle && rect.height() < smallestRectangle) {
            m_plot.clickAt(event.position());
        }
    }
    hover(event.position());
}

void PlotMouse::doubleClick(const QMouseEvent& event)
{
    const QPointF pixel = event.position();
    if (event.button() != Qt::LeftButton) {
        return;
    }
    m_start = QPointF(-1e6, -1e6);
    SeriesSet& series = m_plot.frame().series;
    const int entry = m_plot.frame().legend->seriesAt(pixel);
    if (entry >= 0) {
        // The first of the two clicks has hidden or shown it.
        series.setVisible(entry, !series.visible(entry));
        series.toggleSolo(entry);
    } else if (!m_plot.frame().hasAxes()) {
        return;
    } else if (overData(pixel)) {
        m_plot.fit();
    } else if (overXAxis(pixel) || overYAxis(pixel)) {
        Q_EMIT axisDoubleClicked(overXAxis(pixel));
    }
}

void PlotMouse::wheel(const QWheelEvent& event)
{
    const QPointF pixel = event.position();
    const double steps = (event.angleDelta().y() != 0 ? event.angleDelta().y() : event.angleDelta().x()) / 120.0;
    if (steps == 0 || m_drag != Drag::none || !m_plot.frame().hasAxes()) {
        return;
    }
    Qt::Orientations orientations;
    if (overData(pixel)) {
        orientations = Qt::Horizontal | Qt::Vertical;
    } else if (overXAxis(pixel)) {
        orientations = Qt::Horizontal;
    } else if (overYAxis(pixel)) {
        orientations = Qt::Vertical;
    } else {
        return;
    }
    m_plot.frame().axes.zoom(orientations, std::pow(wheelFactor, steps), pixel, PlotAxes::Step::continuous);
}

void PlotMouse::hover(const QPointF& pixel)
{
    const int entry = m_plot.frame().legend->seriesAt(pixel);
    showLegendTip(entry, pixel);
    const std::optional<Reading> reading = entry < 0 && overData(pixel) ? m_plot.readNear(pixel) : std::nullopt;
    m_plot.showReading(reading);
    const auto own = m_plot.cursorAt(pixel);
    m_plot.canvas().setCursor(own ? *own : entry >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (m_plot.frame().hasAxes()) {
        const bool inside = overData(pixel);
        m_plot.pointedAt(inside ? std::optional(m_plot.canvas().xAxis->pixelToCoord(pixel.x())) : std::nullopt);
    }
}

void PlotMouse::leave()
{
    showLegendTip(-1, {});
    m_plot.showReading(std::nullopt);
    m_plot.pointedAt(std::nullopt);
}

void PlotMouse::showLegendTip(int series, const QPointF& pixel)
{
    if (series == m_tipSeries) {
        return;
    }
    m_tipSeries = series;
    if (series < 0 || !m_plot.frame().legend->elided(series)) {
        QToolTip::hideText();
        return;
    }
    // A tool tip takes what looks like HTML for it.
    const QString name = m_plot.frame().series.text(series).left(longestTip).toHtmlEscaped();
    QToolTip::showText(m_plot.canvas().mapToGlobal(pixel.toPoint()), QStringLiteral("<p>%1</p>").arg(name),
                       &m_plot.canvas());
}

bool PlotMouse::overData(const QPointF& pixel) const
{
    return m_plot.frame().data->rect().contains(pixel.toPoint());
}

bool PlotMouse::overXAxis(const QPointF& pixel) const
{
    const QRect inner = m_plot.frame().data->rect();
    const QRect outer = m_plot.frame().data->outerRect();
    return outer.contains(pixel.toPoint()) && pixel.y() > inner.bottom() && pixel.x() >= inner.left();
}

bool PlotMouse::overYAxis(const QPointF& pixel) const
{
    const QRect inner = m_plot.frame().data->rect();
    const QRect outer = m_plot.frame().data->outerRect();
    return outer.contains(pixel.toPoint()) && pixel.x() < inner.left() && pixel.y() <= inner.bottom();
}

} // namespace rxwatt::plots
