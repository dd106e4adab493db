// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/kernel_set.h"
#include "core/network/half_block_scratch.h"

#include <algorithm>
#include <utility>

namespace rxwatt::network
{

using kernels::denseFactor;
using kernels::DepthwiseShape;
using kernels::transposedFactor;
using torch::Tensor;

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
    static Number* of(const Crew& crew, const Tensor& sums)
    {
        return sums.data_ptr<Number>() + crew.lane * sums.size(1);
    }

    Tensor pointwise;
    Tensor pointwiseBias;
    Tensor depthwise;
    Tensor projection;
    /// Of gradients, and of gradients times deviations from the mean.
    Tensor norm;
};

void HalfBlock::groupBackward(int slot, int slots, const Crew& crew, const Tensor& outputGradient,
                              const Projection& projection, const Tensor& shortcutGradient, const Scratch& scratch,
                              Sums& sums, Tensor& gradient) const
{
    const auto& set = kernels::fastestSet();
    const DepthwiseShape group = shapeOf(slots);
    const std::int64_t wide = m_shape.outputs();
    const std::int64_t channels = m_shape.channels;
    const std::int64_t outputs = m_outputs;
    float* const activated = scratch.activatedOf(crew);
    float* const wideGradient = scratch.wideGradientOf(crew);
    const bool fromActivated = projection.weight.defined() && projection.preactivated;
    activate(group, slot, crew, activated);
    overTiles(crew, group.places(), m_tilePlaces, [&](const Tile& tile) {
        const std::int64_t place = slot * placesOfSlot() + tile.first;
        const std::int64_t places = tile.places();
        float* const own = scratch.tileOf(crew);
        const float* by = outputGradient.data_ptr<float>() + place * outputs;
        set.depthwise.forward(group, activated, m_taps.data(), m_parameters.depthwiseBias.data_ptr<float>(), own,
                              tile.first, tile.last);
        float* const pointwise = Sums::of(crew, sums.pointwise);
        set.product({outputs, wide, places}, transposedFactor(by, outputs), own, {pointwise, pointwise});
        set.norm.addSums(by, tile.places(), m_outputs, Sums::of(crew, sums.pointwiseBias));
        set.product({places, wide, outputs}, denseFactor(by, outputs), m_parameters.pointwiseWeight.data_ptr<float>(),
                    {wideGradient + tile.first * wide});
        if (projection.weight.defined()) {
            const float* from =
                fromActivated ? activated + tile.first * channels : m_input.data_ptr<float>() + place * channels;
            float* const projected = Sums::of(crew, sums.projection);
            set.product({outputs, channels, places},
                        transposedFactor(floatsAt(shortcutGradient, place * outputs), outputs), from,
                        {projected, projected});
        }
    });
    overTiles(crew, group.places(), m_tilePlaces, [&](const Tile& tile) {
        const std::int64_t place = slot * placesOfSlot() + tile.first;
        float* const to = gradient.data_ptr<float>() + place * channels;
        set.depthwise.inputGradient(group, wideGradient, m_taps.data(), to, tile.first, tile.last);
        set.depthwise.weightGradient(group, activated, wideGradient, Sums::of(crew, sums.depthwise), tile.first,
                                     tile.last);
        if (fromActivated) {
            set.product({tile.places(), channels, outputs},
                        denseFactor(floatsAt(shortcutGradient, place * outputs), outputs),
                        projection.weight.data_ptr<float>(), {to, to});
        }
        float* const ofTile = scratch.tileOf(crew);
        set.norm.gate(m_input.data_ptr<float>() + place * channels, tile.places(), m_shape.channels, m_scale.data(),
                      m_shift.data(), m_mean.data(), to, ofTile);
        double* const norm = Sums::of<double>(crew, sums.norm);
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
    overAllTiles(m_shape.places(), m_tilePlaces, [&](const Tile& tile) {
        const std::int64_t at = std::int64_t{tile.first} * channels;
        float* const to = gradient.data_ptr<float>() + at;
        const auto& set = kernels::fastestSet();
        set.norm.inputGradient(m_input.data_ptr<float>() + at, tile.places(), channels, map,
                               asItIs ? floatsAt(shortcutGradient, at) : nullptr, to);
        if (projection.weight.defined() && !projection.preactivated) {
            const float* from = floatsAt(shortcutGradient, std::int64_t{tile.first} * m_outputs);
            set.product({tile.places(), channels, m_outputs}, denseFactor(from, m_outputs),
                        projection.weight.data_ptr<float>(), {to, to});
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
    const Scratch scratch(m_shape, m_groups, m_tilePlaces, true);
    Tensor gradient = torch::empty_like(m_input);
    m_groups.forEach([&](int slot, int slots, const Crew& crew) {
        groupBackward(slot, slots, crew, outputGradient, projection, shortcutGradient, scratch, sums, gradient);
    });
    return finish(projection, shortcutGradient, sums, std::move(gradient));
}

} // namespace rxwatt::network
