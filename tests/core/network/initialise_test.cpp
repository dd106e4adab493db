// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/network/network_fixture.h"

#include <cmath>

namespace rxwatt::network
{
namespace
{

using test::sameState;
using test::smallNetwork;

TEST(Initialise, SameSeedGivesTheSameWeights)
{
    ReceiverNetwork first = smallNetwork();
    ReceiverNetwork second = smallNetwork();
    initialise(first, 7);
    torch::manual_seed(99);
    initialise(second, 7);
    EXPECT_TRUE(sameState(first, second));
    for (const std::uint64_t other : {std::uint64_t{8}, (std::uint64_t{1} << 32) + 7}) {
        initialise(second, other);
        EXPECT_FALSE(sameState(first, second)) << other;
    }
}

TEST(Initialise, LeavesTorchsOwnGeneratorAlone)
{
    ReceiverNetwork network = smallNetwork();
    torch::manual_seed(5);
    const torch::Tensor expected = torch::rand({4});
    torch::manual_seed(5);
    initialise(network, 7);
    EXPECT_TRUE(torch::equal(torch::rand({4}), expected));
}

TEST(Initialise, ForgetsWhatTheNetworkHasLearnt)
{
    ReceiverNetwork fresh = smallNetwork();
    ReceiverNetwork used = smallNetwork();
    (void)used->forward(torch::randn({2, 10, 7, 13}));
    initialise(fresh, 7);
    initialise(used, 7);
    EXPECT_TRUE(sameState(fresh, used));
}

// A uniform variable on ±b has the standard deviation b/√3; with n values its estimate is off by about 0.45/√n of it,
// and the mean by b/√(3n). Five times that is allowed, so the bounds hold for practically every seed.
TEST(Initialise, ConvolutionsAreUniformWithinOneOverTheRootOfTheirInputs)
{
    ReceiverNetwork network{model::ModelConfig{}, model::ModelShape{}};
    initialise(network, 1);
    const std::map<std::string, double> fanIns = {{"input", 90}, {"block5.depthwise2", 9}, {"block6.pointwise1", 512}};
    const auto parameters = network->named_parameters();
    for (const auto& [layer, fanIn] : fanIns) {
        const double bound = 1 / std::sqrt(fanIn);
        const torch::Tensor& weight = parameters[layer + ".weight"];
        const double root = std::sqrt(static_cast<double>(weight.numel()));
        EXPECT_LE(weight.abs().max().item<double>(), bound + 1e-7) << layer;
        EXPECT_GT(weight.abs().max().item<double>(), 0.99 * bound) << layer;
        EXPECT_NEAR(weight.mean().item<double>(), 0, 5 * bound / std::sqrt(3) / root) << layer;
        EXPECT_NEAR(weight.std().item<double>() / (bound / std::sqrt(3)), 1, 5 * 0.45 / root) << layer;
        const torch::Tensor& bias = parameters[layer + ".bias"];
        EXPECT_LE(bias.abs().max().item<double>(), bound + 1e-7) << layer;
        EXPECT_GT(bias.abs().max().item<double>(), 0.8 * bound) << layer;
    }
}

TEST(Initialise, BatchNormsBeginAsTheIdentity)
{
    ReceiverNetwork network = smallNetwork();
    initialise(network, 1);
    for (const auto& parameter : network->named_parameters()) {
        if (parameter.key().find("norm") != std::string::npos) {
            const double value = parameter.key().ends_with("weight") ? 1 : 0;
            EXPECT_TRUE(torch::all(parameter.value() == value).item<bool>()) << parameter.key();
        }
    }
}

} // namespace
} // namespace rxwatt::network
