// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/curve_graph.h"
#include "ui/plots/curve_plot.h"
#include "ui/plots/plot_frame.h"
#include "ui/plots/qcustomplot_header.h"

#include <gtest/gtest.h>

#include <QTest>
#include <QWheelEvent>

namespace rxwatt::plots
{

inline figure::Plot simplePlot(int series = 2, int points = 5)
{
    figure::Plot plot;
    plot.name = "ber";
    plot.x = {"sinr_db", "SINR", "dB", figure::Scale::linear};
    plot.y = {"ber", "BER", "", figure::Scale::logarithmic};
    for (int s = 0; s < series; ++s) {
        figure::Series one{"series " + std::to_string(s), figure::SeriesKind::markers, {}};
        for (int i = 0; i < points; ++i) {
            one.points.push_back({2.0 * i, std::pow(10.0, -1 - 0.8 * i - 0.4 * s), {}, {}, false});
        }
        plot.series.push_back(one);
    }
    return plot;
}

/// A plot on the screen, and hands for it.
template <typename Kind = CurvePlot>
struct Shown {
    Kind plot;

    explicit Shown(QSize size = {800, 500})
    {
        plot.resize(size);
        plot.show();
        draw();
    }

    void draw() { plot.canvas().replot(QCustomPlot::rpImmediateRefresh); }

    [[nodiscard]] QRect area() const { return plot.canvas().axisRect()->rect(); }

    [[nodiscard]] Ranges ranges() const { return plot.frame().axes.ranges(); }

    void drag(QPoint from, QPoint to, Qt::MouseButton button = Qt::LeftButton, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::mousePress(&plot.canvas(), button, modifiers, from);
        move((from + to) / 2, button);
        move(to, button);
        QTest::mouseRelease(&plot.canvas(), button, modifiers, to);
        draw();
    }

    void move(QPoint to, Qt::MouseButtons buttons = Qt::NoButton)
    {
        QMouseEvent event(QEvent::MouseMove, to, plot.canvas().mapToGlobal(to), Qt::NoButton, buttons, Qt::NoModifier);
        QApplication::sendEvent(&plot.canvas(), &event);
    }

    void wheel(QPoint at, int steps)
    {
        QWheelEvent event(at, plot.canvas().mapToGlobal(at), {}, {0, 120 * steps}, Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QApplication::sendEvent(&plot.canvas(), &event);
        draw();
    }

    void click(QPoint at) { QTest::mouseClick(&plot.canvas(), Qt::LeftButton, {}, at); }

    void doubleClick(QPoint at)
    {
        click(at);
        QTest::mouseDClick(&plot.canvas(), Qt::LeftButton, {}, at);
        draw();
    }

    [[nodiscard]] QPoint legendEntry(int series) const
    {
        return plot.frame().legend->entryRect(series).center().toPoint();
    }

    [[nodiscard]] QPoint pixel(double x, double y) const { return plot.pixelOf({x, y}).toPoint(); }
};

} // namespace rxwatt::plots
