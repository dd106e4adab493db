// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/network/block_case.h"
#include "tests/core/network/network_fixture.h"

#include <fmt/format.h>

#include <random>
#include <vector>

namespace rxwatt::network
{
namespace
{

using test::BlockCase;
using test::expectWithin;
using test::leastScale;
using test::RandomBlock;
using test::randomBlockCase;
using torch::Tensor;
using torch::autograd::variable_list;

FusedOutput fused(const RandomBlock& block)
{
    return fusedBlock(block.input, momentsOf(block.input.detach()), block.parameters);
}

class FusedBlock : public test::KernelTest
{
protected:
    std::mt19937 m_random{11};
};

TEST_F(FusedBlock, OutputMomentsAndGradientsAreThoseOfTorch)
{
    for (int i = 0; i < 60; ++i) {
        const BlockCase c = randomBlockCase(m_random);
        setThreads(c.threads);
        const RandomBlock block(c);
        const FusedOutput output = fused(block);
        const Tensor plain = plainBlock(block.input, block.parameters);
        expectWithin(output.output, plain, 0, 1e-4, "output, " + nameOf(c));
        const Tensor byChannel = plain.detach().transpose(0, 1).reshape({c.outputs, -1});
        expectWithin(output.moments[0], byChannel.mean(1), 1e-2, 1e-4, "mean, " + nameOf(c));
        expectWithin(output.moments[1], byChannel.var(1, false), 0, 1e-4, "variance, " + nameOf(c));
        const variable_list found = block.gradients(output.output);
        const variable_list wanted = block.gradients(plain);
        ASSERT_EQ(found.size(), wanted.size());
        for (std::size_t k = 0; k < found.size(); ++k) {
            expectWithin(found[k], wanted[k], leastScale(wanted, k), 1e-4,
                         fmt::format("gradient {}, {}", k, nameOf(c)));
        }
    }
}

TEST_F(FusedBlock, RepeatsAreTheSameBits)
{
    for (int i = 0; i < 12; ++i) {
        const BlockCase c = randomBlockCase(m_random);
        setThreads(c.threads);
        const RandomBlock block(c);
        const FusedOutput first = fused(block);
        const variable_list gradients = block.gradients(first.output);
        const FusedOutput second = fused(block);
        EXPECT_TRUE(torch::equal(first.output, second.output)) << nameOf(c);
        EXPECT_TRUE(torch::equal(first.moments, second.moments)) << nameOf(c);
        const variable_list again = block.gradients(second.output);
        for (std::size_t k = 0; k < gradients.size(); ++k) {
            EXPECT_TRUE(torch::equal(gradients[k], again[k])) << k << ", " << nameOf(c);
        }
    }
}

TEST_F(FusedBlock, GradientsOfGradientsAreThoseOfTorch)
{
    for (int i = 0; i < 6; ++i) {
        const BlockCase c = randomBlockCase(m_random);
        const RandomBlock block(c);
        const variable_list found = block.secondGradients(fused(block).output);
        const variable_list wanted = block.secondGradients(plainBlock(block.input, block.parameters));
        for (std::size_t k = 0; k < found.size(); ++k) {
            ASSERT_EQ(found[k].defined(), wanted[k].defined()) << k;
            if (wanted[k].defined()) {
                expectWithin(found[k], wanted[k], 1, 1e-3, fmt::format("second gradient {}, {}", k, nameOf(c)));
            }
        }
    }
}

/// Sees that layers are asked for one by one, which they are not in a fused pass.
class LayerCounter : public LayerObserver
{
public:
    void layerDone() override { ++count; }

    int count = 0;
};

TEST_F(FusedBlock, NetworksTrainAsTheyDoLayerByLayer)
{
    for (const test::VectorCase& vectors : {test::preactivatedCase, test::inputCase}) {
        ReceiverNetwork fused = test::smallNetwork(vectors);
        ReceiverNetwork plain = test::smallNetwork(vectors);
        initialise(fused, 5);
        initialise(plain, 5);
        const Tensor features =
            torch::randn({4, fused->parameters()[0].size(1), 7, 13}).contiguous(torch::MemoryFormat::ChannelsLast);
        LayerCounter counter;
        const Tensor found = fused->forward(features);
        const Tensor wanted = plain->forward(features, &counter);
        EXPECT_GT(counter.count, 20);
        expectWithin(found, wanted, 0, 1e-4, "logits");
        found.square().sum().backward();
        wanted.square().sum().backward();
        double scale = 0;
        for (const Tensor& parameter : plain->parameters()) {
            scale = std::max(scale, parameter.grad().abs().max().item<double>());
        }
        for (std::size_t k = 0; k < plain->parameters().size(); ++k) {
            expectWithin(fused->parameters()[k].grad(), plain->parameters()[k].grad(), 1e-2 * scale, 1e-4,
                         "gradient " + std::to_string(k));
        }
        for (std::size_t k = 0; k < plain->buffers().size(); ++k) {
            expectWithin(fused->buffers()[k].to(torch::kFloat32), plain->buffers()[k].to(torch::kFloat32), 1e-2, 1e-4,
                         "running statistics " + std::to_string(k));
        }
    }
}

} // namespace
} // namespace rxwatt::network
