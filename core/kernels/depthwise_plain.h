// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// One place by plain loops: what the reference is made of, and what takes over where the channels are no whole vectors.
// See kernel_set_plain.cpp for how it is included.

#include "core/kernels/depthwise.h"

#include <cstddef>

namespace rxwatt::kernels
{

namespace
{

/// Where a tap of an output row reads: the place of its row's first element in units of subcarriers; −1 outside.
inline std::ptrdiff_t rowOf(const DepthwiseShape& shape, int row, int shift)
{
    const int symbol = row % shape.symbols + shift;
    return symbol < 0 || symbol >= shape.symbols ? -1 : static_cast<std::ptrdiff_t>(row + shift) * shape.subcarriers;
}

inline bool isInside(const DepthwiseShape& shape, int subcarrier)
{
    return subcarrier >= 0 && subcarrier < shape.subcarriers;
}

/// Outputs [begin, end) of one place, whose first lies at `to`.
inline void plainForwardAt(const DepthwiseShape& shape, const float* input, const float* weight, const float* bias,
                           float* to, int row, int subcarrier, int begin, int end)
{
    const int outputs = shape.outputs();
    for (int o = begin; o < end; ++o) {
        to[o] = bias[o];
    }
    for (int tap = 0; tap < depthwiseTaps; ++tap) {
        const std::ptrdiff_t from = rowOf(shape, row, (tap / 3 - 1) * shape.timeDilation);
        const int place = subcarrier + (tap % 3 - 1) * shape.frequencyDilation;
        if (from < 0 || !isInside(shape, place)) {
            continue;
        }
        const float* x = input + (from + place) * shape.channels;
        const float* w = weight + static_cast<std::ptrdiff_t>(tap) * outputs;
        for (int o = begin; o < end; ++o) {
            to[o] += w[o] * x[o / shape.multiplier];
        }
    }
}

/// Input channels [begin, end) of one place, whose first lies at `to`.
inline void plainInputGradientAt(const DepthwiseShape& shape, const float* outputGradient, const float* weight,
                                 float* to, int row, int subcarrier, int begin, int end)
{
    const int outputs = shape.outputs();
    for (int c = begin; c < end; ++c) {
        to[c] = 0;
    }
    for (int tap = 0; tap < depthwiseTaps; ++tap) {
        const std::ptrdiff_t from = rowOf(shape, row, (1 - tap / 3) * shape.timeDilation);
        const int place = subcarrier + (1 - tap % 3) * shape.frequencyDilation;
        if (from < 0 || !isInside(shape, place)) {
            continue;
        }
        const float* g = outputGradient + (from + place) * outputs;
        const float* w = weight + static_cast<std::ptrdiff_t>(tap) * outputs;
        for (int c = begin; c < end; ++c) {
            for (int copy = 0; copy < shape.multiplier; ++copy) {
                const int o = c * shape.multiplier + copy;
                to[c] += w[o] * g[o];
            }
        }
    }
}

/// What one place adds to the sums of outputs [begin, end).
inline void plainWeightGradientAt(const DepthwiseShape& shape, const float* input, const float* outputGradient,
                                  float* sums, int row, int subcarrier, int begin, int end)
{
    const int outputs = shape.outputs();
    const float* g = outputGradient + (static_cast<std::ptrdiff_t>(row) * shape.subcarriers + subcarrier) * outputs;
    float* ofBias = sums + static_cast<std::ptrdiff_t>(depthwiseTaps) * outputs;
    for (int o = begin; o < end; ++o) {
        ofBias[o] += g[o];
    }
    for (int tap = 0; tap < depthwiseTaps; ++tap) {
        const std::ptrdiff_t from = rowOf(shape, row, (tap / 3 - 1) * shape.timeDilation);
        const int place = subcarrier + (tap % 3 - 1) * shape.frequencyDilation;
        if (from < 0 || !isInside(shape, place)) {
            continue;
        }
        const float* x = input + (from + place) * shape.channels;
        float* sum = sums + static_cast<std::ptrdiff_t>(tap) * outputs;
        for (int o = begin; o < end; ++o) {
            sum[o] += g[o] * x[o / shape.multiplier];
        }
    }
}

} // namespace

} // namespace rxwatt::kernels
