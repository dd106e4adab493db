// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/catalogue.h"
#include "core/energy/layer_energy.h"
#include "tests/core/energy/published_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rxwatt::energy
{

namespace
{

const Processor& processor(const char* id)
{
    return *Catalogue::builtIn().find(id);
}

EnergyOptions at(Precision precision)
{
    EnergyOptions options;
    options.precision = precision;
    return options;
}

EnergyOptions withUtilisation(double utilisation)
{
    EnergyOptions options;
    options.utilisation = utilisation;
    return options;
}

TEST(LayerEnergy, OfLayersAndBlocksAddsUpToTheWhole)
{
    const ModelEnergy energy = modelEnergy(publishedModel(), processor("xeon_gold_5320"), {});
    for (auto part : {&EnergyEstimate::metric0, &EnergyEstimate::metric1, &EnergyEstimate::compute,
                      &EnergyEstimate::memory, &EnergyEstimate::staticJ}) {
        double layers = 0;
        for (const LayerEnergy& layer : energy.layers) {
            layers += (layer.energy.*part).value();
        }
        double blocks = 0;
        for (const BlockEnergy& block : energy.blocks) {
            blocks += (block.energy.*part).value();
        }
        EXPECT_NEAR(layers / *(energy.whole.*part), 1, 1e-12);
        EXPECT_NEAR(blocks / *(energy.whole.*part), 1, 1e-12);
    }
    EXPECT_EQ(energy.blocks.size(), 13U);
    EXPECT_FALSE(energy.whole.metric2) << "nobody has fitted it";
    EXPECT_FALSE(energy.whole.measured);
    const double forward = 2.0 * static_cast<double>(publishedModel().macs());
    EXPECT_NEAR(*energy.whole.metric0 / metric0(processor("xeon_gold_5320"), Precision::fp32, forward)->value, 1,
                1e-12);
}

TEST(LayerEnergy, ThatTheCatalogueCannotGiveIsNone)
{
    const ModelEnergy coral = modelEnergy(publishedModel(), processor("coral_edge_tpu"), at(Precision::fp32));
    EXPECT_FALSE(coral.whole.metric0) << "it has no fp32 unit";
    EXPECT_FALSE(coral.whole.compute);
    EXPECT_FALSE(modelEnergy(publishedModel(), processor("apple_m4_max"), {}).whole.staticJ) << "nobody gives its TDP";
    const ModelEnergy int8 = modelEnergy(publishedModel(), processor("coral_edge_tpu"), at(Precision::int8));
    EXPECT_TRUE(int8.whole.metric0);
    EXPECT_FALSE(int8.whole.memory) << "nobody gives the energy of a byte over its bus";
    const ModelEnergy hailo = modelEnergy(publishedModel(), processor("hailo_8"), at(Precision::int8));
    EXPECT_TRUE(hailo.whole.metric0);
    EXPECT_FALSE(hailo.whole.metric1) << "nobody gives its clock";
    const ModelEnergy unpublished = modelEnergy(publishedModel(), processor("qualcomm_x100"), {});
    EXPECT_FALSE(unpublished.whole.metric0);
    EXPECT_FALSE(unpublished.whole.compute);
}

TEST(LayerEnergy, MakesDepthwiseConvolutionsDearerOnceMemoryCounts)
{
    const ModelEnergy energy = modelEnergy(publishedModel(), processor("xeon_gold_5320"), {});
    double depthwiseMemory = 0;
    double depthwiseCompute = 0;
    double pointwiseMemory = 0;
    double pointwiseCompute = 0;
    for (const LayerEnergy& layer : energy.layers) {
        const bool isDepthwise = layer.layer.kind == model::LayerKind::depthwise;
        const bool isPointwise = layer.layer.kind == model::LayerKind::pointwise;
        (isDepthwise ? depthwiseMemory : pointwiseMemory) += isDepthwise || isPointwise ? *layer.energy.memory : 0;
        (isDepthwise ? depthwiseCompute : pointwiseCompute) += isDepthwise || isPointwise ? *layer.energy.compute : 0;
    }
    EXPECT_GT(depthwiseMemory, 3 * depthwiseCompute) << "2.25 operations a byte";
    EXPECT_LT(pointwiseMemory, pointwiseCompute * 3);
}

TEST(LayerEnergy, FallsWithFusionAndWithOnChipMemory)
{
    const auto memory = [](const EnergyOptions& options) {
        return *modelEnergy(publishedModel(), processor("xeon_gold_5320"), options).whole.memory;
    };
    const double plain = memory({});
    EnergyOptions options;
    options.fused = true;
    const double fused = memory(options);
    options.fused = false;
    options.onChipBytes = 1e9;
    const double cached = memory(options);
    EXPECT_LT(fused, 0.8 * plain) << "norms, activations and additions move most bytes";
    EXPECT_LT(cached, fused);
    EXPECT_GT(cached, 0) << "weights, and the on-chip memory itself";
}

TEST(LayerEnergy, AtAnotherPrecisionHasAsManyOperationsAndFewerBytes)
{
    const auto whole = [](Precision precision) {
        return modelEnergy(publishedModel(), processor("a100_sxm4_80"), at(precision)).whole;
    };
    EXPECT_NEAR(*whole(Precision::fp16).memory / *whole(Precision::fp32).memory, 0.5, 1e-6);
    EXPECT_NEAR(*whole(Precision::int8).memory / *whole(Precision::fp32).memory, 0.25, 1e-6);
    EXPECT_NEAR(*whole(Precision::fp16).compute / *whole(Precision::fp32).compute, 1.5 / 4.6, 1e-12);
}

TEST(LayerEnergy, TakesMeasurementsByName)
{
    const std::vector<run::LayerMeasurement> measured = {{"block1.depthwise1", 1e-3, 0.02}, {"no such layer", 1, 1}};
    const ModelEnergy energy = modelEnergy(publishedModel(), processor("xeon_gold_5320"), {}, measured);
    for (const LayerEnergy& layer : energy.layers) {
        const bool isIt = layer.layer.name == "block1.depthwise1";
        EXPECT_EQ(layer.energy.measured.has_value(), isIt) << layer.layer.name;
        EXPECT_EQ(layer.measuredSeconds.value_or(0), isIt ? 1e-3 : 0);
    }
    EXPECT_FALSE(energy.whole.measured) << "a sum that lacks a layer is none";
}

TEST(LayerEnergy, RefusesOptionsThatMeanNothing)
{
    EXPECT_FALSE(withUtilisation(0).validate());
    EXPECT_FALSE(withUtilisation(1.5).validate());
    EnergyOptions clock;
    clock.clockHz = -1;
    EXPECT_FALSE(clock.validate());
    EXPECT_TRUE(EnergyOptions{}.validate());
}

TEST(Processors, AreComparedInTheOrderGiven)
{
    const auto& all = Catalogue::builtIn().processors();
    const auto compared = compareProcessors(publishedModel(), all, at(Precision::int8));
    ASSERT_EQ(compared.size(), all.size());
    EXPECT_EQ(compared[4].processor.id, "coral_edge_tpu");
    EXPECT_LT(*compared[4].energy.metric0, *compared[0].energy.metric0);
}

TEST(LayerEnergy, AFitOfMeasuredLayersTakesTheCoefficientsPlace)
{
    Processor fitted = processor("xeon_gold_5320");
    fitted.bottomUp = BottomUpFit{2e-12, 50e-12, 30, {0.97, 1e-4, 40}, "run measured"};
    const Coefficients coefficients = coefficientsOf(fitted, Precision::fp32);
    EXPECT_THAT(coefficients.sources, testing::ElementsAre(testing::HasSubstr("run measured (40 layers, R² 0.970)")));
    const ModelEnergy energy = modelEnergy(publishedModel(), fitted, {});
    for (const LayerEnergy& layer : energy.layers) {
        const auto macs = static_cast<double>(layer.layer.macs);
        EXPECT_DOUBLE_EQ(layer.energy.compute.value(), 2 * macs * 2e-12);
        EXPECT_DOUBLE_EQ(layer.energy.memory.value(),
                         static_cast<double>(layer.layer.bytesRead + layer.layer.bytesWritten) * 50e-12);
        EXPECT_DOUBLE_EQ(layer.energy.staticJ.value(), 30 * layer.seconds.value());
    }
    // Fitted at fp32: another precision goes by the technology, and says so.
    const Coefficients others = coefficientsOf(fitted, Precision::int8);
    EXPECT_THAT(others.sources.front(), testing::HasSubstr("not taken for int8"));
    EXPECT_EQ(others.operationJ, coefficientsOf(processor("xeon_gold_5320"), Precision::int8).operationJ);
}

} // namespace

} // namespace rxwatt::energy
