// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/inference_pass.h"

#include "core/kernels/kernel_set.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace rxwatt::network
{

namespace
{

using kernels::denseFactor;
using kernels::DepthwiseShape;
using torch::Tensor;

/// Of a tile, as wide as the widest convolution's input: it stays in a core's first caches. Places are whole blocks of
/// a product's rows.
constexpr std::int64_t inferenceTileFloats = std::int64_t{1} << 15;
/// Of a group of slots, all channels of the widest layer.
constexpr std::int64_t inferenceGroupFloats = std::int64_t{1} << 16;

std::vector<float> valuesOf(const Tensor& tensor)
{
    return {tensor.data_ptr<float>(), tensor.data_ptr<float>() + tensor.numel()};
}

/// At least `count` floats; what they were is forgotten.
void reserve(Tensor& memory, std::int64_t count)
{
    if (!memory.defined() || memory.numel() < count) {
        memory = torch::empty({count}, torch::kFloat32);
    }
}

} // namespace

struct InferencePass::Work {
    /// Activations (a half's and the next one's), and two for what goes from block to block.
    static constexpr int planes = 4;

    [[nodiscard]] float* plane(const Crew& crew, int index) const
    {
        const int owner = alone ? crew.thread : 0;
        return planesOfAll + (std::int64_t{owner} * planes + index) * planeFloats;
    }

    [[nodiscard]] float* tileOf(const Crew& crew) const { return tilesOfAll + crew.thread * tileFloats; }

    [[nodiscard]] int placesOf(int slots) const { return slots * symbols * subcarriers; }

    int symbols = 0;
    int subcarriers = 0;
    int tilePlaces = 1;
    bool alone = false;
    std::int64_t planeFloats = 0;
    std::int64_t tileFloats = 0;
    float* planesOfAll = nullptr;
    float* tilesOfAll = nullptr;
};

InferencePass::Weights InferencePass::weightsOf(const Tensor& weight, const Tensor& bias)
{
    // [output, channel, tap, tap] to [tap, tap, channel, output]
    return {valuesOf(weight.permute({2, 3, 1, 0}).contiguous()), valuesOf(bias),
            static_cast<int>(weight.numel() / weight.size(0)), static_cast<int>(weight.size(0))};
}

InferencePass::Map InferencePass::mapOf(const NetworkParameters::Norm& norm, double epsilon)
{
    Map map{valuesOf(norm.weight), valuesOf(norm.bias)};
    const auto* mean = norm.moments.data_ptr<float>();
    const std::size_t channels = map.scale.size();
    for (std::size_t c = 0; c < channels; ++c) {
        const double scale = map.scale[c] / std::sqrt(double{mean[channels + c]} + epsilon);
        map.shift[c] = static_cast<float>(map.shift[c] - mean[c] * scale);
        map.scale[c] = static_cast<float>(scale);
    }
    return map;
}

InferencePass::InferencePass(const NetworkParameters& parameters)
    : m_input(weightsOf(parameters.input.weight, parameters.input.bias)),
      m_inputKernel(static_cast<int>(parameters.input.weight.size(2))),
      m_output(weightsOf(parameters.output.weight, parameters.output.bias)),
      m_outputKernel(static_cast<int>(parameters.output.weight.size(2))),
      m_channels(m_input.outputs),
      m_wide(std::max(m_input.depth, m_output.depth))
{
    std::vector<Map> maps;
    for (const NetworkParameters::Block& block : parameters.blocks) {
        for (std::size_t i = 0; i < 2; ++i) {
            const HalfParameters& half = block.parameters.halves[i];
            maps.push_back(mapOf({half.normWeight, half.normBias, block.moments[i]}, parameters.epsilon));
        }
    }
    maps.push_back(mapOf(parameters.outputNorm, parameters.epsilon));
    m_inputMap = maps.front();
    for (std::size_t b = 0; b < parameters.blocks.size(); ++b) {
        const BlockParameters& from = parameters.blocks[b].parameters;
        Block block;
        for (std::size_t i = 0; i < 2; ++i) {
            const HalfParameters& half = from.halves[i];
            block.halves[i] = {tapsOf(half.depthwiseWeight), valuesOf(half.depthwiseBias),
                               weightsOf(half.pointwiseWeight, half.pointwiseBias),
                               static_cast<int>(half.normWeight.numel()), from.dilation};
            block.maps[i] = std::move(maps[2 * b + i + 1]);
            m_channels = std::max(m_channels, block.halves[i].pointwise.outputs);
            m_wide = std::max(m_wide, block.halves[i].pointwise.depth);
        }
        if (from.projection.weight.defined()) {
            block.projection = weightsOf(from.projection.weight, from.projection.bias);
            block.preactivated = from.projection.preactivated;
        }
        m_blocks.push_back(std::move(block));
    }
}

Tensor InferencePass::run(const Tensor& features)
{
    const std::int64_t slots = features.size(0);
    Work work;
    work.symbols = static_cast<int>(features.size(2));
    work.subcarriers = static_cast<int>(features.size(3));
    const std::int64_t places = work.placesOf(1);
    work.tilePlaces = static_cast<int>(std::clamp<std::int64_t>(inferenceTileFloats / m_wide / 8 * 8, 8, places + 7));
    const SlotGroups groups(static_cast<int>(slots), inferenceGroupFloats / (m_channels * places),
                            places / work.tilePlaces);
    work.alone = groups.alone;
    if (!work.alone) {
        // Two tiles a thread at least, so that shares are alike.
        const std::int64_t share = groups.groupSlots * places / (std::int64_t{2} * threadCount());
        work.tilePlaces = static_cast<int>(std::clamp<std::int64_t>((share + 7) / 8 * 8, 8, work.tilePlaces));
    }
    work.planeFloats = groups.groupSlots * places * m_channels;
    work.tileFloats = std::int64_t{work.tilePlaces} * m_wide;
    reserve(m_planes, (work.alone ? threadCount() : 1) * Work::planes * work.planeFloats);
    reserve(m_tiles, threadCount() * work.tileFloats);
    work.planesOfAll = m_planes.data_ptr<float>();
    work.tilesOfAll = m_tiles.data_ptr<float>();

    Tensor logits = torch::empty({slots, m_output.outputs, work.symbols, work.subcarriers},
                                 features.options().memory_format(torch::MemoryFormat::ChannelsLast));
    const auto* from = features.data_ptr<float>();
    auto* to = logits.data_ptr<float>();
    groups.forEach([&](int slot, int count, const Crew& crew) {
        inputLayer(work, crew, count, from + slot * places * features.size(1));
        int hidden = 2;
        for (const Block& block : m_blocks) {
            blockLayers(work, crew, count, block, hidden);
        }
        outputLayer(work, crew, count, to + slot * places * m_output.outputs);
    });
    return logits;
}

void InferencePass::inputLayer(const Work& work, const Crew& crew, int slots, const float* features) const
{
    const auto& set = kernels::fastestSet();
    const Grid grid{work.symbols, work.subcarriers, m_input.depth / (m_inputKernel * m_inputKernel)};
    const std::int64_t outputs = m_input.outputs;
    overTiles(crew, work.placesOf(slots), work.tilePlaces, [&](const Tile& tile) {
        float* const patches = work.tileOf(crew);
        gatherPatches(grid, m_inputKernel, features, tile.first, tile.last, patches);
        set.product({tile.places(), outputs, m_input.depth}, denseFactor(patches, m_input.depth), m_input.values.data(),
                    {work.plane(crew, 2) + tile.first * outputs, nullptr, m_input.bias.data(),
                     work.plane(crew, 0) + tile.first * outputs, m_inputMap.scale.data(), m_inputMap.shift.data()});
    });
}

/// From plane 0, the block's first activations, to plane 0, the next one's; `hidden` is the plane of its input and of
/// its output.
void InferencePass::blockLayers(const Work& work, const Crew& crew, int slots, const Block& block, int& hidden) const
{
    const auto& set = kernels::fastestSet();
    const auto runHalf = [&](const Half& half, const float* activated, kernels::ProductResult result,
                             const auto& beside) {
        DepthwiseShape shape{slots, work.symbols, work.subcarriers, half.inputs, half.pointwise.depth / half.inputs};
        shape.timeDilation = half.dilation[0];
        shape.frequencyDilation = half.dilation[1];
        const std::int64_t outputs = half.pointwise.outputs;
        overTiles(crew, shape.places(), work.tilePlaces, [&](const Tile& tile) {
            beside(tile);
            float* const wide = work.tileOf(crew);
            set.depthwise.forward(shape, activated, half.taps.data(), half.bias.data(), wide, tile.first, tile.last);
            kernels::ProductResult ofTile = result;
            ofTile.activated += tile.first * outputs;
            if (result.values != nullptr) {
                ofTile.values += tile.first * outputs;
                ofTile.start = ofTile.values;
            }
            set.product({tile.places(), outputs, half.pointwise.depth}, denseFactor(wide, half.pointwise.depth),
                        half.pointwise.values.data(), ofTile);
        });
    };
    const auto& [first, second] = block.halves;
    const Weights& projection = block.projection;
    const int inputPlane = hidden;
    if (projection.outputs > 0) {
        hidden = 5 - hidden;
    }
    float* const activated = work.plane(crew, 0);
    float* const between = work.plane(crew, 1);
    const float* const projected = block.preactivated ? activated : work.plane(crew, inputPlane);
    const auto project = [&](const Tile& tile) {
        if (projection.outputs > 0) {
            set.product({tile.places(), projection.outputs, projection.depth},
                        denseFactor(projected + std::int64_t{tile.first} * projection.depth, projection.depth),
                        projection.values.data(),
                        {work.plane(crew, hidden) + std::int64_t{tile.first} * projection.outputs, nullptr,
                         projection.bias.data()});
        }
    };
    const auto& [inner, outer] = block.maps;
    runHalf(first, activated,
            {nullptr, nullptr, first.pointwise.bias.data(), between, inner.scale.data(), inner.shift.data()}, project);
    runHalf(second, between,
            {work.plane(crew, hidden), nullptr, second.pointwise.bias.data(), activated, outer.scale.data(),
             outer.shift.data()},
            [](const Tile&) {});
}

void InferencePass::outputLayer(const Work& work, const Crew& crew, int slots, float* logits) const
{
    const auto& set = kernels::fastestSet();
    const int channels = m_output.depth / (m_outputKernel * m_outputKernel);
    const Grid grid{work.symbols, work.subcarriers, channels};
    const float* const activated = work.plane(crew, 0);
    overTiles(crew, work.placesOf(slots), work.tilePlaces, [&](const Tile& tile) {
        const float* rows = activated + std::int64_t{tile.first} * channels;
        if (m_outputKernel > 1) {
            gatherPatches(grid, m_outputKernel, activated, tile.first, tile.last, work.tileOf(crew));
            rows = work.tileOf(crew);
        }
        set.product({tile.places(), m_output.outputs, m_output.depth}, denseFactor(rows, m_output.depth),
                    m_output.values.data(),
                    {logits + std::int64_t{tile.first} * m_output.outputs, nullptr, m_output.bias.data()});
    });
}

} // namespace rxwatt::network
