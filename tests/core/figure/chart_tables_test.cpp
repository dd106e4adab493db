// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/chart_tables.h"
#include "core/figure/writer.h"

#include <gtest/gtest.h>

#include <cmath>

namespace rxwatt::figure
{

namespace
{

TEST(ChartTables, ABarChartHasARowACategoryAndItsIntervals)
{
    BarChart chart;
    chart.category = {"layer", "Layer", "", Scale::linear};
    chart.categories = {"first", "=cmd"};
    chart.series = {{"energy", {1.5, std::nan("")}, {1, 1}, {2, std::nan("")}}, {"time", {3}, {}, {}}};
    EXPECT_EQ(toCsv(chart), "layer,energy,energy_low,energy_high,time\nfirst,1.5,1,2,3\n'=cmd,,1,,\n");
}

TEST(ChartTables, AHeatMapHasARowACellAlsoWhereValuesAreMissing)
{
    HeatMap map;
    map.x.key = "x";
    map.y.key = "y";
    map.value.key = "v";
    map.xs = {1, 2};
    map.ys = {5};
    map.values = {7};
    EXPECT_EQ(toCsv(map), "x,y,v\n1,5,7\n2,5,\n");
}

TEST(ChartTables, AScatterPlotMarksItsFront)
{
    ScatterPlot plot;
    plot.x.key = "x";
    plot.y.key = "y";
    plot.series = {{"a", {{1, 2, {}, {}, {}, "one"}, {3, 4, {}, {}, {}, "two"}}}};
    plot.front.points = {{3, 4, {}, {}, false}};
    const Table table = tableOf(plot);
    ASSERT_EQ(table.rows.size(), 2U);
    EXPECT_EQ(table.rows[0].back(), Cell(std::int64_t{0}));
    EXPECT_EQ(table.rows[1].back(), Cell(std::int64_t{1}));
}

TEST(ChartTables, ParallelCoordinatesNameTheirCategories)
{
    ParallelCoordinates all;
    all.axes = {{{"m", "Modulation", "", Scale::linear}, {"QPSK", "16-QAM"}}, {{"b", "BER", "", Scale::linear}, {}}};
    all.rows = {{1, 0.5}, {7}};
    all.labels = {"run"};
    EXPECT_EQ(toCsv(all), "label,m,b\nrun,16-QAM,0.5\n,7,\n");
}

} // namespace

} // namespace rxwatt::figure
