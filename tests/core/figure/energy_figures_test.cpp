// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/catalogue.h"
#include "core/figure/energy_figures.h"
#include "core/figure/processors_figure.h"
#include "core/figure/writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace rxwatt::figure
{

namespace
{

using energy::Catalogue;
using energy::Precision;
using testing::HasSubstr;
using testing::Not;

RunModel model(const std::string& name, std::vector<int> channels = {64, 64, 128, 128, 256, 256, 256, 128, 128, 64, 64})
{
    model::ModelConfig config;
    config.dilations.resize(channels.size(), {1, 1});
    config.channels = std::move(channels);
    RunModel made;
    made.name = name;
    made.layers = model::layersOf(config, {});
    return made;
}

const energy::Processor& processor(const char* id)
{
    return *Catalogue::builtIn().find(id);
}

double total(const BarSeries& series)
{
    double sum = 0;
    for (const double value : series.values) {
        sum += std::isfinite(value) ? value : 0;
    }
    return sum;
}

TEST(LayerEnergyFigure, StacksThePartsOfOneModelByBlock)
{
    const RunModel teacher = model("teacher");
    const BarChart chart = layerEnergyFigure({&teacher, 1}, processor("xeon_gold_5320"), {});
    EXPECT_EQ(chart.layout, BarLayout::stacked);
    EXPECT_EQ(chart.categories.size(), 13U);
    ASSERT_EQ(chart.series.size(), 3U);
    const auto whole = energy::modelEnergy(teacher.layers, processor("xeon_gold_5320"), {}).whole;
    EXPECT_NEAR(total(chart.series[0]) / *whole.compute, 1, 1e-12);
    EXPECT_NEAR(total(chart.series[1]) / *whole.memory, 1, 1e-12);
    for (const BarSeries& series : chart.series) {
        EXPECT_THAT(series.name, HasSubstr("(estimate)"));
    }
    EXPECT_EQ(chart.value.unit, "J");
}

TEST(LayerEnergyFigure, PutsTwoModelsBesideEachOtherWhereTheirBlocksAre)
{
    const std::vector<RunModel> models = {model("teacher"), model("student", {32, 32})};
    const BarChart chart = layerEnergyFigure(models, processor("xeon_gold_5320"), {});
    EXPECT_EQ(chart.layout, BarLayout::stacked);
    ASSERT_EQ(chart.series.size(), 6U);
    EXPECT_THAT(chart.series[3].name, HasSubstr("student, "));
    ASSERT_EQ(chart.categories.size(), 13U);
    EXPECT_EQ(chart.categories.front(), "input");
    EXPECT_EQ(chart.categories.back(), "output");
    EXPECT_TRUE(std::isnan(chart.series[3].values[5])) << "the student has no block5: not 0";
    EXPECT_LT(total(chart.series[3]), total(chart.series[0]));
    const BarStacks stacks = chart.stacks();
    EXPECT_EQ(stacks.names.size(), 2U);
    EXPECT_EQ(stacks.places, (std::vector<std::size_t>{0, 0, 0, 1, 1, 1}));
    EXPECT_EQ(chart.series[3].partnerOf, chart.series[0].name);
    EXPECT_EQ(chart.series[0].partnerOf, "");
}

TEST(LayerEnergyFigure, InTexStacksStandSideBySideAndHigherBarsAreBehind)
{
    BarChart chart;
    chart.category = {"part", "Block", "", Scale::linear};
    chart.value = {"energy_j", "Energy", "J", Scale::linear};
    chart.categories = {"input", "block1"};
    chart.layout = BarLayout::stacked;
    const double none = std::nan("");
    chart.series = {{"a, low", {1, 2}, {}, {}, "a"},
                    {"a, high", {0.5, none}, {}, {}, "a"},
                    {"b, low", {4, none}, {}, {}, "b", "a, low"}};
    const std::string text = toTex(chart);
    EXPECT_THAT(text, Not(HasSubstr("ybar stacked")));
    EXPECT_THAT(text, HasSubstr("    0 1.5 0 0\n")) << "the upper one goes up to the sum";
    EXPECT_THAT(text, HasSubstr("    0 1 0 0\n"));
    EXPECT_THAT(text, HasSubstr("    0 4 0 0\n")) << "another stack begins at 0";
    EXPECT_LT(text.find("0 1.5"), text.find("0 1 0")) << "drawn before what is in front of it";
    EXPECT_THAT(text, HasSubstr("bar shift=-2pt"));
    EXPECT_THAT(text, HasSubstr("bar shift=2pt"));
    EXPECT_THAT(text, HasSubstr("!40, draw="));
    chart.series.pop_back();
    EXPECT_THAT(toTex(chart), HasSubstr("ybar stacked")) << "one stack";
}

TEST(LayerEnergyFigure, AddsUpThePartsOfManyModels)
{
    const std::vector<RunModel> models = {model("teacher"), model("student", {32, 32}), model("third", {64, 64})};
    const BarChart chart = layerEnergyFigure(models, processor("xeon_gold_5320"), {});
    EXPECT_EQ(chart.layout, BarLayout::grouped);
    ASSERT_EQ(chart.series.size(), 3U);
    const auto whole = energy::modelEnergy(models[1].layers, processor("xeon_gold_5320"), {}).whole;
    EXPECT_NEAR(total(chart.series[1]) / *whole.bottomUp(), 1, 1e-12);
    EXPECT_EQ(chart.stacks().names.size(), 3U);
}

TEST(LayerEnergyFigure, OfAMetricLeavesOutLayersThatDoNotMultiply)
{
    const RunModel teacher = model("teacher");
    LayerEnergySettings settings;
    settings.view = EnergyView::metric0;
    settings.grain = EnergyGrain::layer;
    settings.options.precision = Precision::int8;
    const BarChart chart = layerEnergyFigure({&teacher, 1}, processor("coral_edge_tpu"), settings);
    for (const std::string& category : chart.categories) {
        EXPECT_EQ(category.find("norm"), std::string::npos) << category;
    }
    EXPECT_NEAR(total(chart.series.at(0)), 2.0 * static_cast<double>(teacher.layers.macs()) * 2 / 4e12, 1e-9)
        << "2 W over 4 T operations a second";
}

TEST(LayerEnergyFigure, ShowsWhatWasMeasuredBesideTheEstimateAndNothingWhereNothingIsKnown)
{
    RunModel teacher = model("teacher");
    teacher.measured = {{"block1.depthwise1", 1e-3, 0.5}};
    LayerEnergySettings settings;
    settings.grain = EnergyGrain::layer;
    settings.withMeasured = true;
    const BarChart chart = layerEnergyFigure({&teacher, 1}, processor("xeon_gold_5320"), settings);
    ASSERT_EQ(chart.series.size(), 4U);
    EXPECT_EQ(chart.series[3].name, "Measured");
    EXPECT_DOUBLE_EQ(total(chart.series[3]), 0.5);
    EXPECT_EQ(chart.stacks().places, (std::vector<std::size_t>{0, 0, 0, 1})) << "beside, not on top";
    EXPECT_TRUE(layerEnergyFigure({&teacher, 1}, processor("qualcomm_x100"), {}).series.empty());
}

TEST(LayerEnergyFigure, NamesWhatWasEstimatedWhileItRanAnEstimate)
{
    RunModel teacher = model("teacher");
    teacher.measured = {{"block1.depthwise1", 1e-3, 0.5}};
    teacher.inference = run::InferenceEnergy{};
    LayerEnergySettings settings;
    settings.view = EnergyView::measured;
    for (const auto& [quality, name] : {std::pair(run::Quality::counter, "Measured (counter)"),
                                        std::pair(run::Quality::integrated, "Measured (integrated)"),
                                        std::pair(run::Quality::estimated, "By the load of the machine (estimate)")}) {
        teacher.inference->quality = quality;
        settings.grain = EnergyGrain::layer;
        const BarChart chart = layerEnergyFigure({&teacher, 1}, processor("xeon_gold_5320"), settings);
        ASSERT_EQ(chart.series.size(), 1U);
        EXPECT_EQ(chart.series[0].name, name);
    }
}

TEST(ProcessorsFigure, IsSortedAndSetsTheMeasurementApart)
{
    RunModel teacher = model("teacher");
    run::InferenceEnergy inference;
    inference.joules = 0.7;
    inference.lowJ = 0.6;
    inference.highJ = 0.8;
    inference.quality = run::Quality::counter;
    teacher.inference = inference;
    const BarChart chart = processorsFigure(teacher, Catalogue::builtIn().processors(), {});
    ASSERT_EQ(chart.series.size(), 2U);
    EXPECT_EQ(chart.value.scale, Scale::logarithmic);
    const auto& estimates = chart.series[0].values;
    EXPECT_TRUE(std::is_sorted(estimates.begin(), estimates.end() - 1, std::greater<>()));
    EXPECT_TRUE(std::isnan(estimates.back())) << "the measurement's place";
    EXPECT_EQ(chart.series[1].name, "Measured (counter)");
    EXPECT_EQ(chart.series[1].values.back(), 0.7);
    EXPECT_EQ(chart.series[1].high.back(), 0.8);
    EXPECT_EQ(chart.categories.size(), estimates.size());
    teacher.inference->quality = run::Quality::estimated;
    EXPECT_THAT(processorsFigure(teacher, Catalogue::builtIn().processors(), {}).series[1].name,
                HasSubstr("(estimate)"));
}

TEST(ProcessorsFigure, StacksThePartsWhereTheirLengthsSaySomething)
{
    RunModel teacher = model("teacher");
    teacher.inference.emplace();
    teacher.inference->joules = 0.7;
    ProcessorsSettings settings;
    settings.view = EnergyView::parts;
    const auto& processors = Catalogue::builtIn().processors();
    const BarChart sums = processorsFigure(teacher, processors, settings);
    ASSERT_EQ(sums.series.size(), 2U);
    EXPECT_EQ(sums.layout, BarLayout::grouped);
    settings.scale = Scale::linear;
    const BarChart parts = processorsFigure(teacher, processors, settings);
    EXPECT_EQ(parts.value.scale, Scale::linear);
    EXPECT_EQ(parts.layout, BarLayout::stacked);
    ASSERT_EQ(parts.series.size(), 4U);
    ASSERT_EQ(parts.categories, sums.categories);
    for (std::size_t i = 0; i + 1 < parts.categories.size(); ++i) {
        EXPECT_NEAR(parts.series[0].values[i] + parts.series[1].values[i] + parts.series[2].values[i],
                    sums.series[0].values[i], 1e-12);
        EXPECT_TRUE(std::isnan(parts.series[3].values[i]));
    }
    settings.withMeasured = false;
    EXPECT_EQ(processorsFigure(teacher, processors, settings).series.size(), 3U);
    EXPECT_EQ(processorsFigure(teacher, processors, settings).categories.size(), parts.categories.size() - 1);
}

TEST(ProcessorsFigure, ItsBarsSayWhichProcessorsTheyAreOf)
{
    const RunModel teacher = model("teacher");
    ProcessorsSettings settings;
    settings.options.precision = Precision::int8;
    const auto& processors = Catalogue::builtIn().processors();
    const auto bars = processorBars(teacher.layers, processors, settings);
    const BarChart chart = processorsFigure(teacher, processors, settings);
    ASSERT_EQ(bars.size(), chart.categories.size());
    EXPECT_LT(bars.size(), processors.size()) << "those without a number are left out";
    for (std::size_t i = 0; i < bars.size(); ++i) {
        EXPECT_TRUE(chart.categories[i].starts_with(processors[bars[i].processor].name));
        EXPECT_EQ(chart.series[0].values[i], bars[i].joules);
        EXPECT_EQ(chart.categories[i].ends_with(" *"), !processors[bars[i].processor].unverified.empty());
    }
}

TEST(LifeCycleFigure, CrossesAtTheBreakEven)
{
    const auto& reading = energy::paperReadings()[1];
    const NamedDeployment named{"paper", reading.deployment};
    const Plot plot = lifeCycleFigure({&named, 1});
    ASSERT_EQ(plot.series.size(), 2U);
    EXPECT_EQ(plot.x.unit, "h");
    const double breakEvenHours = *energy::lifeCycle(reading.deployment).breakEvenS / 3600;
    const double trainingJ = plot.series[1].points.at(0).y;
    EXPECT_DOUBLE_EQ(trainingJ, 5e6);
    ASSERT_EQ(plot.series[0].points.size(), 4U) << "both ends, break-even, a day";
    EXPECT_DOUBLE_EQ(plot.series[0].points[1].x, breakEvenHours);
    EXPECT_NEAR(plot.series[0].points[1].y / trainingJ, 1, 1e-12);
    EXPECT_DOUBLE_EQ(plot.series[0].points[2].x, 24);
    EXPECT_NEAR(plot.series[0].points[2].y, 15.0 * 400 * 86400, 1);
    EXPECT_THAT(plot.series[0].note, HasSubstr("metric (0)"));
    EXPECT_THAT(plot.series[0].note, HasSubstr("break-even after 13.9 min"));
}

TEST(LifeCycleFigure, OfSeveralSpansAllTheirBreakEvens)
{
    const auto& readings = energy::paperReadings();
    const std::vector<NamedDeployment> both = {{"printed", readings[0].deployment}, {"sized", readings[1].deployment}};
    const Plot plot = lifeCycleFigure(both);
    ASSERT_EQ(plot.series.size(), 4U);
    EXPECT_EQ(plot.series[1].name, "sized, inference");
    EXPECT_EQ(plot.series[3].name, "sized, training");
    for (const Series& series : plot.series) {
        EXPECT_LT(series.points.front().x, 13.9 / 60);
        EXPECT_GT(series.points.back().x, 72 * 24);
    }
    EXPECT_THAT(plot.series[0].note, HasSubstr("break-even after 72.3 days"));
}

TEST(LifeCycleFigure, SaysWhereTheSearchIsInIt)
{
    NamedDeployment named{"found", energy::paperReadings()[0].deployment};
    named.deployment.searchJ = 1e6;
    const Plot plot = lifeCycleFigure({&named, 1});
    EXPECT_EQ(plot.series.at(1).name, "found, training and search");
    EXPECT_DOUBLE_EQ(plot.series.at(1).points.at(0).y, 6e6);
}

TEST(LifeCycleFigure, OfAnInferenceThatTakesNothingHasNoBreakEven)
{
    NamedDeployment named{"idle", energy::paperReadings()[0].deployment};
    named.deployment.inference.joules = 0;
    const Plot plot = lifeCycleFigure({&named, 1});
    ASSERT_EQ(plot.series.size(), 1U);
    EXPECT_EQ(plot.series[0].name, "idle, training");
}

TEST(EnergyFigures, AreWrittenInEveryTextFormat)
{
    const RunModel teacher = model("teacher");
    const NamedDeployment named{"paper", energy::paperReadings()[0].deployment};
    const std::vector<Figure> figures = {layerEnergyFigure({&teacher, 1}, processor("xeon_gold_5320"), {}),
                                         processorsFigure(teacher, Catalogue::builtIn().processors(), {}),
                                         lifeCycleFigure({&named, 1})};
    for (const Figure& figure : figures) {
        for (const Format format : {Format::csv, Format::json, Format::tex}) {
            EXPECT_GT(toText(figure, format).size(), 200U);
        }
    }
}

TEST(EnergyView, IsFoundByItsName)
{
    EXPECT_EQ(energyViewFromName("parts").value(), EnergyView::parts);
    EXPECT_THAT(energyViewFromName("metric9").error().message,
                HasSubstr("metric0, metric1, metric2, parts or measured"));
}

} // namespace

} // namespace rxwatt::figure
