// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model_config.h"
#include "core/network/gpu_inference.h"
#include "core/network/residual_block.h"

#include <torch/torch.h>

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace rxwatt::network
{

struct NetworkParameters;
class InferencePass;

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

    /// How a GPU keeps what lies between the blocks: torch::kFloat32, as at first, or torch::kBFloat16. Weights,
    /// statistics and sums stay float. Has no effect on a CPU.
    void setGpuStorage(torch::ScalarType type);

    /// The model that it was built from.
    [[nodiscard]] const model::ModelConfig& model() const { return m_model; }

    [[nodiscard]] const model::ModelShape& shape() const { return m_shape; }

private:
    torch::Tensor forwardLayers(const torch::Tensor& features, LayerObserver* observer);
    torch::Tensor forwardBlocks(torch::Tensor hidden, LayerObserver* observer);
    torch::Tensor blocksOnGpu(const torch::Tensor& input);
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
    GpuInference m_gpuInference;
    torch::ScalarType m_gpuStorage = torch::kFloat32;
};

TORCH_MODULE(ReceiverNetwork);

/// Fills the weights as PyTorch does by default (convolutions: uniform ±1/√fan_in, weights and biases; batch norms: 1
/// and 0, running statistics 0 and 1), from the stream `initialisation`: the same seed gives the same weights, whatever
/// else has drawn random numbers, and with every LibTorch.
void initialise(ReceiverNetwork& network, std::uint64_t seed);

} // namespace rxwatt::network
