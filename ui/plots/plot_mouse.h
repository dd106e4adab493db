// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointF>

class QKeyEvent;
class QMouseEvent;
class QWheelEvent;

namespace rxwatt::plots
{

class PlotWidget;

/// What the mouse does on a plot: zoom rectangle, wheel, moving, reader, legend; takes all of the canvas's events.
class PlotMouse : public QObject
{
    Q_OBJECT

public:
    explicit PlotMouse(PlotWidget& plot);

    /// Ends a drag as if it had not begun; false where there was none.
    bool cancel();

    [[nodiscard]] bool dragging() const { return m_drag != Drag::none; }

    bool eventFilter(QObject* watched, QEvent* event) override;

Q_SIGNALS:
    /// A double click on the labels of an axis: true for x.
    void axisDoubleClicked(bool x);

private:
    enum class Drag { none, rectangle, pan, own, legend };

    void press(const QMouseEvent& event);
    void move(const QMouseEvent& event);
    void release(const QMouseEvent& event);
    void doubleClick(const QMouseEvent& event);
    void wheel(const QWheelEvent& event);
    void hover(const QPointF& pixel);
    void leave();
    void showLegendTip(int series, const QPointF& pixel);
    [[nodiscard]] bool overData(const QPointF& pixel) const;
    [[nodiscard]] bool overXAxis(const QPointF& pixel) const;
    [[nodiscard]] bool overYAxis(const QPointF& pixel) const;

    PlotWidget& m_plot;
    Drag m_drag = Drag::none;
    Qt::MouseButton m_button = Qt::NoButton;
    QPointF m_start;
    QPointF m_last;
    int m_legendSeries = -1;
    int m_tipSeries = -1;
};

} // namespace rxwatt::plots
