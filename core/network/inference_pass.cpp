// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/network/inference_pass.h"

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

/// Of the rows that are worked on together: they stay in a core's second cache with what they are made from.
constexpr std::int64_t inferenceTileFloats = std::int64_t{1} << 16;
/// Of a group of slots, all channels of the widest layer.
constexpr std::int64_t inferenceGroupFloats = std::int64_t{1} << 16;

std::vector<float> valuesOf(const Tensor& tensor)
{
    return {tensor.data_ptr<float>(), tensor.data_ptr<float>() + tensor.numel()};
}

/// What a block's outputs lack when its inputs lack `pending`.
std::vector<float> pendingAfter(const BlockParameters& block, const std::vector<float>& pending)
{
    const Projection& projection = block.projection;
    std::vector<float> after = valuesOf(block.halves[1].pointwiseBias);
    for (std::size_t n = 0; n < after.size(); ++n) {
        after[n] += projection.weight.defined() ? projection.bias.data_ptr<float>()[n] : pending[n];
        for (std::size_t c = 0; projection.weight.defined() && !projection.preactivated && c < pending.size(); ++c) {
            after[n] += projection.weight.data_ptr<float>()[n * pending.size() + c] * pending[c];
        }
    }
    return after;
}

} // namespace

/// Memory of each worker that has slots of its own, or of all of them.
struct InferencePass::Scratch {
    Scratch(std::int64_t groupPlaces, int channels, const SlotGroups& groups, std::int64_t rowFloats, int rows)
        : planeFloats(groupPlaces * channels),
          tileFloatsOf(rowFloats * rows),
          tileRows(rows),
          planes(torch::empty({(groups.alone ? threadCount() : 1) * planeCount * planeFloats}, torch::kFloat32)),
          tiles(torch::empty({threadCount() * tileFloatsOf}, torch::kFloat32))
    {
    }

    [[nodiscard]] float* plane(Crew crew, int index) const
    {
        return planes.data_ptr<float>() + (crew.worker.scratch * planeCount + index) * planeFloats;
    }

    [[nodiscard]] float* tileOf(Worker worker) const { return tiles.data_ptr<float>() + worker.scratch * tileFloatsOf; }

    /// Activations, what lies between the halves, and two for what goes from block to block.
    static constexpr std::int64_t planeCount = 4;

    std::int64_t planeFloats;
    std::int64_t tileFloatsOf;
    int tileRows;
    Tensor planes;
    Tensor tiles;
    int symbols = 0;
    int subcarriers = 0;
};

InferencePass::InferencePass(const std::vector<Block>& blocks)
{
    m_pending.resize(static_cast<std::size_t>(blocks.front().moments[0].size(1)));
    for (const Block& block : blocks) {
        const auto& [first, second] = block.parameters.halves;
        Half a = halfOf(first, block.moments[0], block.parameters, m_pending);
        a.projection = block.parameters.projection;
        Half b = halfOf(second, block.moments[1], block.parameters, valuesOf(first.pointwiseBias));
        m_blocks.push_back({std::move(a), std::move(b)});
        m_pending = pendingAfter(block.parameters, m_pending);
    }
}

InferencePass::Half InferencePass::halfOf(const HalfParameters& parameters, const Tensor& moments,
                                          const BlockParameters& block, const std::vector<float>& pending)
{
    Half half;
    half.inputs = static_cast<int>(moments.size(1));
    half.wide = static_cast<int>(parameters.depthwiseWeight.size(0));
    half.outputs = static_cast<int>(parameters.pointwiseWeight.size(0));
    half.dilation = block.dilation;
    half.parameters = parameters;
    half.scale.resize(pending.size());
    half.shift.resize(pending.size());
    const auto* mean = moments.data_ptr<float>();
    for (std::size_t c = 0; c < pending.size(); ++c) {
        const double deviation = std::sqrt(double{mean[pending.size() + c]} + block.epsilon);
        const double scale = parameters.normWeight.data_ptr<float>()[c] / deviation;
        half.scale[c] = static_cast<float>(scale);
        half.shift[c] = static_cast<float>(parameters.normBias.data_ptr<float>()[c] + (pending[c] - mean[c]) * scale);
    }
    half.taps = tapsOf(parameters.depthwiseWeight);
    return half;
}

Tensor InferencePass::run(Tensor hidden) const
{
    const auto symbols = static_cast<int>(hidden.size(2));
    const auto subcarriers = static_cast<int>(hidden.size(3));
    int channels = 0;
    int wide = 0;
    for (const auto& block : m_blocks) {
        channels = std::max({channels, block[0].inputs, block[0].outputs});
        wide = std::max({wide, block[0].wide, block[1].wide});
    }
    const std::int64_t rowFloats = std::int64_t{subcarriers} * wide;
    const auto tileRows =
        static_cast<int>(std::clamp<std::int64_t>(inferenceTileFloats / rowFloats, 1, hidden.size(0) * symbols));
    const SlotGroups groups(static_cast<int>(hidden.size(0)),
                            inferenceGroupFloats / (std::int64_t{channels} * symbols * subcarriers),
                            symbols / tileRows);
    Scratch scratch(std::int64_t{groups.groupSlots} * symbols * subcarriers, channels, groups, rowFloats, tileRows);
    scratch.symbols = symbols;
    scratch.subcarriers = subcarriers;
    const std::int64_t inputs = hidden.size(1);
    const std::int64_t outputs = m_blocks.back()[1].outputs;
    Tensor output = torch::empty({hidden.size(0), outputs, symbols, subcarriers},
                                 hidden.options().memory_format(torch::MemoryFormat::ChannelsLast));
    const std::int64_t places = std::int64_t{symbols} * subcarriers;
    groups.forEach([&](int slot, int slots, Crew crew) {
        runGroup(slots, crew, hidden.data_ptr<float>() + slot * places * inputs, scratch,
                 output.data_ptr<float>() + slot * places * outputs);
    });
    return output;
}

void InferencePass::runGroup(int slots, Crew crew, float* hidden, const Scratch& scratch, float* output) const
{
    const auto& set = kernels::fastestSet();
    float* const activated = scratch.plane(crew, 0);
    float* const between = scratch.plane(crew, 1);
    int spare = 2;
    DepthwiseShape shape{slots, scratch.symbols, scratch.subcarriers};
    const auto runHalf = [&](const Half& half, const float* from, float* to, bool add, float* projected) {
        shape.channels = half.inputs;
        shape.multiplier = half.wide / half.inputs;
        shape.timeDilation = half.dilation[0];
        shape.frequencyDilation = half.dilation[1];
        overTiles(crew, shape.rows(), scratch.tileRows, [&](const Tile& tile, Worker) {
            const GridRange range = rangeOf(shape, 0, tile);
            set.norm.activate(from + range.place * half.inputs, range.places, half.inputs, half.scale.data(),
                              half.shift.data(), activated + range.place * half.inputs);
        });
        overTiles(crew, shape.rows(), scratch.tileRows, [&](const Tile& tile, Worker worker) {
            const GridRange range = rangeOf(shape, 0, tile);
            float* const own = scratch.tileOf(worker);
            set.depthwise.forward(shape, activated, half.taps.data(), half.parameters.depthwiseBias.data_ptr<float>(),
                                  own, tile.first, tile.last);
            kernels::product(range.places, half.outputs, half.wide, {own},
                             {half.parameters.pointwiseWeight.data_ptr<float>(), true}, add,
                             to + range.place * half.outputs);
            if (projected != nullptr) {
                const float* const source = half.projection.preactivated ? activated : from;
                kernels::product(range.places, half.outputs, half.inputs, {source + range.place * half.inputs},
                                 {half.projection.weight.data_ptr<float>(), true}, false,
                                 projected + range.place * half.outputs);
            }
        });
    };
    for (const auto& [first, second] : m_blocks) {
        float* const projected = first.projection.weight.defined() ? scratch.plane(crew, spare) : nullptr;
        runHalf(first, hidden, between, false, projected);
        if (projected != nullptr) {
            hidden = projected;
            spare = spare == 2 ? 3 : 2;
        }
        runHalf(second, between, hidden, true, nullptr);
    }
    const int outputs = m_blocks.back()[1].outputs;
    overTiles(crew, shape.rows(), scratch.tileRows, [&](const Tile& tile, Worker) {
        const GridRange range = rangeOf(shape, 0, tile);
        set.norm.begin(hidden + range.place * outputs, m_pending.data(), range.places, outputs,
                       output + range.place * outputs);
    });
}

} // namespace rxwatt::network
