// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model_config.h"
#include "core/network/gpu_block.h"

#include <torch/torch.h>

#include <array>

namespace rxwatt::network
{

/// Told as each layer of a forward pass has been asked for; a GPU may still be at work on it.
class LayerObserver
{
public:
    LayerObserver() = default;
    LayerObserver(const LayerObserver&) = delete;
    LayerObserver& operator=(const LayerObserver&) = delete;
    virtual ~LayerObserver() = default;

    /// Once for each layer, in the order of model::layersOf(); an equalizer is no layer of the network and left out.
    virtual void layerDone() = 0;
};

/// One pre-activation residual block: batch norm, ReLU and a depthwise separable convolution, twice, plus the shortcut,
/// which is a 1×1 projection where the number of channels changes.
class ResidualBlockImpl : public torch::nn::Module
{
public:
    struct Shape {
        int inputChannels = 0;
        int outputChannels = 0;
        int depthMultiplier = 1;
        model::Dilation dilation = {1, 1};
        model::ProjectionInput projectionInput = model::ProjectionInput::preactivated;
    };

    explicit ResidualBlockImpl(const Shape& shape);

    /// [slot, inputChannels, symbol, subcarrier] to [slot, outputChannels, symbol, subcarrier].
    torch::Tensor forward(const torch::Tensor& input, LayerObserver* observer = nullptr);

    /// The same in training mode on the CPU (see fusedBlock()), where canFuse().
    FusedOutput trainFused(const torch::Tensor& input, const torch::Tensor& moments);

    /// The same on a GPU (see gpuBlock()), in either mode, where canFuseOnGpu().
    torch::Tensor forwardOnGpu(const torch::Tensor& input);

    [[nodiscard]] BlockParameters parameters() const;

    /// Running mean and variance of both batch norms, [2, channel] each.
    [[nodiscard]] std::array<torch::Tensor, 2> runningMoments() const;

private:
    model::ProjectionInput m_projectionInput;
    model::Dilation m_dilation;
    torch::nn::BatchNorm2d m_norm1;
    torch::nn::Conv2d m_depthwise1;
    torch::nn::Conv2d m_pointwise1;
    torch::nn::BatchNorm2d m_norm2;
    torch::nn::Conv2d m_depthwise2;
    torch::nn::Conv2d m_pointwise2;
    torch::nn::Conv2d m_projection{nullptr};
};

TORCH_MODULE(ResidualBlock);

/// A convolution with bias that keeps the grid's size.
[[nodiscard]] torch::nn::Conv2d convolution(int inputs, int outputs, int kernel);

/// Hands a layer's output on once the observer knows of it.
[[nodiscard]] torch::Tensor told(torch::Tensor output, LayerObserver* observer);

} // namespace rxwatt::network
