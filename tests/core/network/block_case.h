// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/network/gpu_block.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <torch/torch.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

namespace rxwatt::test
{

enum class Shortcut { identity, preactivated, input };

struct BlockCase {
    int slots, symbols, subcarriers, inputs, outputs, multiplier, threads;
    model::Dilation dilation;
    Shortcut shortcut;
};

inline std::string nameOf(const BlockCase& c)
{
    return fmt::format("{}x{}x{}, {} to {} channels x {}, dilation {} {}, {} threads, shortcut {}", c.slots, c.symbols,
                       c.subcarriers, c.inputs, c.outputs, c.multiplier, c.dilation[0], c.dilation[1], c.threads,
                       static_cast<int>(c.shortcut));
}

inline BlockCase randomBlockCase(std::mt19937& random)
{
    const auto between = [&](int least, int most) { return std::uniform_int_distribution(least, most)(random); };
    BlockCase c{between(1, 6),
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
struct RandomBlock {
    explicit RandomBlock(const BlockCase& c, torch::Device device = torch::kCPU)
    {
        const torch::TensorOptions there(device);
        const auto variable = [&](at::IntArrayRef sizes) { return torch::randn(sizes, there).requires_grad_(); };
        const auto half = [&](int inputs) {
            return network::HalfParameters{(torch::rand({inputs}, there) + 0.5).requires_grad_(),
                                           variable({inputs}),
                                           variable({inputs * c.multiplier, 1, 3, 3}),
                                           variable({inputs * c.multiplier}),
                                           variable({c.outputs, inputs * c.multiplier, 1, 1}),
                                           variable({c.outputs})};
        };
        parameters.halves = {half(c.inputs), half(c.outputs)};
        if (c.shortcut != Shortcut::identity) {
            parameters.projection = {variable({c.outputs, c.inputs, 1, 1}), variable({c.outputs}),
                                     c.shortcut == Shortcut::preactivated};
        }
        parameters.dilation = c.dilation;
        const auto grid = [&](int channels) {
            return (torch::randn({c.slots, channels, c.symbols, c.subcarriers}, there) * 2 + 1)
                .contiguous(torch::MemoryFormat::ChannelsLast);
        };
        input = grid(c.inputs).requires_grad_();
        direction = grid(c.outputs);
    }

    [[nodiscard]] torch::autograd::variable_list variables() const
    {
        torch::autograd::variable_list list = {input};
        for (const network::HalfParameters& half : parameters.halves) {
            list.insert(list.end(), {half.normWeight, half.normBias, half.depthwiseWeight, half.depthwiseBias,
                                     half.pointwiseWeight, half.pointwiseBias});
        }
        if (parameters.projection.weight.defined()) {
            list.insert(list.end(), {parameters.projection.weight, parameters.projection.bias});
        }
        return list;
    }

    [[nodiscard]] torch::autograd::variable_list gradients(const torch::Tensor& output,
                                                           bool differentiable = false) const
    {
        return torch::autograd::grad({output}, variables(), {direction}, differentiable, differentiable, true);
    }

    /// Of the sum of squares of all gradients.
    [[nodiscard]] torch::autograd::variable_list secondGradients(const torch::Tensor& output) const
    {
        torch::Tensor penalty = torch::zeros({}, input.options().requires_grad(false));
        for (const torch::Tensor& gradient : gradients(output, true)) {
            penalty = penalty + gradient.square().sum();
        }
        return torch::autograd::grad({penalty}, variables(), {}, {}, false, true);
    }

    network::BlockParameters parameters;
    torch::Tensor input;
    torch::Tensor direction;
};

/// `scale` is the least that errors are held against.
inline void expectWithin(const torch::Tensor& found, const torch::Tensor& wanted, double scale, double tolerance,
                         const std::string& what)
{
    ASSERT_EQ(found.sizes(), wanted.sizes()) << what;
    const double error = (found - wanted).abs().max().item<double>();
    EXPECT_LE(error, tolerance * std::max(scale, wanted.abs().max().item<double>())) << what;
}

/// A bias before a batch norm has a gradient of 0, of which rounding remains: it is held against its weight's.
inline double leastScale(const torch::autograd::variable_list& gradients, std::size_t index)
{
    constexpr std::size_t weight = 5;
    const bool beforeNorm = index == weight - 1 || index == weight + 1;
    return beforeNorm ? gradients[weight].abs().max().item<double>() : 0;
}

/// The block in evaluation mode by LibTorch's operators.
inline torch::Tensor evaluatedBlock(const RandomBlock& block, const network::RunningNorm& first,
                                    const network::RunningNorm& second)
{
    const network::BlockParameters& parameters = block.parameters;
    const auto activate = [&](const torch::Tensor& values, const network::HalfParameters& half,
                              const network::RunningNorm& running) {
        return torch::batch_norm(values, half.normWeight, half.normBias, running.mean, running.variance, false, 0,
                                 parameters.epsilon, false)
            .relu();
    };
    const auto separable = [&](const torch::Tensor& values, const network::HalfParameters& half) {
        const std::vector<std::int64_t> dilation = {parameters.dilation[0], parameters.dilation[1]};
        const torch::Tensor wide =
            torch::conv2d(values, half.depthwiseWeight, half.depthwiseBias, 1, dilation, dilation, values.size(1));
        return torch::conv2d(wide, half.pointwiseWeight, half.pointwiseBias);
    };
    const torch::Tensor activated = activate(block.input, parameters.halves[0], first);
    const torch::Tensor inner = separable(activated, parameters.halves[0]);
    const torch::Tensor output = separable(activate(inner, parameters.halves[1], second), parameters.halves[1]);
    const network::Projection& projection = parameters.projection;
    return output + (projection.weight.defined() ? torch::conv2d(projection.preactivated ? activated : block.input,
                                                                 projection.weight, projection.bias)
                                                 : block.input);
}

} // namespace rxwatt::test
