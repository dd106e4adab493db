// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/layers.h"

#include <fmt/format.h>

#include <cassert>

namespace rxwatt::model
{
namespace
{

constexpr std::int64_t bytesPerElement = 4;

/// Lays layers one after another and counts each.
class LayerBuilder
{
public:
    explicit LayerBuilder(const ModelShape& shape) : m_shape(shape) {}

    void beginBlock(const std::string& name) { m_block = name; }

    void convolution(Layer layer);
    void batchNorm(const std::string& name, int channels);
    void relu(const std::string& name, int channels);
    void addition(const std::string& name, int channels);
    void equalizer();

    [[nodiscard]] std::vector<Layer> take() { return std::move(m_layers); }

private:
    [[nodiscard]] std::int64_t elements() const { return std::int64_t{m_shape.symbols} * m_shape.subcarriers; }

    /// Completes a layer whose parameters and MACs are known; `elementsRead` are those of inputs and weights.
    void append(Layer layer, std::int64_t elementsRead);
    void elementwise(LayerKind kind, const std::string& name, int channels, std::int64_t elementsRead);

    ModelShape m_shape;
    std::string m_block;
    std::vector<Layer> m_layers;
};

void LayerBuilder::append(Layer layer, std::int64_t elementsRead)
{
    layer.block = m_block;
    layer.outputShape = {layer.outputChannels, m_shape.symbols, m_shape.subcarriers};
    layer.bytesRead = elementsRead * bytesPerElement;
    layer.bytesWritten = elements() * layer.outputChannels * bytesPerElement;
    m_layers.push_back(std::move(layer));
}

void LayerBuilder::convolution(Layer layer)
{
    const std::int64_t weights =
        std::int64_t{layer.outputChannels} * (layer.inputChannels / layer.groups) * layer.kernel * layer.kernel;
    layer.macs = weights * elements();
    layer.parameters = weights + (layer.bias ? layer.outputChannels : 0);
    const std::int64_t elementsRead = elements() * layer.inputChannels + layer.parameters;
    append(std::move(layer), elementsRead);
}

void LayerBuilder::elementwise(LayerKind kind, const std::string& name, int channels, std::int64_t elementsRead)
{
    Layer layer;
    layer.name = name;
    layer.kind = kind;
    layer.inputChannels = channels;
    layer.outputChannels = channels;
    layer.bias = kind == LayerKind::batchNorm;
    layer.parameters = kind == LayerKind::batchNorm ? std::int64_t{2} * channels : 0;
    append(std::move(layer), elementsRead);
}

void LayerBuilder::batchNorm(const std::string& name, int channels)
{
    // Besides the input: scale, offset, mean and variance of each channel.
    elementwise(LayerKind::batchNorm, name, channels, (elements() + 4) * channels);
}

void LayerBuilder::relu(const std::string& name, int channels)
{
    elementwise(LayerKind::relu, name, channels, elements() * channels);
}

void LayerBuilder::addition(const std::string& name, int channels)
{
    elementwise(LayerKind::addition, name, channels, elements() * channels * 2);
}

Layer convolutionLayer(const std::string& name, LayerKind kind, int inputs, int outputs, int kernel)
{
    Layer layer;
    layer.name = name;
    layer.kind = kind;
    layer.inputChannels = inputs;
    layer.outputChannels = outputs;
    layer.kernel = kernel;
    return layer;
}

/// One residual block; see network::ResidualBlockImpl, which computes it.
class BlockLayout
{
public:
    BlockLayout(LayerBuilder& builder, const ModelConfig& model, std::size_t index)
        : m_builder(builder),
          m_model(model),
          m_index(index),
          m_name(fmt::format("block{}", index + 1)),
          m_inputs(index == 0 ? model.channels.front() : model.channels[index - 1]),
          m_outputs(model.channels[index])
    {
    }

    void lay()
    {
        m_builder.beginBlock(m_name);
        half(1, m_inputs);
        half(2, m_outputs);
        if (m_inputs != m_outputs) {
            m_builder.convolution(
                convolutionLayer(m_name + ".projection", LayerKind::projection, m_inputs, m_outputs, 1));
        }
        m_builder.addition(m_name + ".addition", m_outputs);
    }

private:
    /// Batch norm, ReLU, depthwise and pointwise convolution.
    void half(int number, int inputs)
    {
        const int expanded = inputs * m_model.depthMultiplier;
        m_builder.batchNorm(fmt::format("{}.norm{}", m_name, number), inputs);
        m_builder.relu(fmt::format("{}.relu{}", m_name, number), inputs);
        Layer depthwise =
            convolutionLayer(fmt::format("{}.depthwise{}", m_name, number), LayerKind::depthwise, inputs, expanded, 3);
        depthwise.dilation = m_model.dilations[m_index];
        depthwise.groups = inputs;
        m_builder.convolution(std::move(depthwise));
        m_builder.convolution(convolutionLayer(fmt::format("{}.pointwise{}", m_name, number), LayerKind::pointwise,
                                               expanded, m_outputs, 1));
    }

    LayerBuilder& m_builder;
    const ModelConfig& m_model;
    std::size_t m_index;
    std::string m_name;
    int m_inputs;
    int m_outputs;
};

} // namespace

std::string_view nameOf(LayerKind kind)
{
    switch (kind) {
    case LayerKind::equalizer:
        return "equalizer";
    case LayerKind::convolution:
        return "convolution";
    case LayerKind::depthwise:
        return "depthwise";
    case LayerKind::pointwise:
        return "pointwise";
    case LayerKind::projection:
        return "projection";
    case LayerKind::batchNorm:
        return "batch_norm";
    case LayerKind::relu:
        return "relu";
    case LayerKind::addition:
        return "addition";
    }
    assert(false);
    return {};
}

int inputChannels(Input input, int rxAntennas)
{
    return input == Input::deeprx ? 4 * rxAntennas + 2 : 6 * rxAntennas + 3;
}

void LayerBuilder::equalizer()
{
    // What phy::InputMaker multiplies, for each antenna where not said otherwise. A complex product is 4 real
    // multiplications; reciprocals and the logarithm are not counted.
    constexpr std::int64_t leastSquares = 4;   // a pilot: Y·conj(X_p)
    constexpr std::int64_t alongFrequency = 2; // an element between two pilots
    constexpr std::int64_t slope = 2;          // a subcarrier: change from one DM-RS symbol to the other
    constexpr std::int64_t alongTime = 2;      // an element: Ĥ from the slope
    constexpr std::int64_t combining = 4 + 2;  // an element: conj(Ĥ)·Y and |Ĥ|²
    constexpr std::int64_t residual = 4;       // an element: Y − Ĥ·x̂
    constexpr std::int64_t scaling = 2;        // an element, once for all antennas: x̂ by the gain
    const std::int64_t antennas = m_shape.rxAntennas;
    // Each DM-RS symbol has pilots on half of the subcarriers.
    const std::int64_t pilots = std::int64_t{m_shape.dmrsSymbols} * m_shape.subcarriers / 2;
    const std::int64_t overTime = m_shape.dmrsSymbols > 1 ? m_shape.subcarriers * slope + elements() * alongTime : 0;

    Layer layer;
    layer.name = "equalizer";
    layer.kind = LayerKind::equalizer;
    layer.inputChannels = 2 * m_shape.rxAntennas;
    layer.outputChannels = model::inputChannels(Input::equalized, m_shape.rxAntennas);
    layer.bias = false;
    layer.macs = antennas * (pilots * (leastSquares + alongFrequency) + overTime) +
                 elements() * (antennas * (combining + residual) + scaling);
    m_block = "equalizer";
    append(std::move(layer), elements() * (2 * antennas) + 2 * pilots);
}

std::int64_t ModelLayers::macs() const
{
    std::int64_t sum = 0;
    for (const Layer& layer : layers) {
        sum += layer.macs;
    }
    return sum;
}

std::int64_t ModelLayers::parameters() const
{
    std::int64_t sum = 0;
    for (const Layer& layer : layers) {
        sum += layer.parameters;
    }
    return sum;
}

std::vector<BlockCost> ModelLayers::blocks() const
{
    std::vector<BlockCost> blocks;
    for (const Layer& layer : layers) {
        if (blocks.empty() || blocks.back().name != layer.block) {
            blocks.push_back({layer.block, 0, 0});
        }
        blocks.back().macs += layer.macs;
        blocks.back().parameters += layer.parameters;
    }
    return blocks;
}

ModelLayers layersOf(const ModelConfig& model, const ModelShape& shape)
{
    LayerBuilder builder(shape);
    if (model.input == Input::equalized) {
        builder.equalizer();
    }
    const int first = model.channels.front();
    const int last = model.channels.back();
    builder.beginBlock("input");
    builder.convolution(
        convolutionLayer("input", LayerKind::convolution, inputChannels(model.input, shape.rxAntennas), first, 3));
    for (std::size_t i = 0; i < model.channels.size(); ++i) {
        BlockLayout(builder, model, i).lay();
    }
    builder.beginBlock("output");
    builder.batchNorm("output_norm", last);
    builder.relu("output_relu", last);
    builder.convolution(convolutionLayer("output", LayerKind::convolution, last, shape.outputBits, model.outputKernel));
    return {builder.take()};
}

} // namespace rxwatt::model
