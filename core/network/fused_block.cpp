// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/fused_block.h"

#include "core/kernels/kernel_set.h"
#include "core/network/block_function.h"

#include <utility>
#include <vector>

namespace rxwatt::network
{

namespace
{

using torch::Tensor;
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

class BlockFunction : public torch::autograd::Function<BlockFunction>
{
public:
    // One argument a tensor: LibTorch 1.13 looks for variables in no other place.
    static variable_list forward(AutogradContext* context, const Tensor& input, const Tensor& a1, const Tensor& a2,
                                 const Tensor& a3, const Tensor& a4, const Tensor& a5, const Tensor& a6,
                                 const Tensor& b1, const Tensor& b2, const Tensor& b3, const Tensor& b4,
                                 const Tensor& b5, const Tensor& b6, const Tensor& p1, const Tensor& p2,
                                 const Tensor& moments, model::Dilation dilation, double epsilon, bool preactivated)
    {
        const variable_list list = {input, a1, a2, a3, a4, a5, a6, b1, b2, b3, b4, b5, b6, p1, p2};
        const BlockParameters block = blockFrom(list, dilation, epsilon, preactivated);
        const bool projected = block.projection.weight.defined();
        Tensor inner = emptyLike(input, a5.size(0));
        Tensor output = emptyLike(input, b5.size(0));
        Tensor none;
        const HalfBlock first(block.halves[0], dilation, epsilon, input, moments);
        const Tensor innerMoments = first.forward({}, block.projection, inner, output);
        const HalfBlock second(block.halves[1], dilation, epsilon, inner, innerMoments);
        const Tensor outputMoments = second.forward(projected ? output : input, {}, output, none);
        variable_list saved = list;
        saved.insert(saved.end(), {moments, inner, innerMoments});
        context->save_for_backward(saved);
        saveShape(*context, block);
        context->mark_non_differentiable({outputMoments, innerMoments});
        return {output, outputMoments, innerMoments};
    }

    static variable_list backward(AutogradContext* context, const variable_list& outputGradients)
    {
        const variable_list saved = context->get_saved_variables();
        const BlockParameters block = savedBlock(*context, saved);
        variable_list gradients = torch::GradMode::is_enabled() ? plainGradients(saved[0], block, outputGradients[0])
                                                                : fused(saved, block, outputGradients[0]);
        gradients.resize(gradients.size() + 4); // moments and what is no tensor
        return gradients;
    }

private:
    static variable_list fused(const variable_list& saved, const BlockParameters& block, const Tensor& gradient)
    {
        const Tensor& input = saved[0];
        const Tensor& moments = saved[saved.size() - 3];
        const Tensor& inner = saved[saved.size() - 2];
        const Tensor& innerMoments = saved[saved.size() - 1];
        const Tensor dense = gradient.contiguous(torch::MemoryFormat::ChannelsLast);
        const HalfGradients ofSecond =
            HalfBlock(block.halves[1], block.dilation, block.epsilon, inner, innerMoments).backward(dense, {}, {});
        const HalfGradients ofFirst = HalfBlock(block.halves[0], block.dilation, block.epsilon, input, moments)
                                          .backward(ofSecond.input, block.projection, dense);
        return gradientList(ofFirst, ofSecond);
    }
};

} // namespace

bool canFuse(const Tensor& features)
{
    return kernels::hasVectorSet() && features.device().is_cpu() && features.scalar_type() == torch::kFloat32;
}

FusedOutput fusedBlock(const Tensor& input, const Tensor& moments, const BlockParameters& block)
{
    const auto& [a, b] = block.halves;
    const variable_list outputs = BlockFunction::apply(
        input.contiguous(torch::MemoryFormat::ChannelsLast), a.normWeight, a.normBias, a.depthwiseWeight,
        a.depthwiseBias, a.pointwiseWeight, a.pointwiseBias, b.normWeight, b.normBias, b.depthwiseWeight,
        b.depthwiseBias, b.pointwiseWeight, b.pointwiseBias, orEmpty(block.projection.weight),
        orEmpty(block.projection.bias), moments, block.dilation, block.epsilon, block.projection.preactivated);
    return {outputs[0], outputs[1], outputs[2]};
}

Tensor plainBlock(const Tensor& input, const BlockParameters& block)
{
    const auto activate = [&](const Tensor& values, const HalfParameters& half) {
        return torch::batch_norm(values, half.normWeight, half.normBias, {}, {}, true, 0, block.epsilon, false).relu();
    };
    const auto separable = [&](const Tensor& values, const HalfParameters& half) {
        const std::vector<std::int64_t> dilation = {block.dilation[0], block.dilation[1]};
        const Tensor wide =
            torch::conv2d(values, half.depthwiseWeight, half.depthwiseBias, 1, dilation, dilation, values.size(1));
        return torch::conv2d(wide, half.pointwiseWeight, half.pointwiseBias);
    };
    const auto& [first, second] = block.halves;
    const Tensor activated = activate(input, first);
    const Tensor output = separable(activate(separable(activated, first), second), second);
    const Projection& projection = block.projection;
    return output + (projection.weight.defined() ? torch::conv2d(projection.preactivated ? activated : input,
                                                                 projection.weight, projection.bias)
                                                 : input);
}

} // namespace rxwatt::network
