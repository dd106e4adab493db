// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/network/fused_block.h"

namespace rxwatt::network
{

// What the autograd functions of a block on the CPU and on a GPU have in common: a block's tensors as the list of their
// arguments.

constexpr std::size_t parametersOfHalf = 6;
/// Input, both halves' parameters, the projection's weight and bias.
constexpr std::size_t tensorsOfBlock = 1 + 2 * parametersOfHalf + 2;

/// Undefined tensors cannot be arguments of a function.
inline torch::Tensor orEmpty(const torch::Tensor& tensor)
{
    return tensor.defined() ? tensor : torch::empty({0});
}

void appendHalf(torch::autograd::variable_list& list, const HalfParameters& half);

/// The block whose tensors the list begins with; an empty projection is none.
[[nodiscard]] BlockParameters blockFrom(const torch::autograd::variable_list& list, model::Dilation dilation,
                                        double epsilon, bool preactivated);

/// What a function keeps of a block beside its tensors, and the block again.
void saveShape(torch::autograd::AutogradContext& context, const BlockParameters& block);
[[nodiscard]] BlockParameters savedBlock(torch::autograd::AutogradContext& context,
                                         const torch::autograd::variable_list& list);

/// An output that fits the input, with so many channels.
[[nodiscard]] torch::Tensor emptyLike(const torch::Tensor& input, std::int64_t channels);

/// Gradients by plainBlock(), themselves differentiable, in the order of the list: for who differentiates them again.
[[nodiscard]] torch::autograd::variable_list plainGradients(const torch::Tensor& input, const BlockParameters& block,
                                                            const torch::Tensor& outputGradient);

/// Both halves' gradients in the order of the list.
[[nodiscard]] torch::autograd::variable_list gradientList(const HalfGradients& ofFirst, const HalfGradients& ofSecond);

} // namespace rxwatt::network
