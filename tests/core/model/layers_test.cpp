// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/layers.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <set>

namespace rxwatt::model
{
namespace
{

/// FLOP of a slot at 312 × 14, 8 bits, two antennas, 1e9.
double gigaflops(const std::vector<int>& channels)
{
    ModelConfig model;
    model.channels = channels;
    return 2e-9 * static_cast<double>(layersOf(model, ModelShape{}).macs());
}

std::vector<int> mapped(int (*width)(int))
{
    std::vector<int> channels = ModelConfig{}.channels;
    std::ranges::transform(channels, channels.begin(), width);
    return channels;
}

const Layer& find(const ModelLayers& layers, const std::string& name)
{
    const auto found = std::ranges::find(layers.layers, name, &Layer::name);
    EXPECT_NE(found, layers.layers.end()) << name;
    return found == layers.layers.end() ? layers.layers.front() : *found;
}

TEST(Layers, PublishedNetworkHasItsParameters)
{
    ModelShape shape;
    EXPECT_EQ(layersOf(ModelConfig{}, shape).parameters(), 1'232'776);
    shape.outputBits = 4;
    EXPECT_EQ(layersOf(ModelConfig{}, shape).parameters(), 1'232'516);
}

TEST(Layers, PublishedNetworkCostsItsMacs)
{
    EXPECT_NEAR(1e-9 * static_cast<double>(layersOf(ModelConfig{}, ModelShape{}).macs()), 5.314, 0.0005);
}

TEST(Layers, CostScalesWithTheGrid)
{
    ModelShape small;
    small.subcarriers = 72;
    const auto whole = layersOf(ModelConfig{}, ModelShape{}).macs();
    EXPECT_EQ(layersOf(ModelConfig{}, small).macs() * 312, whole * 72);
}

TEST(Layers, BlocksHaveThePublishedShares)
{
    const ModelLayers layers = layersOf(ModelConfig{}, ModelShape{});
    const std::vector<BlockCost> blocks = layers.blocks();
    const std::vector<double> percent = {0.5, 1.5, 1.5, 5.0, 5.8, 19.4, 22.3, 22.3, 11.3, 5.8, 3.0, 1.5, 0.04};
    ASSERT_EQ(blocks.size(), percent.size());
    EXPECT_EQ(blocks.front().name, "input");
    EXPECT_EQ(blocks[5].name, "block5");
    EXPECT_EQ(blocks.back().name, "output");
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        const double share = 100.0 * static_cast<double>(blocks[i].macs) / static_cast<double>(layers.macs());
        EXPECT_NEAR(share, percent[i], i + 1 == blocks.size() ? 0.005 : 0.051) << blocks[i].name;
    }
}

TEST(Layers, BlocksAddUpToTheWhole)
{
    for (const Input input : {Input::deeprx, Input::equalized}) {
        ModelConfig model;
        model.input = input;
        const ModelLayers layers = layersOf(model, ModelShape{});
        std::int64_t macs = 0;
        std::int64_t parameters = 0;
        for (const BlockCost& block : layers.blocks()) {
            macs += block.macs;
            parameters += block.parameters;
        }
        EXPECT_EQ(macs, layers.macs());
        EXPECT_EQ(parameters, layers.parameters());
    }
}

// phy.md §3 of the reference: the published network with other widths.
TEST(Layers, OtherWidthsCostWhatTheReferenceSays)
{
    EXPECT_NEAR(gigaflops(mapped([](int width) { return std::min(width, 128); })), 5.07, 0.005);
    EXPECT_NEAR(gigaflops(mapped([](int width) { return std::min(width, 96); })), 3.26, 0.005);
    EXPECT_NEAR(gigaflops(mapped([](int width) { return std::min(width, 64); })), 1.85, 0.005);
    EXPECT_NEAR(gigaflops(mapped([](int width) { return width / 2; })), 2.79, 0.005);
    EXPECT_NEAR(gigaflops(mapped([](int width) { return width * 17 / 10; })), 30.0, 0.3);
}

TEST(Layers, NamesAreUnique)
{
    std::set<std::string> names;
    const ModelLayers layers = layersOf(ModelConfig{}, ModelShape{});
    for (const Layer& layer : layers.layers) {
        EXPECT_TRUE(names.insert(layer.name).second) << layer.name;
    }
}

TEST(Layers, ProjectionsStandWhereTheWidthChanges)
{
    const ModelLayers layers = layersOf(ModelConfig{}, ModelShape{});
    std::vector<std::string> projections;
    for (const Layer& layer : layers.layers) {
        if (layer.kind == LayerKind::projection) {
            projections.push_back(layer.block);
        }
    }
    EXPECT_EQ(projections, (std::vector<std::string>{"block3", "block5", "block8", "block10"}));
}

TEST(Layers, ADepthwiseLayerIsCountedByHand)
{
    const ModelLayers layers = layersOf(ModelConfig{}, ModelShape{});
    const Layer& layer = find(layers, "block3.depthwise1");
    EXPECT_EQ(layer.kind, LayerKind::depthwise);
    EXPECT_EQ(layer.block, "block3");
    EXPECT_EQ(layer.groups, 64);
    EXPECT_EQ(layer.outputChannels, 128);
    EXPECT_EQ(layer.dilation, (Dilation{2, 3}));
    EXPECT_EQ(layer.outputShape, (std::array<int, 3>{128, 14, 312}));
    EXPECT_EQ(layer.parameters, 128 * 9 + 128);
    EXPECT_EQ(layer.macs, std::int64_t{128} * 9 * 14 * 312);
    EXPECT_EQ(layer.bytesRead, 4 * (64 * 14 * 312 + 128 * 9 + 128));
    EXPECT_EQ(layer.bytesWritten, 4 * 128 * 14 * 312);
}

TEST(Layers, ElementwiseLayersMoveTheirBytes)
{
    const ModelLayers layers = layersOf(ModelConfig{}, ModelShape{});
    EXPECT_EQ(find(layers, "block1.norm1").bytesRead, 4 * (64 * 14 * 312 + 4 * 64));
    EXPECT_EQ(find(layers, "block1.norm1").parameters, 2 * 64);
    EXPECT_EQ(find(layers, "block1.relu1").bytesRead, 4 * 64 * 14 * 312);
    EXPECT_EQ(find(layers, "block1.addition").bytesRead, 4 * 2 * 64 * 14 * 312);
    EXPECT_EQ(find(layers, "block1.addition").macs, 0);
}

TEST(Layers, EqualizedInputCountsItsClassicalPart)
{
    ModelConfig model;
    model.input = Input::equalized;
    const ModelLayers layers = layersOf(model, ModelShape{});
    const Layer& equalizer = layers.layers.front();
    EXPECT_EQ(equalizer.name, "equalizer");
    EXPECT_EQ(layers.blocks().front().name, "equalizer");
    EXPECT_EQ(equalizer.outputChannels, 15);
    EXPECT_EQ(equalizer.parameters, 0);
    // For each antenna 312 pilots with 4 for LS, as many elements between with 2, 312 slopes with 2, and each element
    // with 2 + 6 + 4; then 2 an element for both antennas.
    EXPECT_EQ(equalizer.macs, 2 * 312 * (4 + 2 + 2) + 312 * 14 * (2 * (2 + 6 + 4) + 2));
    EXPECT_EQ(find(layers, "input").inputChannels, 15);
}

TEST(Layers, OneDmrsSymbolLeavesNothingToInterpolateAlongTime)
{
    ModelConfig model;
    model.input = Input::equalized;
    ModelShape shape;
    shape.dmrsSymbols = 1;
    EXPECT_EQ(layersOf(model, shape).layers.front().macs, 2 * 156 * (4 + 2) + 312 * 14 * (2 * (6 + 4) + 2));
}

TEST(Layers, InputsHaveTheirChannels)
{
    EXPECT_EQ(inputChannels(Input::deeprx, 2), 10);
    EXPECT_EQ(inputChannels(Input::deeprx, 1), 6);
    EXPECT_EQ(inputChannels(Input::equalized, 2), 15);
}

TEST(Layers, AWiderOutputKernelCostsNineTimes)
{
    ModelConfig model;
    const ModelLayers one = layersOf(model, ModelShape{});
    model.outputKernel = 3;
    const ModelLayers three = layersOf(model, ModelShape{});
    EXPECT_EQ(find(three, "output").macs, 9 * find(one, "output").macs);
}

TEST(Layers, KindsHaveNames)
{
    EXPECT_EQ(nameOf(LayerKind::batchNorm), "batch_norm");
    EXPECT_EQ(nameOf(LayerKind::equalizer), "equalizer");
}

} // namespace
} // namespace rxwatt::model
