// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Over vectors as wide as the instruction set that it is compiled for; see kernel_set_plain.cpp for how it is included.

#include "core/kernels/depthwise_parts.h"
#include "core/kernels/kernel_sets.h"

namespace rxwatt::kernels
{

namespace
{

/// Writes to `to`, where the first place's outputs lie.
template <int Multiplier, int Count>
inline void forwardPlaces(const DepthwiseShape& shape, const TimeTaps& time, Taps taps, const float* weight,
                          const float* bias, float* to, int f, int c)
{
    const std::ptrdiff_t outputs = shape.outputs();
    const std::ptrdiff_t channels = shape.channels;
    const int o = c * Multiplier;
    const auto start = Copies<Multiplier>::loaded(bias + o);
    Copies<Multiplier> sums[Count];
    for (int p = 0; p < Count; ++p) {
        sums[p] = start;
    }
    for (int t = 0; t < time.count; ++t) {
        for (int k = taps.first; k < taps.last; ++k) {
            const auto w = Copies<Multiplier>::loaded(weight + (time.taps[t] * 3 + k) * outputs + o);
            const float* place = time.rows[t] + (f + (k - 1) * shape.frequencyDilation) * channels + c;
            for (int p = 0; p < Count; ++p) {
                const auto x = load<Floats>(place + p * channels);
                for (int m = 0; m < Multiplier; ++m) {
                    sums[p].of[m] += w.of[m] * x;
                }
            }
        }
    }
    for (int p = 0; p < Count; ++p) {
        sums[p].storeTo(to + p * outputs + o);
    }
}

/// `output` is where the part's first place lies.
template <int Multiplier>
void forwardRow(const DepthwiseShape& shape, const float* input, const float* weight, const float* bias, float* output,
                const RowPart& part)
{
    const TimeTaps time(shape, input, part.row, shape.channels, 1);
    const std::ptrdiff_t outputs = shape.outputs();
    overTilesOf(shape, part, 1, [&](int begin, int end, int firstTap, int lastTap) {
        const Taps taps{firstTap, lastTap};
        overVectors(shape.channels, [&](int c) {
            int f = begin;
            for (; f + together <= end; f += together) {
                forwardPlaces<Multiplier, together>(shape, time, taps, weight, bias,
                                                    output + (f - part.begin) * outputs, f, c);
            }
            for (; f < end; ++f) {
                forwardPlaces<Multiplier, 1>(shape, time, taps, weight, bias, output + (f - part.begin) * outputs, f,
                                             c);
            }
        });
    });
}

/// Writes to `to`, where the first place's channels lie.
template <int Multiplier, int Count>
inline void gradientPlaces(const DepthwiseShape& shape, const TimeTaps& time, Taps taps, const float* weight, float* to,
                           int f, int c)
{
    const std::ptrdiff_t outputs = shape.outputs();
    Floats sums[Multiplier][Count] = {};
    for (int t = 0; t < time.count; ++t) {
        for (int k = taps.first; k < taps.last; ++k) {
            const float* place = time.rows[t] + (f - (k - 1) * shape.frequencyDilation) * outputs + c * Multiplier;
            const float* w = weight + (time.taps[t] * 3 + k) * outputs + c * Multiplier;
            for (int m = 0; m < Multiplier; ++m) {
                const auto factor = load<Floats>(w + m * lanes);
                for (int p = 0; p < Count; ++p) {
                    sums[m][p] += factor * load<Floats>(place + p * outputs + m * lanes);
                }
            }
        }
    }
    for (int p = 0; p < Count; ++p) {
        float* const at = to + static_cast<std::ptrdiff_t>(p) * shape.channels + c;
        if constexpr (Multiplier == 1) {
            store(at, sums[0][p]);
        } else {
            store(at, evenOf(sums[0][p], sums[1][p]) + oddOf(sums[0][p], sums[1][p]));
        }
    }
}

/// `gradient` is where the part's first place lies.
template <int Multiplier>
void gradientRow(const DepthwiseShape& shape, const float* outputGradient, const float* weight, float* gradient,
                 const RowPart& part)
{
    const TimeTaps time(shape, outputGradient, part.row, shape.outputs(), -1);
    const std::ptrdiff_t channels = shape.channels;
    overTilesOf(shape, part, -1, [&](int begin, int end, int firstTap, int lastTap) {
        const Taps taps{firstTap, lastTap};
        overVectors(shape.channels, [&](int c) {
            int f = begin;
            for (; f + together <= end; f += together) {
                gradientPlaces<Multiplier, together>(shape, time, taps, weight, gradient + (f - part.begin) * channels,
                                                     f, c);
            }
            for (; f < end; ++f) {
                gradientPlaces<Multiplier, 1>(shape, time, taps, weight, gradient + (f - part.begin) * channels, f, c);
            }
        });
    });
}

/// The taps of `lanes` channels over a tile: they stay in registers meanwhile.
template <int Multiplier, int First, int Last>
inline void weightTile(const DepthwiseShape& shape, const TimeTaps& time, const float* from, float* sums, int begin,
                       int end, int c)
{
    using Outputs = Copies<Multiplier>;
    const std::ptrdiff_t outputs = shape.outputs();
    const std::ptrdiff_t channels = shape.channels;
    const int o = c * Multiplier;
    for (int t = 0; t < time.count; ++t) {
        float* const sum = sums + static_cast<std::ptrdiff_t>(time.taps[t]) * 3 * outputs + o;
        Outputs taps[3] = {Outputs::loaded(sum), Outputs::loaded(sum + outputs), Outputs::loaded(sum + 2 * outputs)};
        for (int f = begin; f < end; ++f) {
            const auto g = Outputs::loaded(from + f * outputs + o);
            const float* place = time.rows[t] + f * channels + c;
            for (int k = First; k < Last; ++k) {
                const auto x = load<Floats>(place + (k - 1) * shape.frequencyDilation * channels);
                for (int m = 0; m < Multiplier; ++m) {
                    taps[k].of[m] += g.of[m] * x;
                }
            }
        }
        for (int k = First; k < Last; ++k) {
            taps[k].storeTo(sum + k * outputs);
        }
    }
    float* const ofBias = sums + depthwiseTaps * outputs + o;
    Floats bias[Multiplier];
    for (int m = 0; m < Multiplier; ++m) {
        bias[m] = load<Floats>(ofBias + m * lanes);
        for (int f = begin; f < end; ++f) {
            bias[m] += load<Floats>(from + f * outputs + o + m * lanes);
        }
        store(ofBias + m * lanes, bias[m]);
    }
}

template <int Multiplier>
void weightRow(const DepthwiseShape& shape, const float* input, const float* outputGradient, float* sums,
               const RowPart& part)
{
    const int outputs = shape.outputs();
    const int whole = shape.channels - shape.channels % lanes;
    const TimeTaps time(shape, input, part.row, shape.channels, 1);
    const float* from = outputGradient + static_cast<std::ptrdiff_t>(part.row) * shape.subcarriers * outputs;
    overTilesOf(shape, part, 1, [&](int begin, int end, int firstTap, int lastTap) {
        for (int c = 0; c < whole; c += lanes) {
            if (firstTap == 0 && lastTap == 3) {
                weightTile<Multiplier, 0, 3>(shape, time, from, sums, begin, end, c);
            } else if (firstTap == 0) {
                weightTile<Multiplier, 0, 2>(shape, time, from, sums, begin, end, c);
            } else if (lastTap == 3) {
                weightTile<Multiplier, 1, 3>(shape, time, from, sums, begin, end, c);
            } else {
                weightTile<Multiplier, 1, 2>(shape, time, from, sums, begin, end, c);
            }
        }
        for (int f = begin; whole < shape.channels && f < end; ++f) {
            plainWeightGradientAt(shape, input, outputGradient, sums, part.row, f, whole * Multiplier, outputs);
        }
    });
}

/// Whether the loops above are for it.
inline bool fitsVectors(const DepthwiseShape& shape)
{
    return shape.multiplier <= 2 && shape.channels >= lanes;
}

/// Those that take over where it does not: of half as wide vectors, or plain.
inline const DepthwiseKernels& narrowerKernels()
{
    return lanes == 16 ? avx2Set.depthwise : plainSet.depthwise;
}

void vectorForward(const DepthwiseShape& shape, const float* input, const float* weight, const float* bias,
                   float* output, int first, int last)
{
    if (!fitsVectors(shape)) {
        narrowerKernels().forward(shape, input, weight, bias, output, first, last);
        return;
    }
    const auto row = shape.multiplier == 1 ? forwardRow<1> : forwardRow<2>;
    overRows(shape, first, last, [&](const RowPart& part) {
        row(shape, input, weight, bias, output, part);
        output += static_cast<std::ptrdiff_t>(part.end - part.begin) * shape.outputs();
    });
}

void vectorInputGradient(const DepthwiseShape& shape, const float* outputGradient, const float* weight, float* gradient,
                         int first, int last)
{
    if (!fitsVectors(shape)) {
        narrowerKernels().inputGradient(shape, outputGradient, weight, gradient, first, last);
        return;
    }
    const auto row = shape.multiplier == 1 ? gradientRow<1> : gradientRow<2>;
    overRows(shape, first, last, [&](const RowPart& part) {
        row(shape, outputGradient, weight, gradient, part);
        gradient += static_cast<std::ptrdiff_t>(part.end - part.begin) * shape.channels;
    });
}

void vectorWeightGradient(const DepthwiseShape& shape, const float* input, const float* outputGradient, float* sums,
                          int first, int last)
{
    if (!fitsVectors(shape)) {
        narrowerKernels().weightGradient(shape, input, outputGradient, sums, first, last);
        return;
    }
    const auto row = shape.multiplier == 1 ? weightRow<1> : weightRow<2>;
    overRows(shape, first, last, [&](const RowPart& part) { row(shape, input, outputGradient, sums, part); });
}

} // namespace

} // namespace rxwatt::kernels
