// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/gpu_block.h"

#include "core/network/block_function.h"
#include "core/network/gpu_half.h"

#include <c10/core/DeviceGuard.h>

namespace rxwatt::network
{

namespace
{

using torch::Tensor;
using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

using RunningNorms = std::array<RunningNorm, 2>;

/// A block forward with what its way back needs.
struct GpuForward {
    GpuForward(const Tensor& input, const BlockParameters& block, const RunningNorms& running)
    {
        const Projection& projection = block.projection;
        const bool fromActivated = projection.weight.defined() && projection.preactivated;
        const GpuHalf half(block.halves[0], block.dilation, input);
        first = half.activate(running[0], block.epsilon, fromActivated);
        inner = half.project(first, {});
        Tensor shortcut = input;
        if (projection.weight.defined()) {
            shortcut = pointwiseOf(fromActivated ? first.activated : input, projection.weight, projection.bias, {});
        }
        const GpuHalf next(block.halves[1], block.dilation, inner);
        second = next.activate(running[1], block.epsilon, false);
        output = next.project(second, shortcut);
    }

    GpuHalf::Kept first;
    GpuHalf::Kept second;
    Tensor inner;
    Tensor output;
};

variable_list gpuGradients(const variable_list& saved, const BlockParameters& block, const Tensor& gradient)
{
    const Tensor* kept = saved.data() + tensorsOfBlock;
    const GpuHalf::Kept first{kept[0], kept[1], kept[2], kept[3]};
    const GpuHalf::Kept second{kept[4], kept[5], kept[6], {}};
    const Tensor& input = saved[0];
    const Tensor& inner = kept[7];
    const Tensor dense = gradient.contiguous(torch::MemoryFormat::ChannelsLast);
    const HalfGradients ofSecond = GpuHalf(block.halves[1], block.dilation, inner).backward(second, dense, {}, {});
    const GpuHalf half(block.halves[0], block.dilation, input);
    const Tensor& weight = block.projection.weight;
    if (!weight.defined()) {
        return gradientList(half.backward(first, ofSecond.input, {}, dense), ofSecond);
    }
    const Tensor by = placesOf(dense);
    const Tensor through = by.mm(matrixOf(weight, by)); // [place, channel], as the block's input lies
    const bool fromActivated = block.projection.preactivated;
    HalfGradients ofFirst =
        half.backward(first, ofSecond.input, fromActivated ? through : Tensor(), fromActivated ? Tensor() : through);
    const Tensor places = placesOf(fromActivated ? first.activated : input);
    ofFirst.projectionWeight = by.t().mm(places).to(torch::kFloat32).view(weight.sizes());
    return gradientList(ofFirst, ofSecond);
}

class GpuBlockFunction : public torch::autograd::Function<GpuBlockFunction>
{
public:
    // One argument a tensor: LibTorch 1.13 looks for variables in no other place.
    static Tensor forward(AutogradContext* context, const Tensor& input, const Tensor& a1, const Tensor& a2,
                          const Tensor& a3, const Tensor& a4, const Tensor& a5, const Tensor& a6, const Tensor& b1,
                          const Tensor& b2, const Tensor& b3, const Tensor& b4, const Tensor& b5, const Tensor& b6,
                          const Tensor& p1, const Tensor& p2, model::Dilation dilation, double epsilon,
                          bool preactivated, const RunningNorms& running)
    {
        variable_list list = {input, a1, a2, a3, a4, a5, a6, b1, b2, b3, b4, b5, b6, p1, p2};
        const BlockParameters block = blockFrom(list, dilation, epsilon, preactivated);
        const c10::DeviceGuard guard(input.device());
        const GpuForward pass(input, block, running);
        const GpuHalf::Kept& first = pass.first;
        const GpuHalf::Kept& second = pass.second;
        list.insert(list.end(), {first.map, first.taps, first.wide, first.activated, second.map, second.taps,
                                 second.wide, pass.inner});
        context->save_for_backward(list);
        saveShape(*context, block);
        return pass.output;
    }

    static variable_list backward(AutogradContext* context, const variable_list& outputGradients)
    {
        const variable_list saved = context->get_saved_variables();
        const BlockParameters block = savedBlock(*context, saved);
        const c10::DeviceGuard guard(saved[0].device());
        variable_list gradients = torch::GradMode::is_enabled() ? plainGradients(saved[0], block, outputGradients[0])
                                                                : gpuGradients(saved, block, outputGradients[0]);
        gradients.resize(gradients.size() + 4); // what is no tensor
        return gradients;
    }
};

} // namespace

bool hasGpuKernels()
{
    return gpu::cudaKernels() != nullptr;
}

bool canFuseOnGpu(const Tensor& features, int depthMultiplier)
{
    const bool storable = features.scalar_type() == torch::kFloat32 || features.scalar_type() == torch::kBFloat16;
    return features.is_cuda() && hasGpuKernels() && storable && depthMultiplier <= gpu::largestMultiplier;
}

Tensor gpuBlock(const Tensor& input, const BlockParameters& block, const RunningNorms& running)
{
    const Tensor dense = input.contiguous(torch::MemoryFormat::ChannelsLast);
    if (!torch::GradMode::is_enabled()) {
        const c10::DeviceGuard guard(input.device());
        return GpuForward(dense, block, running).output;
    }
    const auto& [a, b] = block.halves;
    return GpuBlockFunction::apply(dense, a.normWeight, a.normBias, a.depthwiseWeight, a.depthwiseBias,
                                   a.pointwiseWeight, a.pointwiseBias, b.normWeight, b.normBias, b.depthwiseWeight,
                                   b.depthwiseBias, b.pointwiseWeight, b.pointwiseBias,
                                   orEmpty(block.projection.weight), orEmpty(block.projection.bias), block.dilation,
                                   block.epsilon, block.projection.preactivated, running);
}

} // namespace rxwatt::network
