// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/residual_block.h"

#include <algorithm>

namespace rxwatt::network
{
namespace
{

torch::nn::Conv2d depthwise(int channels, int multiplier, model::Dilation dilation)
{
    return torch::nn::Conv2d(torch::nn::Conv2dOptions(channels, channels * multiplier, 3)
                                 .padding({dilation[0], dilation[1]})
                                 .dilation({dilation[0], dilation[1]})
                                 .groups(channels));
}

/// What a batch norm in training mode keeps of a batch's moments of `places` values a channel.
void keepMoments(torch::nn::BatchNorm2dImpl& norm, const torch::Tensor& moments, std::int64_t places)
{
    const torch::NoGradGuard noGradients;
    const double momentum = norm.options.momentum().value();
    const double unbiased = static_cast<double>(places) / static_cast<double>(std::max<std::int64_t>(places - 1, 1));
    norm.running_mean.lerp_(moments[0], momentum);
    norm.running_var.lerp_(moments[1] * unbiased, momentum);
    norm.num_batches_tracked.add_(1);
}

HalfParameters parametersOf(const torch::nn::BatchNorm2d& norm, const torch::nn::Conv2d& depthwise,
                            const torch::nn::Conv2d& pointwise)
{
    return {norm->weight, norm->bias, depthwise->weight, depthwise->bias, pointwise->weight, pointwise->bias};
}

} // namespace

torch::nn::Conv2d convolution(int inputs, int outputs, int kernel)
{
    return torch::nn::Conv2d(torch::nn::Conv2dOptions(inputs, outputs, kernel).padding(kernel / 2));
}

torch::Tensor told(torch::Tensor output, LayerObserver* observer)
{
    if (observer != nullptr) {
        observer->layerDone();
    }
    return output;
}

ResidualBlockImpl::ResidualBlockImpl(const Shape& shape)
    : m_projectionInput(shape.projectionInput),
      m_dilation(shape.dilation),
      m_norm1(register_module("norm1", torch::nn::BatchNorm2d(shape.inputChannels))),
      m_depthwise1(
          register_module("depthwise1", depthwise(shape.inputChannels, shape.depthMultiplier, shape.dilation))),
      m_pointwise1(register_module("pointwise1",
                                   convolution(shape.inputChannels * shape.depthMultiplier, shape.outputChannels, 1))),
      m_norm2(register_module("norm2", torch::nn::BatchNorm2d(shape.outputChannels))),
      m_depthwise2(
          register_module("depthwise2", depthwise(shape.outputChannels, shape.depthMultiplier, shape.dilation))),
      m_pointwise2(register_module("pointwise2",
                                   convolution(shape.outputChannels * shape.depthMultiplier, shape.outputChannels, 1)))
{
    if (shape.inputChannels != shape.outputChannels) {
        m_projection = register_module("projection", convolution(shape.inputChannels, shape.outputChannels, 1));
    }
}

torch::Tensor ResidualBlockImpl::forward(const torch::Tensor& input, LayerObserver* observer)
{
    // Batch norm's and the last convolution's outputs are ours and no gradient needs them, so they are overwritten.
    const torch::Tensor activated = told(told(m_norm1->forward(input), observer).relu_(), observer);
    torch::Tensor output = told(m_depthwise1->forward(activated), observer);
    output = told(m_pointwise1->forward(output), observer);
    output = told(told(m_norm2->forward(output), observer).relu_(), observer);
    output = told(m_depthwise2->forward(output), observer);
    output = told(m_pointwise2->forward(output), observer);
    if (m_projection.is_empty()) {
        return told(output.add_(input), observer);
    }
    const bool preactivated = m_projectionInput == model::ProjectionInput::preactivated;
    const torch::Tensor shortcut = told(m_projection->forward(preactivated ? activated : input), observer);
    return told(output.add_(shortcut), observer);
}

BlockParameters ResidualBlockImpl::parameters() const
{
    BlockParameters block;
    block.halves = {parametersOf(m_norm1, m_depthwise1, m_pointwise1),
                    parametersOf(m_norm2, m_depthwise2, m_pointwise2)};
    if (!m_projection.is_empty()) {
        block.projection = {m_projection->weight, m_projection->bias,
                            m_projectionInput == model::ProjectionInput::preactivated};
    }
    block.dilation = m_dilation;
    block.epsilon = m_norm1->options.eps();
    return block;
}

FusedOutput ResidualBlockImpl::trainFused(const torch::Tensor& input, const torch::Tensor& moments)
{
    FusedOutput fused = fusedBlock(input, moments, parameters());
    const std::int64_t places = input.numel() / input.size(1);
    keepMoments(*m_norm1, moments, places);
    keepMoments(*m_norm2, fused.innerMoments, places);
    return fused;
}

torch::Tensor ResidualBlockImpl::forwardOnGpu(const torch::Tensor& input)
{
    const auto running = [&](const torch::nn::BatchNorm2d& norm) {
        return RunningNorm{norm->running_mean, norm->running_var, norm->num_batches_tracked,
                           norm->options.momentum().value(), is_training()};
    };
    return gpuBlock(input, parameters(), {running(m_norm1), running(m_norm2)});
}

std::array<torch::Tensor, 2> ResidualBlockImpl::runningMoments() const
{
    const auto running = [](const torch::nn::BatchNorm2d& norm) {
        return torch::stack({norm->running_mean, norm->running_var});
    };
    return {running(m_norm1), running(m_norm2)};
}

} // namespace rxwatt::network
