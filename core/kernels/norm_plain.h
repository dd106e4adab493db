// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Plain loops over channels [begin, end): the reference, and what takes over where the channels are no whole vectors.
// See kernel_set_plain.cpp for how it is included.

#include "core/kernels/norm.h"

#include <cstddef>

namespace rxwatt::kernels
{

namespace
{

inline void plainMomentsOf(const float* values, int places, int channels, float* mean, float* squares, int begin,
                           int end)
{
    for (int c = begin; c < end; ++c) {
        float sum = 0;
        for (int p = 0; p < places; ++p) {
            sum += values[static_cast<std::ptrdiff_t>(p) * channels + c];
        }
        mean[c] = sum / static_cast<float>(places);
        squares[c] = 0;
        for (int p = 0; p < places; ++p) {
            const float deviation = values[static_cast<std::ptrdiff_t>(p) * channels + c] - mean[c];
            squares[c] += deviation * deviation;
        }
    }
}

inline void plainActivateOf(const float* values, int places, int channels, const float* scale, const float* shift,
                            float* activated, int begin, int end)
{
    for (int p = 0; p < places; ++p, values += channels, activated += channels) {
        for (int c = begin; c < end; ++c) {
            const float value = values[c] * scale[c] + shift[c];
            activated[c] = value < 0 ? 0 : value;
        }
    }
}

inline void plainGateOf(const float* values, int places, int channels, const float* scale, const float* shift,
                        const float* mean, float* gradient, float* sums, int begin, int end)
{
    for (int c = begin; c < end; ++c) {
        sums[c] = 0;
        sums[channels + c] = 0;
    }
    for (int p = 0; p < places; ++p, values += channels, gradient += channels) {
        for (int c = begin; c < end; ++c) {
            const float passed = values[c] * scale[c] + shift[c] > 0 ? gradient[c] : 0;
            gradient[c] = passed;
            sums[c] += passed;
            sums[channels + c] += passed * (values[c] - mean[c]);
        }
    }
}

inline void plainInputGradientOf(const float* values, int places, int channels, const NormGradient& norm,
                                 const float* other, float* gradient, int begin, int end)
{
    for (int p = 0; p < places; ++p, values += channels, gradient += channels) {
        for (int c = begin; c < end; ++c) {
            const float added = other == nullptr ? 0 : other[static_cast<std::ptrdiff_t>(p) * channels + c];
            gradient[c] =
                norm.factor[c] * gradient[c] + norm.slope[c] * (values[c] - norm.mean[c]) + norm.offset[c] + added;
        }
    }
}

// These are loops over whole rows, which compilers make vectors of.

void addSums(const float* values, int places, int channels, float* sums)
{
    for (int p = 0; p < places; ++p, values += channels) {
        for (int c = 0; c < channels; ++c) {
            sums[c] += values[c];
        }
    }
}

void begin(const float* start, const float* bias, int places, int channels, float* values)
{
    for (int p = 0; p < places; ++p, values += channels) {
        for (int c = 0; c < channels; ++c) {
            values[c] = bias[c] + (start == nullptr ? 0 : start[static_cast<std::ptrdiff_t>(p) * channels + c]);
        }
    }
}

} // namespace

} // namespace rxwatt::kernels
