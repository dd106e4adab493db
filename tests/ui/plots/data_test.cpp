// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/plots/plot_probe.h"

#include <gmock/gmock.h>

#include <limits>
#include <QJsonArray>
#include <QSignalSpy>

namespace rxwatt::plots
{

namespace
{

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

figure::Plot linePlot(int points)
{
    figure::Plot plot = simplePlot(1, 0);
    plot.x = {"step", "Step", "", figure::Scale::linear};
    plot.y = {"loss", "Loss", "", figure::Scale::linear};
    plot.series[0].kind = figure::SeriesKind::line;
    for (int i = 0; i < points; ++i) {
        plot.series[0].points.push_back({static_cast<double>(i), std::sin(i * 0.1), {}, {}, false});
    }
    return plot;
}

TEST(CurvePlots, DrawReferencesThinDashedAndGrey)
{
    figure::Plot plot = simplePlot();
    plot.series[1].role = figure::SeriesRole::reference;
    Shown<> shown;
    shown.plot.setPlot(plot);
    const SeriesSet& series = shown.plot.frame().series;
    EXPECT_LT(series.style(1).width, series.style(0).width);
    EXPECT_NE(series.style(1).dash, Dash::solid);
    EXPECT_LT(series.color(1, shown.plot.palette()).hslSaturation(), 30);
    EXPECT_GT(series.color(0, shown.plot.palette()).hslSaturation(), 100);
}

TEST(PlotData, OfAnySizeIsDrawn)
{
    Shown<> shown;
    for (const int points : {0, 1, 2, 100000}) {
        shown.plot.setPlot(linePlot(points));
        shown.draw();
        const Ranges ranges = shown.ranges();
        EXPECT_TRUE(std::isfinite(ranges.xLower) && ranges.xLower < ranges.xUpper) << points;
        EXPECT_TRUE(std::isfinite(ranges.yLower) && ranges.yLower < ranges.yUpper) << points;
    }
}

TEST(PlotData, DenseLinesSendFewPointsToThePainter)
{
    Shown<> shown;
    shown.plot.setPlot(linePlot(100000));
    shown.draw();
    const auto* line = dynamic_cast<const CurveGraph*>(shown.plot.canvas().graph(0));
    ASSERT_NE(line, nullptr);
    EXPECT_GT(line->drawnPoints(), 500);
    EXPECT_LE(line->drawnPoints(), 4 * shown.area().width() + 8);
}

TEST(PlotData, ThatIsNotFiniteIsAGapAndNeverARange)
{
    Shown<> shown;
    figure::Plot plot = linePlot(20);
    plot.series[0].points[3].y = nan;
    plot.series[0].points[5].y = std::numeric_limits<double>::infinity();
    plot.series[0].points[7].x = nan;
    shown.plot.setPlot(plot);
    shown.plot.setSmoothing(0.9);
    shown.draw();
    EXPECT_LT(shown.ranges().yUpper, 2);
    EXPECT_EQ(shown.plot.canvas().graph(0)->dataCount(), 19);
    EXPECT_TRUE(std::isnan(shown.plot.canvas().graph(0)->dataMainValue(3)));
    EXPECT_TRUE(std::isnan(shown.plot.canvas().graph(0)->dataMainValue(5)));
}

TEST(PlotData, AllZeroOnALogarithmicAxisKeepsAUsableRange)
{
    Shown<> shown;
    figure::Plot plot = simplePlot(2, 6);
    for (auto& series : plot.series) {
        for (auto& point : series.points) {
            point.y = 0;
        }
    }
    shown.plot.setPlot(plot);
    shown.draw();
    EXPECT_GT(shown.ranges().yLower, 0);
    shown.wheel(shown.area().center(), 3);
    QTest::keyClick(&shown.plot, Qt::Key_L);
    QTest::keyClick(&shown.plot, Qt::Key_L);
    EXPECT_GT(shown.ranges().yLower, 0);
}

TEST(PlotData, ThatGrowsIsAddedAndDrawnOnce)
{
    Shown<> shown;
    shown.plot.setPlot(linePlot(1000));
    shown.draw();
    QApplication::processEvents();
    QCPGraph* line = shown.plot.canvas().graph(0);
    const auto data = line->data();
    QSignalSpy replots(&shown.plot.canvas(), &QCustomPlot::afterReplot);
    for (int i = 0; i < 10; ++i) {
        const figure::Point point{1000.0 + i, 0.5, {}, {}, false};
        shown.plot.extend("series 0", std::span(&point, 1));
    }
    QApplication::processEvents();
    EXPECT_EQ(replots.count(), 1);
    EXPECT_EQ(shown.plot.canvas().graph(0), line);
    EXPECT_EQ(line->data(), data);
    EXPECT_EQ(line->dataCount(), 1010);
    EXPECT_GE(shown.ranges().xUpper, 1009);
    EXPECT_EQ(std::get<figure::Plot>(shown.plot.figure()).series[0].points.size(), 1010U);
}

TEST(PlotData, ThatGrowsIsFollowedOnlyWhereTheEndWasInView)
{
    Shown<> shown;
    shown.plot.setPlot(linePlot(100));
    const figure::Point next{120, 0, {}, {}, false};
    shown.plot.frame().axes.zoomTo(Ranges{50, 100, -1, 1, false});
    shown.plot.extend("series 0", std::span(&next, 1));
    EXPECT_EQ(shown.ranges().xUpper, 120);
    EXPECT_EQ(shown.ranges().xLower, 70);
    shown.plot.frame().axes.zoomTo(Ranges{10, 20, -1, 1, false});
    const figure::Point later{130, 0, {}, {}, false};
    shown.plot.extend("series 0", std::span(&later, 1));
    EXPECT_EQ(shown.ranges().xUpper, 20);
}

TEST(PlotData, HasNamesOfAnyKindWhichAreDrawnAsPlainText)
{
    Shown<> shown({1000, 500});
    figure::Plot plot = simplePlot(4);
    plot.series[0].name = std::string(10000, 'x');
    plot.series[1].name = "<b>bold</b><img src=x>";
    plot.series[2].name = "עברית\nline";
    plot.series[3].name = "";
    shown.plot.setPlot(plot);
    shown.draw();
    EXPECT_TRUE(shown.plot.frame().legend->elided(0));
    EXPECT_LT(shown.plot.frame().legend->rect().width(), 350);
    EXPECT_GT(shown.area().width(), 500);
    shown.click(shown.legendEntry(0));
    EXPECT_FALSE(shown.plot.frame().series.visible(0));
    shown.move(shown.legendEntry(0));
}

TEST(PlotData, OfHundredsOfSeriesLeavesRoomForTheData)
{
    for (const QSize size : {QSize(400, 250), QSize(1000, 500)}) {
        Shown<> shown(size);
        shown.plot.setPlot(simplePlot(300));
        shown.draw();
        EXPECT_GT(shown.area().height(), 80);
        EXPECT_GT(shown.area().width(), 200);
    }
}

TEST(PlotView, ComesBackAsItWasAlsoBeforeTheDataDo)
{
    Shown<> shown;
    shown.plot.setPlot(simplePlot());
    shown.wheel(shown.area().center(), 4);
    shown.plot.frame().series.setVisible(1, false);
    SeriesStyle style;
    style.color = QColor(Qt::red);
    style.width = 3;
    shown.plot.frame().series.setStyle(0, style);
    const QJsonObject view = shown.plot.view();
    Shown<> other;
    other.plot.setView(view);
    other.plot.setPlot(simplePlot());
    EXPECT_EQ(other.plot.view(), view);
    EXPECT_EQ(other.ranges(), shown.ranges());
    EXPECT_EQ(other.plot.frame().series.style(0), style);
}

TEST(PlotView, IgnoresNonsense)
{
    Shown<> shown;
    shown.plot.setPlot(simplePlot());
    const QJsonObject before = shown.plot.view();
    shown.plot.setView({{QStringLiteral("ranges"), QJsonArray{1, 0, QStringLiteral("x"), QJsonValue()}},
                        {QStringLiteral("hidden"), 3},
                        {QStringLiteral("styles"), QStringLiteral("no")},
                        {QStringLiteral("legend"), QStringLiteral("upstairs")},
                        {QStringLiteral("x"), QJsonArray{}}});
    EXPECT_EQ(shown.plot.view().value(QStringLiteral("hidden")), before.value(QStringLiteral("hidden")));
    EXPECT_EQ(shown.plot.view().value(QStringLiteral("legend")), before.value(QStringLiteral("legend")));
    EXPECT_LT(shown.ranges().xLower, shown.ranges().xUpper);
    EXPECT_GT(shown.ranges().yLower, 0);
}

TEST(ZoomHistory, IsAHundredDeep)
{
    ZoomHistory history;
    for (int i = 0; i < 150; ++i) {
        history.push({static_cast<double>(i), 1000, 0, 1, false});
    }
    int steps = 0;
    Ranges now;
    while (const auto before = history.undo(now)) {
        now = *before;
        ++steps;
    }
    EXPECT_EQ(steps, 100);
    EXPECT_EQ(now.xLower, 50);
    EXPECT_TRUE(history.canRedo());
}

TEST(Ticks, OfLinearAxesStandAtOneTwoAndFive)
{
    Shown<> shown;
    shown.plot.setPlot(simplePlot());
    for (const double upper : {0.003, 1.0, 7.3, 24.0, 26.0, 33.0, 70.0, 2.6e5}) {
        shown.plot.frame().axes.zoomTo(Ranges{0, upper, 1e-3, 1, false});
        shown.draw();
        const QVector<double> ticks = shown.plot.canvas().xAxis->tickVector();
        ASSERT_GE(ticks.size(), 3) << upper;
        EXPECT_LE(ticks.size(), 16) << upper;
        const double step = ticks[1] - ticks[0];
        const double mantissa = step / std::pow(10.0, std::floor(std::log10(step) + 1e-9));
        EXPECT_TRUE(std::abs(mantissa - 1) < 1e-6 || std::abs(mantissa - 2) < 1e-6 || std::abs(mantissa - 5) < 1e-6)
            << step;
    }
}

} // namespace

} // namespace rxwatt::plots
