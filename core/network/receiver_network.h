// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model_config.h"

#include <torch/torch.h>

#include <array>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace rxwatt::network
{

struct BlockParameters;
struct FusedOutput;
struct NetworkParameters;
class InferencePass;

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

/// DeepRx in Torch. Submodules carry the layer names of core/model, so named_parameters() and named_buffers() give the
/// names of the weight files. Throws what Torch throws (c10::Error), as every caller of Torch must expect.
class ReceiverNetworkImpl : public torch::nn::Module
{
public:
    /// `model` is valid. Of `shape` the antennas and the output bits count; the grid may be of any size.
    ReceiverNetworkImpl(const model::ModelConfig& model, const model::ModelShape& shape);
    ReceiverNetworkImpl(const ReceiverNetworkImpl&) = delete;
    ReceiverNetworkImpl& operator=(const ReceiverNetworkImpl&) = delete;
    ~ReceiverNetworkImpl() override;

    /// Features [slot, channel, symbol, subcarrier] in channels-last memory to bit logits
    /// [slot, bit, symbol, subcarrier] in channels-last memory; log P(b=1)/P(b=0), positive means 1. In evaluation mode
    /// without gradients it lays the weights out once and again when they have changed; who changes them past Torch's
    /// operators calls bump_version() on each.
    torch::Tensor forward(torch::Tensor features, LayerObserver* observer = nullptr);

    /// The model that it was built from.
    [[nodiscard]] const model::ModelConfig& model() const { return m_model; }

    [[nodiscard]] const model::ModelShape& shape() const { return m_shape; }

private:
    torch::Tensor forwardBlocks(torch::Tensor hidden, LayerObserver* observer);
    [[nodiscard]] NetworkParameters parametersForInference() const;
    InferencePass& inferencePass();

    model::ModelConfig m_model;
    model::ModelShape m_shape;
    torch::nn::Conv2d m_input;
    std::vector<ResidualBlock> m_blocks;
    torch::nn::BatchNorm2d m_outputNorm;
    torch::nn::Conv2d m_output;
    /// Parameters and statistics, and as the inference pass knows them: where they lie and their version.
    std::vector<torch::Tensor> m_state;
    std::vector<std::pair<const void*, std::int64_t>> m_versions;
    std::unique_ptr<InferencePass> m_inferencePass;
};

TORCH_MODULE(ReceiverNetwork);

/// Fills the weights as PyTorch does by default (convolutions: uniform ±1/√fan_in, weights and biases; batch norms: 1
/// and 0, running statistics 0 and 1), from the stream `initialisation`: the same seed gives the same weights, whatever
/// else has drawn random numbers, and with every LibTorch.
void initialise(ReceiverNetwork& network, std::uint64_t seed);

} // namespace rxwatt::network
