// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/plots/plot_probe.h"

#include <gmock/gmock.h>

#include <QShortcut>
#include <QSignalSpy>

namespace rxwatt::plots
{

namespace
{

struct Interaction : testing::Test {
    Shown<> shown;

    void SetUp() override
    {
        shown.plot.setPlot(simplePlot());
        shown.draw();
    }
};

TEST_F(Interaction, ARectangleWithTheLeftButtonZoomsAndUndoGoesBack)
{
    const Ranges before = shown.ranges();
    const QRect area = shown.area();
    shown.drag(area.center() - QPoint(80, 60), area.center() + QPoint(80, 60));
    const Ranges zoomed = shown.ranges();
    EXPECT_GT(zoomed.xLower, before.xLower);
    EXPECT_LT(zoomed.xUpper, before.xUpper);
    EXPECT_GT(zoomed.yLower, before.yLower);
    EXPECT_LT(zoomed.yUpper, before.yUpper);
    QTest::keyClick(&shown.plot, Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(shown.ranges(), before);
    QTest::keyClick(&shown.plot, Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
    EXPECT_EQ(shown.ranges(), zoomed);
    QTest::keyClick(&shown.plot, Qt::Key_Left, Qt::AltModifier);
    EXPECT_EQ(shown.ranges(), before);
}

TEST_F(Interaction, EscapeCancelsTheRectangle)
{
    const Ranges before = shown.ranges();
    const QPoint from = shown.area().center();
    QTest::mousePress(&shown.plot.canvas(), Qt::LeftButton, {}, from);
    shown.move(from + QPoint(90, 70), Qt::LeftButton);
    QTest::keyClick(&shown.plot, Qt::Key_Escape);
    QTest::mouseRelease(&shown.plot.canvas(), Qt::LeftButton, {}, from + QPoint(90, 70));
    EXPECT_EQ(shown.ranges(), before);
    EXPECT_FALSE(shown.plot.frame().axes.history().canUndo());
}

TEST_F(Interaction, TheWheelOverAnAxisChangesThatAxisAlone)
{
    const Ranges before = shown.ranges();
    const QRect area = shown.area();
    shown.wheel({area.center().x(), area.bottom() + 12}, 2);
    const Ranges alongX = shown.ranges();
    EXPECT_LT(alongX.xUpper - alongX.xLower, before.xUpper - before.xLower);
    EXPECT_EQ(alongX.yLower, before.yLower);
    EXPECT_EQ(alongX.yUpper, before.yUpper);
    shown.wheel({area.left() - 12, area.center().y()}, 2);
    EXPECT_EQ(shown.ranges().xLower, alongX.xLower);
    EXPECT_EQ(shown.ranges().xUpper, alongX.xUpper);
    EXPECT_GT(shown.ranges().yLower, alongX.yLower);
}

TEST_F(Interaction, TheWheelZoomsAroundThePointer)
{
    const QPoint at = shown.area().center() + QPoint(70, -30);
    const double x = shown.plot.canvas().xAxis->pixelToCoord(at.x());
    const double y = shown.plot.canvas().yAxis->pixelToCoord(at.y());
    shown.wheel(at, 3);
    EXPECT_NEAR(shown.plot.canvas().xAxis->pixelToCoord(at.x()), x, 1e-9);
    EXPECT_NEAR(std::log10(shown.plot.canvas().yAxis->pixelToCoord(at.y())), std::log10(y), 1e-9);
    EXPECT_LT(shown.plot.canvas().xAxis->range().size(), 8);
}

TEST_F(Interaction, MiddleDragAndControlDragMoveWithoutZooming)
{
    for (const auto& [button, modifiers] : {std::pair(Qt::MiddleButton, Qt::KeyboardModifiers()),
                                            std::pair(Qt::LeftButton, Qt::KeyboardModifiers(Qt::ControlModifier))}) {
        shown.plot.fit();
        const Ranges before = shown.ranges();
        const QPoint from = shown.area().center();
        shown.drag(from, from + QPoint(50, 0), button, modifiers);
        EXPECT_LT(shown.ranges().xLower, before.xLower);
        EXPECT_NEAR(shown.ranges().xUpper - shown.ranges().xLower, before.xUpper - before.xLower, 1e-9);
    }
}

TEST_F(Interaction, DoubleClickAndFShowEverything)
{
    const Ranges before = shown.ranges();
    shown.wheel(shown.area().center(), 5);
    EXPECT_NE(shown.ranges(), before);
    shown.doubleClick(shown.area().center());
    EXPECT_EQ(shown.ranges(), before);
    shown.wheel(shown.area().center(), 5);
    QTest::keyClick(&shown.plot, Qt::Key_F);
    EXPECT_EQ(shown.ranges(), before);
}

TEST_F(Interaction, KeysZoomMoveAndSwitch)
{
    const Ranges before = shown.ranges();
    QTest::keyClick(&shown.plot, Qt::Key_Plus);
    EXPECT_LT(shown.ranges().xUpper - shown.ranges().xLower, before.xUpper - before.xLower);
    QTest::keyClick(&shown.plot, Qt::Key_Minus);
    QTest::keyClick(&shown.plot, Qt::Key_Right);
    EXPECT_GT(shown.ranges().xLower, before.xLower);
    QTest::keyClick(&shown.plot, Qt::Key_L);
    EXPECT_EQ(shown.plot.canvas().yAxis->scaleType(), QCPAxis::stLinear);
    QTest::keyClick(&shown.plot, Qt::Key_G);
    EXPECT_FALSE(shown.plot.canvas().xAxis->grid()->visible());
}

TEST_F(Interaction, KeysOfThePlotWinOverShortcutsOfTheWindow)
{
    QWidget window;
    auto* plot = new CurvePlot(&window);
    plot->setPlot(simplePlot());
    const QShortcut shortcut(QKeySequence(Qt::CTRL | Qt::Key_Z), &window);
    QSignalSpy used(&shortcut, &QShortcut::activated);
    window.show();
    window.activateWindow();
    plot->setFocus();
    plot->frame().axes.zoom(Qt::Horizontal, 0.5, plot->rect().center());
    QTest::keyClick(plot, Qt::Key_Z, Qt::ControlModifier);
    EXPECT_EQ(used.count(), 0);
    EXPECT_TRUE(plot->frame().axes.ranges().fitted);
}

TEST_F(Interaction, ClickOnTheLegendHidesAndDoubleClickLeavesOne)
{
    shown.click(shown.legendEntry(0));
    EXPECT_FALSE(shown.plot.frame().series.visible(0));
    shown.click(shown.legendEntry(0));
    EXPECT_TRUE(shown.plot.frame().series.visible(0));
    shown.doubleClick(shown.legendEntry(1));
    EXPECT_FALSE(shown.plot.frame().series.visible(0));
    EXPECT_TRUE(shown.plot.frame().series.visible(1));
    shown.doubleClick(shown.legendEntry(1));
    EXPECT_TRUE(shown.plot.frame().series.visible(0));
    EXPECT_TRUE(shown.plot.frame().series.visible(1));
}

TEST_F(Interaction, KeysReachTheLegend)
{
    const SeriesSet& series = shown.plot.frame().series;
    QTest::keyClick(&shown.plot, Qt::Key_Space);
    EXPECT_TRUE(series.visible(0)) << "nothing is marked";
    QTest::keyClick(&shown.plot, Qt::Key_PageDown);
    EXPECT_EQ(shown.plot.frame().legend->marked(), 0);
    EXPECT_THAT(shown.plot.accessibleDescription().toStdString(), testing::HasSubstr("series 0, shown"));
    QTest::keyClick(&shown.plot, Qt::Key_Space);
    EXPECT_FALSE(series.visible(0));
    EXPECT_THAT(shown.plot.accessibleDescription().toStdString(), testing::HasSubstr("series 0, hidden"));
    QTest::keyClick(&shown.plot, Qt::Key_PageUp);
    EXPECT_EQ(shown.plot.frame().legend->marked(), 1) << "around the end";
    QTest::keyClick(&shown.plot, Qt::Key_Space);
    QTest::keyClick(&shown.plot, Qt::Key_Space);
    EXPECT_TRUE(series.visible(1));
    QTest::keyClick(&shown.plot, Qt::Key_PageDown);
    QTest::keyClick(&shown.plot, Qt::Key_Return);
    EXPECT_TRUE(series.visible(0));
    EXPECT_FALSE(series.visible(1));
    QTest::keyClick(&shown.plot, Qt::Key_Escape);
    EXPECT_EQ(shown.plot.frame().legend->marked(), -1);
}

TEST_F(Interaction, HiddenNamesOutliveTheData)
{
    shown.click(shown.legendEntry(1));
    shown.plot.setPlot(simplePlot(3, 8));
    EXPECT_TRUE(shown.plot.frame().series.visible(0));
    EXPECT_FALSE(shown.plot.frame().series.visible(1));
}

TEST_F(Interaction, ZoomOutlivesDataOfTheSameAxesOnly)
{
    shown.wheel(shown.area().center(), 4);
    const Ranges zoomed = shown.ranges();
    shown.plot.setPlot(simplePlot(3, 9));
    EXPECT_EQ(shown.ranges(), zoomed);
    figure::Plot other = simplePlot();
    other.x.key = "step";
    shown.plot.setPlot(other);
    EXPECT_TRUE(shown.ranges().fitted);
}

TEST_F(Interaction, TheLevelFollowsTheMouseAndKeys)
{
    shown.plot.setLevel(1e-2, QStringLiteral("target"));
    shown.draw();
    QSignalSpy moved(&shown.plot, &CurvePlot::levelMoved);
    const QPoint from(shown.area().center().x(), shown.pixel(0, 1e-2).y());
    const Ranges before = shown.ranges();
    shown.drag(from, {from.x(), shown.pixel(0, 1e-3).y()});
    ASSERT_GE(moved.count(), 1);
    EXPECT_NEAR(std::log10(*shown.plot.level()), -3, 0.05);
    EXPECT_EQ(shown.ranges(), before);
    const double level = *shown.plot.level();
    QTest::keyClick(&shown.plot, Qt::Key_Up);
    EXPECT_GT(*shown.plot.level(), level);
    QTest::keyClick(&shown.plot, Qt::Key_Down);
    QTest::keyClick(&shown.plot, Qt::Key_Down);
    EXPECT_LT(*shown.plot.level(), level);
    QTest::keyClick(&shown.plot, Qt::Key_Escape);
    QTest::keyClick(&shown.plot, Qt::Key_Up);
    EXPECT_NE(shown.ranges(), before);
}

TEST_F(Interaction, EscapePutsADraggedLevelBack)
{
    shown.plot.setLevel(1e-2);
    shown.draw();
    const QPoint from(shown.area().center().x(), shown.pixel(0, 1e-2).y());
    QTest::mousePress(&shown.plot.canvas(), Qt::LeftButton, {}, from);
    shown.move(from + QPoint(0, 60), Qt::LeftButton);
    EXPECT_NE(*shown.plot.level(), 1e-2);
    QTest::keyClick(&shown.plot, Qt::Key_Escape);
    EXPECT_EQ(*shown.plot.level(), 1e-2);
}

TEST_F(Interaction, TheReaderNamesTheNearestPointAndKeysGoOn)
{
    figure::Plot plot = simplePlot(1, 4);
    plot.series[0].points[2].low = 2e-3;
    plot.series[0].points[2].high = 4e-3;
    plot.series[0].points[3].upperBound = true;
    shown.plot.setPlot(plot);
    shown.draw();
    const figure::Point& third = plot.series[0].points[2];
    shown.move(shown.pixel(third.x, third.y) + QPoint(5, 4));
    const auto& reading = shown.plot.frame().overlay->reading();
    ASSERT_TRUE(reading.has_value());
    EXPECT_EQ(reading->point, 2);
    EXPECT_THAT(reading->text.toStdString(), testing::HasSubstr("SINR: 4 dB"));
    EXPECT_THAT(reading->text.toStdString(), testing::HasSubstr("2.00×10⁻³ to 4.00×10⁻³"));
    QTest::keyClick(&shown.plot, Qt::Key_Right, Qt::ShiftModifier);
    ASSERT_TRUE(reading.has_value());
    EXPECT_EQ(reading->point, 3);
    EXPECT_THAT(shown.plot.accessibleDescription().toStdString(), testing::HasSubstr("upper bound, no error seen"));
}

TEST_F(Interaction, AClickSaysWhichSeries)
{
    QSignalSpy clicked(&shown.plot, &CurvePlot::seriesClicked);
    shown.click(shown.pixel(2, std::pow(10.0, -2.2)));
    ASSERT_EQ(clicked.count(), 1);
    EXPECT_EQ(clicked[0][0].toString(), QStringLiteral("series 1"));
    shown.click(shown.area().topRight() + QPoint(-3, 3));
    ASSERT_EQ(clicked.count(), 2);
    EXPECT_TRUE(clicked[1][0].toString().isEmpty());
}

TEST_F(Interaction, LinkedPlotsShareTheCrossHairAndZoomAlongX)
{
    Shown<> other;
    other.plot.setPlot(simplePlot());
    shown.plot.setLink(QStringLiteral("training"));
    other.plot.setLink(QStringLiteral("training"));
    const Ranges before = other.ranges();
    shown.move(shown.area().center());
    EXPECT_TRUE(other.plot.frame().overlay->crossHair().has_value());
    shown.wheel(shown.area().center(), 4);
    EXPECT_EQ(other.ranges().xLower, shown.ranges().xLower);
    EXPECT_EQ(other.ranges().yLower, before.yLower);
    other.plot.setLink({});
    shown.wheel(shown.area().center(), 4);
    EXPECT_NE(other.ranges().xLower, shown.ranges().xLower);
}

} // namespace

} // namespace rxwatt::plots
