// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/layers.h"
#include "core/training/layer_timer.h"

#include <gtest/gtest.h>

namespace rxwatt::training
{

namespace
{

network::ReceiverNetwork smallNetwork(model::Input input)
{
    model::ModelConfig config;
    config.input = input;
    config.channels = {16, 24};
    config.dilations = {{1, 1}, {2, 3}};
    network::ReceiverNetwork network(config, model::ModelShape{14, 48, 1, 2});
    network::initialise(network, 1);
    network->eval();
    return network;
}

TEST(LayerTimer, TimesEveryLayerOfTheNetworkByItsName)
{
    auto network = smallNetwork(model::Input::equalized);
    const std::atomic<bool> stop{false};

    const LayerTimes times = timeLayers(network, torch::randn({4, 9, 14, 48}), 0.2, stop);

    const auto layers = model::layersOf(network->model(), network->shape()).layers;
    ASSERT_EQ(times.layers.size() + 1, layers.size()) << "all but the equalizer";
    for (std::size_t i = 0; i < times.layers.size(); ++i) {
        EXPECT_EQ(times.layers[i].name, layers[i + 1].name);
        EXPECT_GT(times.layers[i].secondsPerInference, 0) << times.layers[i].name;
        EXPECT_FALSE(times.layers[i].joules);
    }
}

TEST(LayerTimer, LayersAddUpToTheForwardPass)
{
    auto network = smallNetwork(model::Input::deeprx);
    const std::atomic<bool> stop{false};
    LayerTimes times;
    for (int attempt = 0; attempt < 5; ++attempt) { // another program may take the processor
        times = timeLayers(network, torch::randn({8, 6, 14, 48}), 0.3, stop);
        if (times.shareOfForward > 0.8 && times.shareOfForward < 1.2) {
            break;
        }
    }
    EXPECT_GT(times.shareOfForward, 0.8);
    EXPECT_LT(times.shareOfForward, 1.2);
    EXPECT_GE(times.passes, 3);
}

TEST(LayerTimer, StopsWhenAskedTo)
{
    auto network = smallNetwork(model::Input::deeprx);
    const std::atomic<bool> stop{true};

    EXPECT_TRUE(timeLayers(network, torch::randn({1, 6, 14, 48}), 60, stop).layers.empty());
}

} // namespace

} // namespace rxwatt::training
