// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/half_block.h"

#include "core/kernels/kernel_set.h"
#include "core/network/half_block_scratch.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace rxwatt::network
{

namespace
{

using kernels::DepthwiseShape;
using torch::Tensor;

constexpr auto channelsLast = torch::MemoryFormat::ChannelsLast;

/// Of a tile, as wide as the depthwise convolution's output: a core keeps it in its second cache.
constexpr std::int64_t tileFloats = std::int64_t{1} << 17;
/// A tile's memory also holds two numbers a channel.
constexpr std::int64_t leastTilePlaces = 2;
/// Floats of a group's activations and gradients that stay in the third.
constexpr std::int64_t groupFloats = std::int64_t{1} << 20;

DepthwiseShape depthwiseShape(const Tensor& input, const Tensor& weight, model::Dilation dilation)
{
    DepthwiseShape shape;
    shape.slots = static_cast<int>(input.size(0));
    shape.channels = static_cast<int>(input.size(1));
    shape.symbols = static_cast<int>(input.size(2));
    shape.subcarriers = static_cast<int>(input.size(3));
    shape.multiplier = static_cast<int>(weight.size(0) / input.size(1));
    shape.timeDilation = dilation[0];
    shape.frequencyDilation = dilation[1];
    return shape;
}

} // namespace

std::vector<float> transposed(const Tensor& matrix)
{
    const std::int64_t rows = matrix.size(0);
    const std::int64_t columns = matrix.numel() / rows;
    const auto* from = matrix.data_ptr<float>();
    std::vector<float> values(static_cast<std::size_t>(matrix.numel()));
    for (std::int64_t column = 0; column < columns; ++column) {
        for (std::int64_t row = 0; row < rows; ++row) {
            values[static_cast<std::size_t>(column * rows + row)] = from[row * columns + column];
        }
    }
    return values;
}

std::vector<float> tapsOf(const Tensor& depthwiseWeight)
{
    const auto outputs = static_cast<std::size_t>(depthwiseWeight.size(0));
    const auto* weight = depthwiseWeight.data_ptr<float>();
    std::vector<float> taps(kernels::depthwiseTaps * outputs);
    for (std::size_t i = 0; i < taps.size(); ++i) {
        taps[i % kernels::depthwiseTaps * outputs + i / kernels::depthwiseTaps] = weight[i];
    }
    return taps;
}

Tensor momentsOf(const Tensor& values)
{
    const Tensor dense = values.contiguous(channelsLast);
    const auto channels = static_cast<int>(dense.size(1));
    const std::int64_t places = dense.numel() / channels;
    const auto tile = static_cast<int>(std::max<std::int64_t>(1, tileFloats / channels));
    TileMoments moments(tilesOf(places, tile), channels);
    overAllTiles(static_cast<int>(places), tile, [&](const Tile& one) {
        kernels::fastestSet().norm.moments(dense.data_ptr<float>() + std::int64_t{one.first} * channels, one.places(),
                                           channels, moments.mean(one.index), moments.squares(one.index));
        moments.setPlaces(one.index, one.places());
    });
    return moments.together();
}

HalfBlock::HalfBlock(HalfParameters parameters, model::Dilation dilation, double epsilon, Tensor input,
                     const Tensor& moments)
    : m_parameters(std::move(parameters)),
      m_input(std::move(input)),
      m_taps(tapsOf(m_parameters.depthwiseWeight)),
      m_shape(depthwiseShape(m_input, m_parameters.depthwiseWeight, dilation)),
      m_outputs(static_cast<int>(m_parameters.pointwiseWeight.size(0))),
      m_tilePlaces(static_cast<int>(std::max<std::int64_t>(tileFloats / m_shape.outputs(), leastTilePlaces))),
      m_groups(m_shape.slots, groupFloats / (std::int64_t{m_shape.symbols} * m_shape.subcarriers * m_shape.outputs()),
               m_shape.symbols * m_shape.subcarriers / m_tilePlaces)
{
    // Plain loops: LibTorch's operators take longer to be called than so few numbers to be made.
    const auto channels = static_cast<std::size_t>(m_shape.channels);
    const auto* mean = moments.data_ptr<float>();
    m_mean.assign(mean, mean + channels);
    m_inverseDeviation.resize(channels);
    m_scale.resize(channels);
    m_shift.resize(channels);
    for (std::size_t c = 0; c < channels; ++c) {
        m_inverseDeviation[c] = static_cast<float>(1 / std::sqrt(double{mean[channels + c]} + epsilon));
        m_scale[c] = m_parameters.normWeight.data_ptr<float>()[c] * m_inverseDeviation[c];
        m_shift[c] = m_parameters.normBias.data_ptr<float>()[c] - m_mean[c] * m_scale[c];
    }
}

DepthwiseShape HalfBlock::shapeOf(int slots) const
{
    DepthwiseShape group = m_shape;
    group.slots = slots;
    return group;
}

void HalfBlock::activate(const DepthwiseShape& group, int slot, const Crew& crew, float* activated) const
{
    const std::int64_t channels = m_shape.channels;
    const float* const input = m_input.data_ptr<float>() + slot * placesOfSlot() * channels;
    overTiles(crew, group.places(), m_tilePlaces, [&](const Tile& tile) {
        const std::int64_t at = tile.first * channels;
        kernels::fastestSet().norm.activate(input + at, tile.places(), m_shape.channels, m_scale.data(), m_shift.data(),
                                            activated + at);
    });
}

Tensor HalfBlock::forward(const Tensor& shortcut, const Projection& projection, Tensor& output, Tensor& projected) const
{
    const auto& set = kernels::fastestSet();
    const std::int64_t wide = m_shape.outputs();
    const std::int64_t channels = m_shape.channels;
    const std::int64_t outputs = m_outputs;
    const std::vector<float> pointwise = transposed(m_parameters.pointwiseWeight);
    const std::vector<float> beside =
        projection.weight.defined() ? transposed(projection.weight) : std::vector<float>{};
    const Scratch scratch(m_shape, m_groups, m_tilePlaces, false);
    // A group has at most as many tiles as its slots would have one by one.
    const std::int64_t tilesOfSlot = tilesOf(placesOfSlot(), m_tilePlaces);
    TileMoments moments(m_shape.slots * tilesOfSlot, m_outputs);
    m_groups.forEach([&](int slot, int slots, const Crew& crew) {
        const DepthwiseShape group = shapeOf(slots);
        float* const activated = scratch.activatedOf(crew);
        activate(group, slot, crew, activated);
        overTiles(crew, group.places(), m_tilePlaces, [&](const Tile& tile) {
            const std::int64_t place = slot * placesOfSlot() + tile.first;
            float* const own = scratch.tileOf(crew);
            set.depthwise.forward(group, activated, m_taps.data(), m_parameters.depthwiseBias.data_ptr<float>(), own,
                                  tile.first, tile.last);
            float* const to = output.data_ptr<float>() + place * outputs;
            set.product({tile.places(), outputs, wide}, kernels::denseFactor(own, wide), pointwise.data(),
                        {to, floatsAt(shortcut, place * outputs), m_parameters.pointwiseBias.data_ptr<float>()});
            if (projection.weight.defined()) {
                const float* from =
                    projection.preactivated ? activated + tile.first * channels : floatsAt(m_input, place * channels);
                set.product(
                    {tile.places(), outputs, channels}, kernels::denseFactor(from, channels), beside.data(),
                    {projected.data_ptr<float>() + place * outputs, nullptr, projection.bias.data_ptr<float>()});
            }
            const std::int64_t index = slot * tilesOfSlot + tile.index;
            set.norm.moments(to, tile.places(), m_outputs, moments.mean(index), moments.squares(index));
            moments.setPlaces(index, tile.places());
        });
    });
    return moments.together();
}

} // namespace rxwatt::network
