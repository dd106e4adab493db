// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/figure/writer.h"
#include "tests/core/figure/sample_runs.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <limits>

namespace rxwatt::figure::test
{

namespace
{

/// Whether pdflatex makes a page of a document, in a folder of its own.
bool compiles(const std::string& document)
{
    const rxwatt::test::TemporaryFolder folder;
    std::ofstream(folder / "figure.tex") << document;
    const std::string command = "cd '" + folder.path().string() +
                                "' && pdflatex -halt-on-error -interaction=nonstopmode -no-shell-escape figure.tex "
                                ">/dev/null 2>&1";
    return std::system(command.c_str()) == 0 && std::filesystem::exists(folder / "figure.pdf");
}

bool canCompile()
{
    return compiles("\\documentclass{article}\\usepackage{pgfplots,booktabs}\\begin{document}x\\end{document}");
}

} // namespace

TEST(Latex, CompilesEveryFigure)
{
    if (!canCompile()) {
        GTEST_SKIP() << "pdflatex with pgfplots is not installed (texlive-pictures)";
    }
    for (const std::string& name : figureNames()) {
        EXPECT_TRUE(compiles(toTex(makeFigure(name, sampleRuns()).value()))) << name;
    }
}

TEST(Latex, CompilesWhateverARunIsCalled)
{
    if (!canCompile()) {
        GTEST_SKIP() << "pdflatex with pgfplots is not installed (texlive-pictures)";
    }
    std::vector<RunData> runs = sampleRuns();
    for (int letter = 1; letter < 256; ++letter) {
        runs[0].name += static_cast<char>(letter);
    }
    runs[0].name += "\xC3\xA9\xC3\xBF\xC3\x97 ]\\end{document}";
    EXPECT_TRUE(compiles(toTex(berFigure(runs))));
    EXPECT_TRUE(compiles(toTex(runsFigure(runs))));
}

TEST(Latex, CompilesFiguresWithNothingToDraw)
{
    if (!canCompile()) {
        GTEST_SKIP() << "pdflatex with pgfplots is not installed (texlive-pictures)";
    }
    std::vector<RunData> runs = sampleRuns();
    runs.resize(1);
    runs[0].berCurves.resize(1);
    runs[0].berCurves[0].points = {point(2, 0, 0, 0.001)};
    EXPECT_TRUE(compiles(toTex(berFigure(runs)))) << "bounds alone";
    runs[0].berCurves[0].points.clear();
    EXPECT_TRUE(compiles(toTex(berFigure(runs)))) << "a curve without points";
    for (const std::string& name : figureNames()) {
        EXPECT_TRUE(compiles(toTex(makeFigure(name, {}).value()))) << name << " without runs";
    }
}

TEST(Latex, CompilesChartsWithGapsAndHostileNames)
{
    if (!canCompile()) {
        GTEST_SKIP() << "pdflatex with pgfplots is not installed (texlive-pictures)";
    }
    const double gap = std::numeric_limits<double>::quiet_NaN();
    BarChart bars;
    bars.title = "100 % {sure}";
    bars.category = {"layer", "Layer", "", Scale::linear};
    bars.value = {"energy", "Energy", "µJ", Scale::logarithmic};
    bars.categories = {"first, [second]", "]\\end{document}", ""};
    bars.series = {{"a", {1, gap, 3}, {0.5, gap, -1}, {2, gap, 4}}, {"b", {}, {}, {}}};
    for (const BarLayout layout : {BarLayout::grouped, BarLayout::stacked}) {
        for (const BarDirection direction : {BarDirection::vertical, BarDirection::horizontal}) {
            bars.layout = layout;
            bars.direction = direction;
            const std::string text = toTex(bars);
            EXPECT_TRUE(compiles(text)) << text;
        }
    }
    bars.value.scale = Scale::linear;
    bars.series[1].stack = "beside";
    bars.series[1].partnerOf = "a";
    EXPECT_TRUE(compiles(toTex(bars))) << toTex(bars);
    HeatMap map;
    map.title = "Map";
    map.x = {"rate", "Rate", "", Scale::logarithmic};
    map.y = {"width", "Width", "", Scale::linear};
    map.value = {"ber", "BER", "", Scale::logarithmic};
    map.xs = {1e-4, 1e-3, 1e-2};
    map.ys = {8, 16};
    map.values = {0.1, gap, 0.01, 0, 1e-3, 1e-4};
    EXPECT_TRUE(compiles(toTex(map))) << toTex(map);
    map.values.clear();
    EXPECT_TRUE(compiles(toTex(map))) << "no value";
    ScatterPlot scatter;
    scatter.x = {"energy", "Energy", "", Scale::logarithmic};
    scatter.y = {"ber", "BER", "", Scale::logarithmic};
    scatter.series = {{"a_b", {{1, 0.1, 0.05, 0.2, {}, "one"}, {-1, 0.1, {}, {}, {}, ""}}}, {"none", {}}};
    scatter.front = {"front", SeriesKind::line, {{1, 0.1, {}, {}, false}, {2, 0.01, {}, {}, false}}};
    EXPECT_TRUE(compiles(toTex(scatter))) << toTex(scatter);
}

TEST(Latex, CompilesParallelCoordinatesWithGapsAndHostileNames)
{
    if (!canCompile()) {
        GTEST_SKIP() << "pdflatex with pgfplots is not installed (texlive-pictures)";
    }
    const double gap = std::numeric_limits<double>::quiet_NaN();
    ParallelCoordinates all;
    all.title = "100 % {sweep}";
    all.axes = {{{"rate", "Rate, [1/s]", "", Scale::logarithmic}, {}},
                {{"kind", "Kind", "", Scale::linear}, {"a_b", "]\\end{document}"}},
                {{"same", "Same", "mJ", Scale::linear}, {}},
                {{"none", "None", "", Scale::logarithmic}, {}}};
    all.rows = {{1e-4, 0, 3, gap}, {1e-2, 1, 3, -1}, {gap, 1, 3, 0}, {1e-3}};
    all.colorAxis = 7;
    EXPECT_NE(toTex(all).find("mesh"), std::string::npos);
    EXPECT_TRUE(compiles(toTex(all))) << toTex(all);
    all.rows.clear();
    EXPECT_TRUE(compiles(toTex(all))) << "no rows";
    all.rows.assign(1000, {1e-3, 0, 3, 1});
    EXPECT_TRUE(compiles(toTex(all))) << "as many as are drawn";
    all.rows.assign(1001, {1e-3, 0, 3, 1});
    EXPECT_EQ(toTex(all).find("mesh"), std::string::npos) << "more are a table";
}

TEST(Latex, CompilesLinesOfAHundredThousandSteps)
{
    if (!canCompile()) {
        GTEST_SKIP() << "pdflatex with pgfplots is not installed (texlive-pictures)";
    }
    std::vector<RunData> runs = sampleRuns();
    for (std::int64_t step = 3; step < 100000; ++step) {
        runs[0].trainLoss.push_back({step, 1.0 / static_cast<double>(step)});
    }
    EXPECT_TRUE(compiles(toTex(lossFigure(runs))));
}

} // namespace rxwatt::figure::test
