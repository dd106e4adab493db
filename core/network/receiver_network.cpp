// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/receiver_network.h"

#include "core/base/random.h"
#include "core/model/layers.h"
#include "core/network/fused_block.h"
#include "core/network/inference_pass.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <string>
#include <utility>

namespace rxwatt::network
{
namespace
{

void fillUniform(torch::Tensor& parameter, double bound, base::RandomStream random)
{
    torch::Tensor values = torch::empty(parameter.sizes(), torch::kFloat32);
    std::generate_n(values.data_ptr<float>(), values.numel(),
                    [&] { return static_cast<float>(random.uniform(-bound, bound)); });
    parameter.copy_(values);
}

/// Draws from the streams `index` (weight) and `index` + 1 (bias).
void initialiseConvolution(torch::nn::Conv2dImpl& convolution, std::uint64_t seed, std::uint64_t index)
{
    // Kaiming-uniform with a = √5, PyTorch's default, comes to the bound that it takes for biases too.
    const double fanIn = static_cast<double>(convolution.weight.numel() / convolution.weight.size(0));
    const double bound = 1.0 / std::sqrt(fanIn);
    fillUniform(convolution.weight, bound, base::RandomStream({seed, base::Stream::initialisation, index}));
    fillUniform(convolution.bias, bound, base::RandomStream({seed, base::Stream::initialisation, index + 1}));
}

} // namespace

ReceiverNetworkImpl::ReceiverNetworkImpl(const model::ModelConfig& model, const model::ModelShape& shape)
    : m_model(model),
      m_shape(shape),
      m_input(register_module(
          "input", convolution(model::inputChannels(model.input, shape.rxAntennas), model.channels.front(), 3))),
      m_outputNorm(nullptr),
      m_output(nullptr)
{
    assert(model.validate());
    int inputs = model.channels.front();
    for (std::size_t i = 0; i < model.channels.size(); ++i) {
        const ResidualBlockImpl::Shape block{inputs, model.channels[i], model.depthMultiplier, model.dilations[i],
                                             model.projectionInput};
        m_blocks.push_back(register_module("block" + std::to_string(i + 1), ResidualBlock(block)));
        inputs = model.channels[i];
    }
    m_outputNorm = register_module("output_norm", torch::nn::BatchNorm2d(inputs));
    m_output = register_module("output", convolution(inputs, shape.outputBits, model.outputKernel));
    m_state = parameters();
    for (const torch::Tensor& buffer : buffers()) {
        if (buffer.is_floating_point()) { // a norm's counter of batches is none
            m_state.push_back(buffer);
        }
    }
    m_versions.resize(m_state.size());
}

ReceiverNetworkImpl::~ReceiverNetworkImpl() = default;

torch::Tensor ReceiverNetworkImpl::forwardBlocks(torch::Tensor hidden, LayerObserver* observer)
{
    if (observer == nullptr && is_training() && canFuse(hidden)) {
        torch::Tensor moments = momentsOf(hidden.detach());
        for (ResidualBlock& block : m_blocks) {
            const FusedOutput fused = block->trainFused(hidden, moments);
            hidden = fused.output;
            moments = fused.moments;
        }
        return hidden;
    }
    // Its gradients are those of norms over the batch.
    const bool differentiable = torch::GradMode::is_enabled();
    if (observer == nullptr && canFuseOnGpu(hidden, m_model.depthMultiplier) && (is_training() || !differentiable)) {
        return blocksOnGpu(hidden);
    }
    for (ResidualBlock& block : m_blocks) {
        hidden = block->forward(hidden, observer);
    }
    return hidden;
}

torch::Tensor ReceiverNetworkImpl::blocksOnGpu(const torch::Tensor& input)
{
    torch::Tensor hidden = input.to(m_gpuStorage);
    for (ResidualBlock& block : m_blocks) {
        hidden = block->forwardOnGpu(hidden);
    }
    return hidden.to(input.scalar_type());
}

void ReceiverNetworkImpl::setGpuStorage(torch::ScalarType type)
{
    TORCH_CHECK(type == torch::kFloat32 || type == torch::kBFloat16, "activations are kept as float or bfloat16");
    m_gpuStorage = type;
    m_gpuInference = {};
}

NetworkParameters ReceiverNetworkImpl::parametersForInference() const
{
    NetworkParameters all;
    all.input = {m_input->weight, m_input->bias};
    for (const ResidualBlock& block : m_blocks) {
        all.blocks.push_back({block->parameters(), block->runningMoments()});
    }
    all.outputNorm = {m_outputNorm->weight, m_outputNorm->bias,
                      torch::stack({m_outputNorm->running_mean, m_outputNorm->running_var})};
    all.output = {m_output->weight, m_output->bias};
    all.epsilon = m_outputNorm->options.eps();
    return all;
}

InferencePass& ReceiverNetworkImpl::inferencePass()
{
    // Tensors that were made in inference mode have no version: then nothing is kept.
    bool known = m_inferencePass != nullptr;
    for (std::size_t i = 0; i < m_state.size(); ++i) {
        const bool counted = !m_state[i].is_inference();
        const std::pair<const void*, std::int64_t> now{m_state[i].data_ptr(), counted ? m_state[i]._version() : -1};
        known = known && counted && now == m_versions[i];
        m_versions[i] = now;
    }
    if (!known) {
        m_inferencePass = std::make_unique<InferencePass>(parametersForInference());
    }
    return *m_inferencePass;
}

torch::Tensor ReceiverNetworkImpl::forward(torch::Tensor features, LayerObserver* observer)
{
    features = features.contiguous(torch::MemoryFormat::ChannelsLast);
    if (observer == nullptr && !is_training() && !torch::GradMode::is_enabled()) {
        if (canFuse(features) && canFuse(m_input->weight)) {
            return inferencePass().run(features);
        }
        if (canFuseOnGpu(features, m_model.depthMultiplier)) {
            return m_gpuInference.run(features, m_state,
                                      [this](const torch::Tensor& batch) { return forwardLayers(batch, nullptr); });
        }
    }
    return forwardLayers(features, observer);
}

torch::Tensor ReceiverNetworkImpl::forwardLayers(const torch::Tensor& features, LayerObserver* observer)
{
    torch::Tensor hidden = told(m_input->forward(features), observer);
    hidden = forwardBlocks(std::move(hidden), observer);
    hidden = told(told(m_outputNorm->forward(hidden), observer).relu_(), observer);
    return told(m_output->forward(hidden), observer);
}

void initialise(ReceiverNetwork& network, std::uint64_t seed)
{
    const torch::NoGradGuard noGradients;
    std::uint64_t index = 0;
    for (const auto& module : network->modules(false)) {
        if (auto* convolution = module->as<torch::nn::Conv2dImpl>()) {
            initialiseConvolution(*convolution, seed, index);
            index += 2;
        } else if (auto* norm = module->as<torch::nn::BatchNorm2dImpl>()) {
            norm->reset_running_stats();
            norm->weight.fill_(1);
            norm->bias.zero_();
        }
    }
}

} // namespace rxwatt::network
