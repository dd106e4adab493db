// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/base_power.h"

#include <algorithm>
#include <cmath>

namespace rxwatt::energy
{

namespace
{

constexpr Seconds shortBlock{0.5};
constexpr Seconds longBlock{2};
constexpr std::size_t fewestBlocks = 3;

struct Block {
    double middleS = 0;
    double watts = 0;
};

std::vector<Block> blocksOf(std::span<const PowerSample> samples, Seconds blockLength)
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

/// Whether the counter moves in steps about as long as the time between samples: single samples then hold no step or
/// two, and a short block one more or less than its share, always to the same side.
bool showsSteps(std::span<const PowerSample> samples)
{
    constexpr double share = 0.01;
    std::vector<double> watts;
    for (const PowerSample& sample : samples) {
        watts.push_back(sample.power.value);
    }
    const double middle = watts.empty() ? 0 : medianOf(watts);
    std::size_t jumps = 0;
    for (std::size_t i = 1; i < watts.size(); ++i) {
        jumps += std::abs(watts[i] - watts[i - 1]) > middle / 2 ? 1 : 0;
    }
    return static_cast<double>(jumps) > share * static_cast<double>(watts.size());
}

/// Watts a second: the median of the slopes between blocks half of the time apart (Theil's incomplete method), which
/// one burst does not tilt.
double slopeOf(const std::vector<Block>& blocks)
{
    const std::size_t half = blocks.size() / 2;
    std::vector<double> slopes;
    for (std::size_t i = 0; i + half < blocks.size(); ++i) {
        const Block& late = blocks[i + half];
        slopes.push_back((late.watts - blocks[i].watts) / (late.middleS - blocks[i].middleS));
    }
    return medianOf(std::move(slopes));
}

} // namespace

std::optional<run::BasePower> basePowerOf(std::span<const PowerSample> samples)
{
    std::vector<Block> blocks;
    if (showsSteps(samples)) {
        blocks = blocksOf(samples, longBlock);
    }
    if (blocks.size() < fewestBlocks) {
        blocks = blocksOf(samples, shortBlock);
    }
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
