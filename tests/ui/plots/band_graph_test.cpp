// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/band_graph.h"

#include <gtest/gtest.h>

#include <cmath>

namespace rxwatt::plots
{

namespace
{

/// A band on white, the axes as large as the canvas.
class BandGraphTest : public testing::Test
{
protected:
    BandGraphTest()
    {
        m_canvas.resize(400, 300);
        m_canvas.axisRect()->setAutoMargins(QCP::msNone);
        m_canvas.axisRect()->setMargins(QMargins(0, 0, 0, 0));
        for (QCPAxis* axis : {m_canvas.xAxis, m_canvas.yAxis}) {
            axis->setRange(0, 10);
            axis->setVisible(false);
            axis->grid()->setVisible(false);
        }
        m_high->setBrush(QColor(0, 0, 255, 128));
        m_high->setChannelFillGraph(m_low);
    }

    void add(double x, double low, double high)
    {
        m_low->addData(x, low);
        m_high->addData(x, high);
    }

    void draw()
    {
        m_canvas.replot(QCustomPlot::rpImmediateRefresh);
        m_image = m_canvas.grab().toImage();
    }

    /// Whether the place is filled.
    [[nodiscard]] bool isFilled(double x, double y) const
    {
        const QPoint pixel(static_cast<int>(m_canvas.xAxis->coordToPixel(x)),
                           static_cast<int>(m_canvas.yAxis->coordToPixel(y)));
        return m_image.pixelColor(pixel).red() < 200;
    }

    QCustomPlot m_canvas;
    BandGraph* m_low = new BandGraph(m_canvas.xAxis, m_canvas.yAxis);
    BandGraph* m_high = new BandGraph(m_canvas.xAxis, m_canvas.yAxis);
    QImage m_image;
};

TEST_F(BandGraphTest, IsFilledBetweenItsEdgesAlongStraightLines)
{
    add(1, 2, 4);
    add(5, 6, 8);
    draw();
    EXPECT_TRUE(isFilled(3, 5));
    EXPECT_FALSE(isFilled(3, 3.7));
    EXPECT_FALSE(isFilled(3, 6.3));
    EXPECT_FALSE(isFilled(0.5, 3)) << "before the first point";
    EXPECT_FALSE(isFilled(6, 7)) << "behind the last";
}

TEST_F(BandGraphTest, LeavesGapsOpen)
{
    const double none = std::nan("");
    add(1, 2, 8);
    add(3, 2, 8);
    add(4, none, none);
    add(6, 2, 8);
    add(8, 2, 8);
    draw();
    EXPECT_TRUE(isFilled(2, 5));
    EXPECT_FALSE(isFilled(4.5, 5));
    EXPECT_TRUE(isFilled(7, 5));
}

TEST_F(BandGraphTest, HoldsTheHighestAndLowestOfManyPointsInAPixel)
{
    for (int i = 0; i <= 100'000; ++i) {
        const bool isSpike = i == 50'125; // in the middle of a pixel
        add(1e-4 * i, isSpike ? 1 : 4, isSpike ? 9 : 6);
    }
    draw();
    EXPECT_TRUE(isFilled(5.0125, 8.5));
    EXPECT_TRUE(isFilled(5.0125, 1.5));
    EXPECT_FALSE(isFilled(4.9, 8.5));
    EXPECT_TRUE(isFilled(4.9, 5));
}

TEST_F(BandGraphTest, ReachesToTheSidesAndNoFurther)
{
    add(-20, 4, 6);
    add(-10, 4, 6);
    draw();
    EXPECT_FALSE(isFilled(0.01, 5)) << "all of it is beside the axes";
    add(30, 4, 6);
    draw();
    EXPECT_TRUE(isFilled(0.05, 5));
    EXPECT_TRUE(isFilled(9.95, 5));
    EXPECT_FALSE(isFilled(5, 7));
}

} // namespace

} // namespace rxwatt::plots
