// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/network/network_fixture.h"

#include <fmt/format.h>

#include <random>
#include <vector>

namespace rxwatt::network
{
namespace
{

using torch::Tensor;
using torch::autograd::variable_list;

enum class Shortcut { identity, preactivated, input };

struct Case {
    int slots, symbols, subcarriers, inputs, outputs, multiplier, threads;
    model::Dilation dilation;
    Shortcut shortcut;
};

std::string nameOf(const Case& c)
{
    return fmt::format("{}x{}x{}, {} to {} channels x {}, dilation {} {}, {} threads, shortcut {}", c.slots, c.symbols,
                       c.subcarriers, c.inputs, c.outputs, c.multiplier, c.dilation[0], c.dilation[1], c.threads,
                       static_cast<int>(c.shortcut));
}

Case randomCase(std::mt19937& random)
{
    const auto between = [&](int least, int most) { return std::uniform_int_distribution(least, most)(random); };
    Case c{between(1, 6),
           between(2, 8),
           between(2, 30),
           between(1, 40),
           0,
           between(1, 3),
           between(1, 3),
           {between(1, 3), between(1, 6)},
           static_cast<Shortcut>(between(0, 2))};
    if (between(0, 1) == 0) {
        c.inputs = 16 * between(1, 2);
    }
    c.outputs = c.shortcut == Shortcut::identity ? c.inputs : between(1, 40);
    return c;
}

/// A block with its input, and a direction in which its output is looked at.
struct Block {
    explicit Block(const Case& c)
    {
        const auto variable = [](at::IntArrayRef sizes) { return torch::randn(sizes).requires_grad_(); };
        const auto half = [&](int inputs) {
            return HalfParameters{(torch::rand({inputs}) + 0.5).requires_grad_(),     variable({inputs}),
                                  variable({inputs * c.multiplier, 1, 3, 3}),         variable({inputs * c.multiplier}),
                                  variable({c.outputs, inputs * c.multiplier, 1, 1}), variable({c.outputs})};
        };
        parameters.halves = {half(c.inputs), half(c.outputs)};
        if (c.shortcut != Shortcut::identity) {
            parameters.projection = {variable({c.outputs, c.inputs, 1, 1}), variable({c.outputs}),
                                     c.shortcut == Shortcut::preactivated};
        }
        parameters.dilation = c.dilation;
        const auto grid = [&](int channels) {
            return (torch::randn({c.slots, channels, c.symbols, c.subcarriers}) * 2 + 1)
                .contiguous(torch::MemoryFormat::ChannelsLast);
        };
        input = grid(c.inputs).requires_grad_();
        direction = grid(c.outputs);
    }

    [[nodiscard]] variable_list variables() const
    {
        variable_list list = {input};
        for (const HalfParameters& half : parameters.halves) {
            list.insert(list.end(), {half.normWeight, half.normBias, half.depthwiseWeight, half.depthwiseBias,
                                     half.pointwiseWeight, half.pointwiseBias});
        }
        if (parameters.projection.weight.defined()) {
            list.insert(list.end(), {parameters.projection.weight, parameters.projection.bias});
        }
        return list;
    }

    [[nodiscard]] FusedOutput fused() const { return fusedBlock(input, momentsOf(input.detach()), parameters); }

    [[nodiscard]] variable_list gradients(const Tensor& output, bool differentiable = false) const
    {
        return torch::autograd::grad({output}, variables(), {direction}, differentiable, differentiable, true);
    }

    BlockParameters parameters;
    Tensor input;
    Tensor direction;
};

/// `scale` is the least that errors are held against.
void expectWithin(const Tensor& found, const Tensor& wanted, double scale, double tolerance, const std::string& what)
{
    ASSERT_EQ(found.sizes(), wanted.sizes()) << what;
    const double error = (found - wanted).abs().max().item<double>();
    EXPECT_LE(error, tolerance * std::max(scale, wanted.abs().max().item<double>())) << what;
}

/// A bias before a batch norm has a gradient of 0, of which rounding remains: it is held against its weight's.
double leastScale(const variable_list& gradients, std::size_t index)
{
    constexpr std::size_t weight = 5;
    const bool beforeNorm = index == weight - 1 || index == weight + 1;
    return beforeNorm ? gradients[weight].abs().max().item<double>() : 0;
}

class FusedBlock : public test::KernelTest
{
protected:
    std::mt19937 m_random{11};
};

TEST_F(FusedBlock, OutputMomentsAndGradientsAreThoseOfTorch)
{
    for (int i = 0; i < 60; ++i) {
        const Case c = randomCase(m_random);
        setThreads(c.threads);
        const Block block(c);
        const FusedOutput fused = block.fused();
        const Tensor plain = plainBlock(block.input, block.parameters);
        expectWithin(fused.output, plain, 0, 1e-4, "output, " + nameOf(c));
        const Tensor byChannel = plain.detach().transpose(0, 1).reshape({c.outputs, -1});
        expectWithin(fused.moments[0], byChannel.mean(1), 1e-2, 1e-4, "mean, " + nameOf(c));
        expectWithin(fused.moments[1], byChannel.var(1, false), 0, 1e-4, "variance, " + nameOf(c));
        const variable_list found = block.gradients(fused.output);
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
        const Case c = randomCase(m_random);
        setThreads(c.threads);
        const Block block(c);
        const FusedOutput first = block.fused();
        const variable_list gradients = block.gradients(first.output);
        const FusedOutput second = block.fused();
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
        const Case c = randomCase(m_random);
        const Block block(c);
        const auto second = [&](const Tensor& output) {
            Tensor penalty = torch::zeros({});
            for (const Tensor& gradient : block.gradients(output, true)) {
                penalty = penalty + gradient.square().sum();
            }
            return torch::autograd::grad({penalty}, block.variables(), {}, {}, false, true);
        };
        const variable_list found = second(block.fused().output);
        const variable_list wanted = second(plainBlock(block.input, block.parameters));
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
