// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/half_block.h"

#include "core/kernels/kernel_set.h"
#include "core/kernels/product.h"

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

/// Places whose rows, as wide as the depthwise convolution's output, a core keeps in its second cache.
constexpr std::int64_t tileFloats = std::int64_t{1} << 17;
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

/// Of a row of the depthwise convolution's output.
std::int64_t rowFloats(const DepthwiseShape& shape)
{
    return std::int64_t{shape.subcarriers} * shape.outputs();
}

Tensor emptyFloats(std::int64_t count)
{
    return torch::empty({count}, torch::kFloat32);
}

const float* at(const Tensor& tensor, std::int64_t offset)
{
    return tensor.defined() ? tensor.data_ptr<float>() + offset : nullptr;
}

} // namespace

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
    const std::int64_t tile = std::max<std::int64_t>(1, tileFloats / channels);
    TileMoments moments((places + tile - 1) / tile, channels);
    overTiles({}, static_cast<int>(moments.tiles()), 1, [&](const Tile& one, Worker) {
        const auto count = static_cast<int>(std::min(tile, places - one.index * tile));
        kernels::fastestSet().norm.moments(dense.data_ptr<float>() + one.index * tile * channels, count, channels,
                                           moments.mean(one.index), moments.squares(one.index));
        moments.setPlaces(one.index, count);
    });
    return moments.together();
}

/// What a group is worked on in: of each worker alone, or of all of them.
struct HalfBlock::Scratch {
    Scratch(const DepthwiseShape& shape, const SlotGroups& groups, int tileRows, bool withGradient)
        : groupPlaces(std::int64_t{groups.groupSlots} * shape.symbols * shape.subcarriers),
          activatedFloats(groupPlaces * shape.channels),
          wideFloats(withGradient ? groupPlaces * shape.outputs() : 0),
          tileFloats(std::int64_t{tileRows} * shape.subcarriers * shape.outputs()),
          activated(emptyFloats((groups.alone ? threadCount() : 1) * activatedFloats)),
          wideGradient(emptyFloats((groups.alone ? threadCount() : 1) * wideFloats)),
          tiles(emptyFloats(threadCount() * tileFloats))
    {
    }

    [[nodiscard]] float* activatedOf(Crew crew) const
    {
        return activated.data_ptr<float>() + crew.worker.scratch * activatedFloats;
    }

    [[nodiscard]] float* wideGradientOf(Crew crew) const
    {
        return wideGradient.data_ptr<float>() + crew.worker.scratch * wideFloats;
    }

    [[nodiscard]] float* tileOf(Worker worker) const { return tiles.data_ptr<float>() + worker.scratch * tileFloats; }

    std::int64_t groupPlaces;
    std::int64_t activatedFloats;
    std::int64_t wideFloats;
    std::int64_t tileFloats;
    Tensor activated;
    Tensor wideGradient;
    Tensor tiles;
};

HalfBlock::HalfBlock(HalfParameters parameters, model::Dilation dilation, double epsilon, Tensor input,
                     const Tensor& moments)
    : m_parameters(std::move(parameters)),
      m_input(std::move(input)),
      m_taps(tapsOf(m_parameters.depthwiseWeight)),
      m_shape(depthwiseShape(m_input, m_parameters.depthwiseWeight, dilation)),
      m_outputs(static_cast<int>(m_parameters.pointwiseWeight.size(0))),
      m_tileRows(static_cast<int>(std::clamp<std::int64_t>(tileFloats / rowFloats(m_shape), 1, m_shape.rows()))),
      m_groups(m_shape.slots, groupFloats / (rowFloats(m_shape) * m_shape.symbols), m_shape.symbols / m_tileRows)
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

void HalfBlock::activate(const DepthwiseShape& group, int slot, Crew crew, float* activated) const
{
    const float* input = m_input.data_ptr<float>();
    overTiles(crew, group.rows(), m_tileRows, [&](const Tile& tile, Worker) {
        const GridRange range = rangeOf(m_shape, slot, tile);
        kernels::fastestSet().norm.activate(input + range.place * m_shape.channels, range.places, m_shape.channels,
                                            m_scale.data(), m_shift.data(),
                                            activated + range.placeInGroup * m_shape.channels);
    });
}

Tensor HalfBlock::forward(const Tensor& shortcut, const Projection& projection, Tensor& output, Tensor& projected) const
{
    const auto& set = kernels::fastestSet();
    const int wide = m_shape.outputs();
    const Scratch scratch(m_shape, m_groups, m_tileRows, false);
    // A group has at most as many tiles as its slots would have one by one.
    const std::int64_t tilesOfSlot = tilesOf(m_shape.symbols, m_tileRows);
    TileMoments moments(m_shape.slots * tilesOfSlot, m_outputs);
    m_groups.forEach([&](int slot, int slots, Crew crew) {
        const DepthwiseShape group = shapeOf(slots);
        float* const activated = scratch.activatedOf(crew);
        activate(group, slot, crew, activated);
        overTiles(crew, group.rows(), m_tileRows, [&](const Tile& tile, Worker worker) {
            const GridRange range = rangeOf(m_shape, slot, tile);
            float* const own = scratch.tileOf(worker);
            set.depthwise.forward(group, activated, m_taps.data(), m_parameters.depthwiseBias.data_ptr<float>(), own,
                                  tile.first, tile.last);
            float* const to = output.data_ptr<float>() + range.place * m_outputs;
            set.norm.begin(at(shortcut, range.place * m_outputs), m_parameters.pointwiseBias.data_ptr<float>(),
                           range.places, m_outputs, to);
            kernels::product(range.places, m_outputs, wide, {own},
                             {m_parameters.pointwiseWeight.data_ptr<float>(), true}, true, to);
            if (projection.weight.defined()) {
                const float* from = projection.preactivated ? activated + range.placeInGroup * m_shape.channels
                                                            : at(m_input, range.place * m_shape.channels);
                float* const beside = projected.data_ptr<float>() + range.place * m_outputs;
                set.norm.begin(nullptr, projection.bias.data_ptr<float>(), range.places, m_outputs, beside);
                kernels::product(range.places, m_outputs, m_shape.channels, {from},
                                 {projection.weight.data_ptr<float>(), true}, true, beside);
            }
            const std::int64_t index = slot * tilesOfSlot + tile.index;
            set.norm.moments(to, range.places, m_outputs, moments.mean(index), moments.squares(index));
            moments.setPlaces(index, range.places);
        });
    });
    return moments.together();
}

/// What is added up, each lane in a row of its own.
struct HalfBlock::Sums {
    Sums(const DepthwiseShape& shape, int outputs, bool projected, int lanes)
        : pointwise(zeros(lanes, std::int64_t{outputs} * shape.outputs())),
          pointwiseBias(zeros(lanes, outputs)),
          depthwise(zeros(lanes, std::int64_t{kernels::depthwiseTaps + 1} * shape.outputs())),
          projection(zeros(lanes, projected ? std::int64_t{outputs} * shape.channels : 0)),
          norm(torch::zeros({lanes, 2 * std::int64_t{shape.channels}}, torch::kFloat64))
    {
    }

    static Tensor zeros(int lanes, std::int64_t count) { return torch::zeros({lanes, count}, torch::kFloat32); }

    template <typename Number = float>
    static Number* of(Worker worker, const Tensor& sums)
    {
        return sums.data_ptr<Number>() + worker.lane * sums.size(1);
    }

    Tensor pointwise;
    Tensor pointwiseBias;
    Tensor depthwise;
    Tensor projection;
    /// Of gradients, and of gradients times deviations from the mean.
    Tensor norm;
};

void HalfBlock::groupBackward(int slot, int slots, Crew crew, const Tensor& outputGradient,
                              const Projection& projection, const Tensor& shortcutGradient, const Scratch& scratch,
                              Sums& sums, Tensor& gradient) const
{
    const auto& set = kernels::fastestSet();
    const DepthwiseShape group = shapeOf(slots);
    const int wide = m_shape.outputs();
    const int channels = m_shape.channels;
    float* const activated = scratch.activatedOf(crew);
    float* const wideGradient = scratch.wideGradientOf(crew);
    const bool fromActivated = projection.weight.defined() && projection.preactivated;
    activate(group, slot, crew, activated);
    overTiles(crew, group.rows(), m_tileRows, [&](const Tile& tile, Worker worker) {
        const GridRange range = rangeOf(m_shape, slot, tile);
        float* const own = scratch.tileOf(worker);
        const float* by = outputGradient.data_ptr<float>() + range.place * m_outputs;
        set.depthwise.forward(group, activated, m_taps.data(), m_parameters.depthwiseBias.data_ptr<float>(), own,
                              tile.first, tile.last);
        kernels::product(m_outputs, wide, range.places, {by, true}, {own}, true, Sums::of(worker, sums.pointwise));
        set.norm.addSums(by, range.places, m_outputs, Sums::of(worker, sums.pointwiseBias));
        kernels::product(range.places, wide, m_outputs, {by}, {m_parameters.pointwiseWeight.data_ptr<float>()}, false,
                         wideGradient + range.placeInGroup * wide);
        if (projection.weight.defined()) {
            const float* from = fromActivated ? activated + range.placeInGroup * channels
                                              : m_input.data_ptr<float>() + range.place * channels;
            kernels::product(m_outputs, channels, range.places, {at(shortcutGradient, range.place * m_outputs), true},
                             {from}, true, Sums::of(worker, sums.projection));
        }
    });
    overTiles(crew, group.rows(), m_tileRows, [&](const Tile& tile, Worker worker) {
        const GridRange range = rangeOf(m_shape, slot, tile);
        float* const to = gradient.data_ptr<float>() + range.place * channels;
        set.depthwise.inputGradient(group, wideGradient, m_taps.data(), to, tile.first, tile.last);
        set.depthwise.weightGradient(group, activated, wideGradient, Sums::of(worker, sums.depthwise), tile.first,
                                     tile.last);
        if (fromActivated) {
            kernels::product(range.places, channels, m_outputs, {at(shortcutGradient, range.place * m_outputs)},
                             {projection.weight.data_ptr<float>()}, true, to);
        }
        float* const ofTile = scratch.tileOf(worker);
        set.norm.gate(m_input.data_ptr<float>() + range.place * channels, range.places, channels, m_scale.data(),
                      m_shift.data(), m_mean.data(), to, ofTile);
        double* const norm = Sums::of<double>(worker, sums.norm);
        std::transform(ofTile, ofTile + 2 * channels, norm, norm,
                       [](float tileSum, double sum) { return sum + tileSum; });
    });
}

HalfGradients HalfBlock::finish(const Projection& projection, const Tensor& shortcutGradient, const Sums& sums,
                                Tensor gradient) const
{
    const int channels = m_shape.channels;
    const std::int64_t places = std::int64_t{m_shape.rows()} * m_shape.subcarriers;
    const Tensor norm = sums.norm.sum(0);
    const auto* passed = norm.data_ptr<double>();
    const auto* sloped = passed + channels;
    std::vector<float> slope(m_scale.size());
    std::vector<float> offset(m_scale.size());
    HalfGradients gradients;
    gradients.parameters.normWeight = emptyFloats(channels);
    gradients.parameters.normBias = emptyFloats(channels);
    for (std::size_t c = 0; c < m_scale.size(); ++c) {
        const double inverse = m_inverseDeviation[c];
        offset[c] = static_cast<float>(-m_scale[c] * passed[c] / static_cast<double>(places));
        slope[c] = static_cast<float>(-m_scale[c] * inverse * inverse * sloped[c] / static_cast<double>(places));
        gradients.parameters.normWeight.data_ptr<float>()[c] = static_cast<float>(sloped[c] * inverse);
        gradients.parameters.normBias.data_ptr<float>()[c] = static_cast<float>(passed[c]);
    }
    const kernels::NormGradient map{m_mean.data(), m_scale.data(), slope.data(), offset.data()};
    const bool asItIs = shortcutGradient.defined() && !projection.weight.defined();
    overTiles({}, m_shape.rows(), m_tileRows, [&](const Tile& tile, Worker) {
        const GridRange range = rangeOf(m_shape, 0, tile);
        float* const to = gradient.data_ptr<float>() + range.place * channels;
        kernels::fastestSet().norm.inputGradient(m_input.data_ptr<float>() + range.place * channels, range.places,
                                                 channels, map,
                                                 asItIs ? at(shortcutGradient, range.place * channels) : nullptr, to);
        if (projection.weight.defined() && !projection.preactivated) {
            kernels::product(range.places, channels, m_outputs, {at(shortcutGradient, range.place * m_outputs)},
                             {projection.weight.data_ptr<float>()}, true, to);
        }
    });
    const Tensor taps = sums.depthwise.sum(0).reshape({kernels::depthwiseTaps + 1, m_shape.outputs()});
    gradients.parameters.depthwiseWeight =
        taps.slice(0, 0, kernels::depthwiseTaps).t().reshape(m_parameters.depthwiseWeight.sizes());
    gradients.parameters.depthwiseBias = taps[kernels::depthwiseTaps];
    gradients.parameters.pointwiseWeight = sums.pointwise.sum(0).reshape(m_parameters.pointwiseWeight.sizes());
    gradients.parameters.pointwiseBias = sums.pointwiseBias.sum(0);
    if (projection.weight.defined()) {
        gradients.projectionWeight = sums.projection.sum(0).reshape(projection.weight.sizes());
    }
    gradients.input = std::move(gradient);
    return gradients;
}

HalfGradients HalfBlock::backward(const Tensor& outputGradient, const Projection& projection,
                                  const Tensor& shortcutGradient) const
{
    Sums sums(m_shape, m_outputs, projection.weight.defined(), m_groups.lanes);
    const Scratch scratch(m_shape, m_groups, m_tileRows, true);
    Tensor gradient = torch::empty_like(m_input);
    m_groups.forEach([&](int slot, int slots, Crew crew) {
        groupBackward(slot, slots, crew, outputGradient, projection, shortcutGradient, scratch, sums, gradient);
    });
    return finish(projection, shortcutGradient, sums, std::move(gradient));
}

} // namespace rxwatt::network
