// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/base_power.h"

#include <algorithm>
#include <cmath>

namespace rxwatt::energy
{

namespace
{

constexpr Seconds blockLength{0.5};
constexpr std::size_t fewestBlocks = 3;

struct Block {
    double middleS = 0;
    double watts = 0;
};

std::vector<Block> blocksOf(std::span<const PowerSample> samples)
{
    std::vector<Block> blocks;
    for (std::size_t i = 0; i < samples.size();) {
        const Seconds begin = samples[i].begin;
        Joules energy;
        Seconds end = begin;
        // A gap ends a block, too.
        for (; i < samples.size() && samples[i].begin <= end && end - begin < blockLength * 0.999; ++i) {
            energy = energy + samples[i].power * (samples[i].end - samples[i].begin);
            end = samples[i].end;
        }
        if (end - begin >= blockLength * 0.5) {
            blocks.push_back({(begin.value + end.value) / 2, (energy / (end - begin)).value});
        }
    }
    return blocks;
}

double medianOf(std::vector<double> values)
{
    const std::size_t middle = values.size() / 2;
    std::sort(values.begin(), values.end());
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

/// Watts a second of a line of least squares.
double slopeOf(const std::vector<Block>& blocks)
{
    double time = 0;
    double watts = 0;
    for (const Block& block : blocks) {
        time += block.middleS / static_cast<double>(blocks.size());
        watts += block.watts / static_cast<double>(blocks.size());
    }
    double products = 0;
    double squares = 0;
    for (const Block& block : blocks) {
        products += (block.middleS - time) * (block.watts - watts);
        squares += (block.middleS - time) * (block.middleS - time);
    }
    return squares > 0 ? products / squares : 0;
}

} // namespace

std::optional<run::BasePower> basePowerOf(std::span<const PowerSample> samples)
{
    const std::vector<Block> blocks = blocksOf(samples);
    if (blocks.size() < fewestBlocks) {
        return std::nullopt;
    }
    std::vector<double> values;
    for (const Block& block : blocks) {
        values.push_back(block.watts);
    }
    run::BasePower base;
    base.medianW = medianOf(values);
    for (double& value : values) {
        value = std::abs(value - base.medianW);
    }
    base.madW = medianOf(std::move(values));
    base.driftWPerH = 3600 * slopeOf(blocks);
    base.durationS = (samples.back().end - samples.front().begin).value;
    base.samples = static_cast<std::int64_t>(blocks.size());
    return base;
}

} // namespace rxwatt::energy
