// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/gallery/examples.h"
#include "tests/ui/plots/plot_probe.h"
#include "ui/plots/bar_plot.h"
#include "ui/plots/heat_map_plot.h"
#include "ui/plots/make_plot.h"
#include "ui/plots/parallel_plot.h"
#include "ui/plots/plot_look.h"
#include "ui/plots/scatter_plot.h"
#include "ui/style/palette.h"

#include <gmock/gmock.h>

#include <limits>
#include <QJsonDocument>
#include <QSignalSpy>

namespace rxwatt::plots
{

namespace
{

TEST(EveryKind, IsMadeDrawnAndDrawnForExport)
{
    const figure::Figure figures[] = {berExample(),
                                      barExample(figure::BarLayout::grouped, figure::BarDirection::vertical),
                                      barExample(figure::BarLayout::stacked, figure::BarDirection::horizontal),
                                      heatMapExample(),
                                      scatterExample(),
                                      parallelExample(50),
                                      figure::BarChart{},
                                      figure::HeatMap{},
                                      figure::ScatterPlot{},
                                      figure::ParallelCoordinates{},
                                      figure::Plot{}};
    for (const figure::Figure& figure : figures) {
        const auto plot = makePlot(figure);
        ASSERT_NE(plot, nullptr);
        EXPECT_EQ(plot->figure().index(), figure.index());
        plot->resize(500, 300);
        plot->show();
        plot->canvas().replot();
        plot->setExportLook({style::paletteOf(style::Theme::light), QFont(), 1, 5, true, true}, {340, 260});
        EXPECT_EQ(plot->canvas().toPixmap(340, 260).size(), QSize(340, 260));
    }
    EXPECT_EQ(makePlot(figure::Table{}), nullptr);
}

TEST(Bars, AreReadAndHidden)
{
    Shown<BarPlot> shown;
    shown.plot.setChart(barExample(figure::BarLayout::stacked, figure::BarDirection::vertical));
    shown.draw();
    const double all = shown.ranges().yUpper;
    const auto reading = shown.plot.readNext(std::nullopt, 1);
    ASSERT_TRUE(reading.has_value());
    EXPECT_THAT(reading->text.toStdString(), testing::HasSubstr("first convolution"));
    shown.click(shown.legendEntry(1));
    EXPECT_LT(shown.ranges().yUpper, all);
    QSignalSpy clicked(&shown.plot, &BarPlot::categoryClicked);
    shown.draw();
    shown.click(shown.pixel(0, 0) + QPoint(0, 0));
    shown.click(QPoint(static_cast<int>(shown.plot.canvas().xAxis->coordToPixel(1)),
                       static_cast<int>(shown.plot.canvas().yAxis->coordToPixel(0.05))));
    ASSERT_GE(clicked.count(), 1);
    EXPECT_EQ(clicked.back()[0].toInt(), 1);
}

TEST(Bars, StacksStandBesideEachOtherAndPartnersArePaler)
{
    Shown<BarPlot> shown;
    figure::BarChart chart;
    chart.category = {"part", "Block", "", figure::Scale::linear};
    chart.value = {"energy_j", "Energy", "J", figure::Scale::linear};
    chart.categories = {"input", "block1"};
    chart.layout = figure::BarLayout::stacked;
    chart.series = {{"a, low", {1e-5, 2e-5}, {}, {}, "a"},
                    {"a, high", {3e-5, 0}, {}, {}, "a"},
                    {"b, low", {2e-5, 1e-5}, {}, {}, "b", "a, low"}};
    shown.plot.setChart(chart);
    shown.draw();
    const auto at = [&](int series) { return shown.plot.pixelOf({static_cast<double>(series), 0}); };
    EXPECT_DOUBLE_EQ(at(0).x(), at(1).x());
    EXPECT_LT(at(1).y(), at(0).y()) << "on top of it";
    EXPECT_GT(at(2).x(), at(0).x() + 10);
    EXPECT_NEAR(shown.ranges().yUpper, 4e-5, 0.5e-5) << "the highest stack, not all of them";
    const SeriesSet& series = shown.plot.frame().series;
    const QPalette palette = shown.plot.palette();
    EXPECT_EQ(series.color(2, palette), series.color(0, palette));
    EXPECT_NE(series.fill(2, palette), series.fill(0, palette));
    EXPECT_EQ(series.fill(0, palette), series.color(0, palette));
    const auto reading = shown.plot.readNext(std::nullopt, 1);
    EXPECT_EQ(reading->text.toStdString(), "a, low\nEnergy: 10 µJ");
}

TEST(Bars, TooSmallToBeHitAreClickedAndReadByKeys)
{
    Shown<BarPlot> shown;
    figure::BarChart chart;
    chart.categories = {"large", "small"};
    chart.value = {"energy_j", "Energy", "J", figure::Scale::linear};
    chart.series = {{"a", {1, 1e-9}, {}, {}}};
    shown.plot.setChart(chart);
    shown.draw();
    QSignalSpy clicked(&shown.plot, &BarPlot::categoryClicked);
    shown.click(QPoint(static_cast<int>(shown.plot.canvas().xAxis->coordToPixel(1)),
                       static_cast<int>(shown.plot.canvas().yAxis->coordToPixel(0.5))));
    ASSERT_EQ(clicked.count(), 1);
    EXPECT_EQ(clicked[0][0].toInt(), 1);
    shown.plot.setFocus();
    QTest::keyClick(&shown.plot, Qt::Key_Return);
    EXPECT_EQ(clicked.count(), 1) << "nothing is read";
    shown.plot.readCategory(1);
    QTest::keyClick(&shown.plot, Qt::Key_Return);
    ASSERT_EQ(clicked.count(), 2);
    EXPECT_EQ(clicked[1][0].toInt(), 1);
    shown.plot.readCategory(-1);
    EXPECT_FALSE(shown.plot.frame().overlay->reading());
}

TEST(HeatMap, ReadsValuesAndSaysWhereThereIsNone)
{
    Shown<HeatMapPlot> shown;
    figure::HeatMap map;
    map.x = {"x", "X", "", figure::Scale::linear};
    map.y = {"y", "Y", "", figure::Scale::linear};
    map.value = {"v", "Value", "mJ", figure::Scale::logarithmic};
    map.xs = {0, 1, 2};
    map.ys = {0, 1};
    map.values = {1, 2, 3, 4, std::numeric_limits<double>::quiet_NaN(), 6};
    shown.plot.setMap(map);
    shown.draw();
    shown.move(shown.pixel(2, 0));
    ASSERT_TRUE(shown.plot.frame().overlay->reading().has_value());
    EXPECT_EQ(shown.plot.frame().overlay->reading()->title.toStdString(), "Value: 3 mJ");
    shown.move(shown.pixel(1, 1));
    EXPECT_EQ(shown.plot.frame().overlay->reading()->title.toStdString(), "Value: none");
}

TEST(Scatter, SaysWhichPointWasClicked)
{
    Shown<ScatterPlot> shown;
    const figure::ScatterPlot plot = scatterExample();
    shown.plot.setPlot(plot);
    shown.draw();
    QSignalSpy clicked(&shown.plot, &ScatterPlot::pointClicked);
    const figure::ScatterPoint& point = plot.series[0].points[0];
    shown.click(shown.pixel(point.x, point.y));
    ASSERT_EQ(clicked.count(), 1);
    EXPECT_EQ(clicked[0][0].toString().toStdString(), point.label);
    shown.click(shown.area().bottomLeft() + QPoint(4, -4));
    EXPECT_TRUE(clicked.back()[0].toString().isEmpty());
}

TEST(Parallel, ABrushSelectsRowsAndAClickLetsGo)
{
    Shown<ParallelPlot> shown;
    shown.plot.setCoordinates(parallelExample(300));
    shown.draw();
    std::vector<int> rows;
    QObject::connect(&shown.plot, &ParallelPlot::rowsSelected, [&rows](const std::vector<int>& now) { rows = now; });
    shown.drag(shown.plot.pixelOfHeight(2, 0.02).toPoint(), shown.plot.pixelOfHeight(2, 0.24).toPoint());
    ASSERT_FALSE(rows.empty());
    EXPECT_LT(rows.size(), 300U);
    const figure::ParallelCoordinates all = std::get<figure::ParallelCoordinates>(shown.plot.figure());
    for (const int row : rows) {
        EXPECT_EQ(all.rows[static_cast<std::size_t>(row)][2], 0);
    }
    shown.click(shown.plot.pixelOfHeight(2, 0.5).toPoint());
    EXPECT_EQ(rows.size(), 300U);
}

TEST(Parallel, KeepsOrderFlipsAndBrushesInItsView)
{
    Shown<ParallelPlot> shown;
    shown.plot.setCoordinates(parallelExample(300));
    shown.draw();
    shown.drag(shown.plot.pixelOfHeading(0).toPoint(), shown.plot.pixelOfHeading(3).toPoint());
    shown.click(shown.plot.pixelOfHeading(4).toPoint());
    shown.drag(shown.plot.pixelOfHeight(1, 0.02).toPoint(), shown.plot.pixelOfHeight(1, 0.24).toPoint());
    shown.drag(shown.plot.pixelOfHeight(4, 0.1).toPoint(), shown.plot.pixelOfHeight(4, 0.9).toPoint());
    const std::vector<int> rows = shown.plot.selectedRows();
    ASSERT_GT(rows.size(), 0U);
    ASSERT_LT(rows.size(), 300U);
    const std::unique_ptr<PlotWidget> copy = shown.plot.copy();
    const auto& same = dynamic_cast<const ParallelPlot&>(*copy);
    EXPECT_EQ(same.axisOrder(), shown.plot.axisOrder());
    EXPECT_EQ(same.selectedRows(), rows);
    EXPECT_EQ(same.view(), shown.plot.view());
    ParallelPlot later;
    later.setView(shown.plot.view());
    later.setCoordinates(parallelExample(300));
    EXPECT_EQ(later.selectedRows(), rows) << "a view that was there before the data";
    later.setCoordinates(parallelExample(310));
    EXPECT_EQ(later.axisOrder(), shown.plot.axisOrder()) << "a sweep that grows";
    figure::ParallelCoordinates other = parallelExample(20);
    other.axes.pop_back();
    other.colorAxis = 0;
    later.setCoordinates(other);
    EXPECT_THAT(later.axisOrder(), testing::ElementsAre(0, 1, 2, 3, 4));
    EXPECT_EQ(later.selectedRows().size(), 20U);
}

TEST(Parallel, ViewsOfNonsenseChangeNothing)
{
    ParallelPlot plot;
    plot.setCoordinates(parallelExample(20));
    const QJsonObject before = plot.view();
    for (const char* own : {R"({"order": ["ber", "ber"], "axes": {}})", R"({"order": 3})",
                            R"({"axes": {"ber": {"brush": [1]}}})", R"({"order": ["x", "y", "z", "a", "b", "c"]})"}) {
        plot.setView({{"own", QJsonDocument::fromJson(own).object()}});
        EXPECT_EQ(plot.view(), before) << own;
    }
}

TEST(Parallel, HeadingsReorderAndEscapePutsBack)
{
    Shown<ParallelPlot> shown;
    shown.plot.setCoordinates(parallelExample(20));
    shown.draw();
    const auto from = shown.plot.pixelOfHeading(0).toPoint();
    const auto to = shown.plot.pixelOfHeading(3).toPoint();
    shown.drag(from, to);
    EXPECT_THAT(shown.plot.axisOrder(), testing::ElementsAre(1, 2, 3, 0, 4, 5));
    QTest::mousePress(&shown.plot.canvas(), Qt::LeftButton, {}, from);
    shown.move(to, Qt::LeftButton);
    QTest::keyClick(&shown.plot, Qt::Key_Escape);
    QTest::mouseRelease(&shown.plot.canvas(), Qt::LeftButton, {}, to);
    EXPECT_THAT(shown.plot.axisOrder(), testing::ElementsAre(1, 2, 3, 0, 4, 5));
}

} // namespace

} // namespace rxwatt::plots
