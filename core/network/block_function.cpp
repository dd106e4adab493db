// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/block_function.h"

#include <vector>

namespace rxwatt::network
{

using torch::Tensor;
using torch::autograd::variable_list;

namespace
{

HalfParameters halfAt(const variable_list& list, std::size_t index)
{
    return {list[index], list[index + 1], list[index + 2], list[index + 3], list[index + 4], list[index + 5]};
}

} // namespace

void appendHalf(variable_list& list, const HalfParameters& half)
{
    list.insert(list.end(), {half.normWeight, half.normBias, half.depthwiseWeight, half.depthwiseBias,
                             half.pointwiseWeight, half.pointwiseBias});
}

BlockParameters blockFrom(const variable_list& list, model::Dilation dilation, double epsilon, bool preactivated)
{
    const std::size_t second = 1 + parametersOfHalf;
    const std::size_t projection = second + parametersOfHalf;
    BlockParameters block{{halfAt(list, 1), halfAt(list, second)}, {}, dilation, epsilon};
    if (list[projection].numel() > 0) {
        block.projection = {list[projection], list[projection + 1], preactivated};
    }
    return block;
}

void saveShape(torch::autograd::AutogradContext& context, const BlockParameters& block)
{
    context.saved_data["dilation"] = std::vector<std::int64_t>{block.dilation[0], block.dilation[1]};
    context.saved_data["epsilon"] = block.epsilon;
    context.saved_data["preactivated"] = block.projection.preactivated;
}

BlockParameters savedBlock(torch::autograd::AutogradContext& context, const variable_list& list)
{
    const auto dilation = context.saved_data["dilation"].toIntVector();
    return blockFrom(list, {static_cast<int>(dilation[0]), static_cast<int>(dilation[1])},
                     context.saved_data["epsilon"].toDouble(), context.saved_data["preactivated"].toBool());
}

Tensor emptyLike(const Tensor& input, std::int64_t channels)
{
    return torch::empty({input.size(0), channels, input.size(2), input.size(3)},
                        input.options().memory_format(torch::MemoryFormat::ChannelsLast));
}

variable_list plainGradients(const Tensor& input, const BlockParameters& block, const Tensor& outputGradient)
{
    variable_list all = {input};
    appendHalf(all, block.halves[0]);
    appendHalf(all, block.halves[1]);
    all.insert(all.end(), {block.projection.weight, block.projection.bias});
    variable_list wanted;
    for (const Tensor& tensor : all) {
        if (tensor.defined() && tensor.requires_grad()) {
            wanted.push_back(tensor);
        }
    }
    // The activations may be kept shorter than the weights.
    const Tensor output = plainBlock(input.to(block.halves[0].normWeight.scalar_type()), block);
    const variable_list found = torch::autograd::grad({output}, wanted, {outputGradient.to(output.scalar_type())}, true,
                                                      /*create_graph=*/true);
    variable_list gradients;
    auto next = found.begin();
    for (const Tensor& tensor : all) {
        gradients.push_back(tensor.defined() && tensor.requires_grad() ? *next++ : Tensor());
    }
    return gradients;
}

variable_list gradientList(const HalfGradients& ofFirst, const HalfGradients& ofSecond)
{
    variable_list gradients = {ofFirst.input};
    appendHalf(gradients, ofFirst.parameters);
    appendHalf(gradients, ofSecond.parameters);
    // Both biases add to each output alike.
    const bool projected = ofFirst.projectionWeight.defined();
    gradients.insert(gradients.end(),
                     {ofFirst.projectionWeight, projected ? ofSecond.parameters.pointwiseBias.clone() : Tensor()});
    return gradients;
}

} // namespace rxwatt::network
