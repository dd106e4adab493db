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

/// A convolution with bias that keeps the grid's size.
torch::nn::Conv2d convolution(int inputs, int outputs, int kernel)
{
    return torch::nn::Conv2d(torch::nn::Conv2dOptions(inputs, outputs, kernel).padding(kernel / 2));
}

torch::nn::Conv2d depthwise(int channels, int multiplier, model::Dilation dilation)
{
    return torch::nn::Conv2d(torch::nn::Conv2dOptions(channels, channels * multiplier, 3)
                                 .padding({dilation[0], dilation[1]})
                                 .dilation({dilation[0], dilation[1]})
                                 .groups(channels));
}

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

/// Hands a layer's output on once the observer knows of it.
torch::Tensor told(torch::Tensor output, LayerObserver* observer)
{
    if (observer != nullptr) {
        observer->layerDone();
    }
    return output;
}

} // namespace

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

std::array<torch::Tensor, 2> ResidualBlockImpl::runningMoments() const
{
    const auto running = [](const torch::nn::BatchNorm2d& norm) {
        return torch::stack({norm->running_mean, norm->running_var});
    };
    return {running(m_norm1), running(m_norm2)};
}

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
    for (ResidualBlock& block : m_blocks) {
        hidden = block->forward(hidden, observer);
    }
    return hidden;
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
    if (observer == nullptr && !is_training() && !torch::GradMode::is_enabled() && canFuse(features) &&
        canFuse(m_input->weight)) {
        return inferencePass().run(features);
    }
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
