// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Over vectors as wide as the instruction set that it is compiled for; see kernel_set_plain.cpp for how it is included.

#include "core/kernels/depthwise_plain.h"
#include "core/kernels/vectors.h"

namespace rxwatt::kernels
{

namespace
{

/// Elements 0, 2, 4, … of two vectors one behind the other, and the others: first and second copies of `lanes`
/// channels.
inline Floats evenOf(Floats a, Floats b)
{
#if defined(__AVX512F__)
    return __builtin_shufflevector(a, b, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
#else
    return __builtin_shufflevector(a, b, 0, 2, 4, 6, 8, 10, 12, 14);
#endif
}

inline Floats oddOf(Floats a, Floats b)
{
#if defined(__AVX512F__)
    return __builtin_shufflevector(a, b, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31);
#else
    return __builtin_shufflevector(a, b, 1, 3, 5, 7, 9, 11, 13, 15);
#endif
}

/// `lanes` channels' outputs, copy by copy.
template <int Multiplier>
struct Copies {
    Floats of[Multiplier];

    static Copies loaded(const float* from)
    {
        if constexpr (Multiplier == 1) {
            return {{load<Floats>(from)}};
        } else {
            const auto a = load<Floats>(from);
            const auto b = load<Floats>(from + lanes);
            return {{evenOf(a, b), oddOf(a, b)}};
        }
    }

    void storeTo(float* to) const
    {
        if constexpr (Multiplier == 1) {
            store(to, of[0]);
        } else {
#if defined(__AVX512F__)
            store(to, __builtin_shufflevector(of[0], of[1], 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23));
            store(to + lanes,
                  __builtin_shufflevector(of[0], of[1], 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31));
#else
            store(to, __builtin_shufflevector(of[0], of[1], 0, 8, 1, 9, 2, 10, 3, 11));
            store(to + lanes, __builtin_shufflevector(of[0], of[1], 4, 12, 5, 13, 6, 14, 7, 15));
#endif
        }
    }
};

/// Places that are done together: their rows of all channels stay in the first cache, and sums in registers.
constexpr int tile = 16;
constexpr int together = lanes == 16 ? 8 : 4;

/// Rows that a row's taps read, and which taps they are.
struct TimeTaps {
    const float* rows[3];
    int taps[3];
    int count = 0;

    /// `direction` −1 reads where the gradients of the outputs that a row went into lie.
    TimeTaps(const DepthwiseShape& shape, const float* base, int row, int channels, int direction)
    {
        for (int tap = 0; tap < 3; ++tap) {
            const std::ptrdiff_t from = rowOf(shape, row, direction * (tap - 1) * shape.timeDilation);
            if (from >= 0) {
                rows[count] = base + from * channels;
                taps[count] = tap;
                ++count;
            }
        }
    }
};

/// Calls work(begin, end, firstTap, lastTap) for the tiles of a row: all places of one have the same taps inside the
/// grid, those in frequency from firstTap up to lastTap. `direction` as in TimeTaps.
template <typename Work>
inline void overRow(const DepthwiseShape& shape, int direction, Work work)
{
    const int side = shape.frequencyDilation < shape.subcarriers ? shape.frequencyDilation : shape.subcarriers;
    const int inner = shape.subcarriers - side;
    const int ends[3] = {side < inner ? side : inner, side < inner ? inner : side, shape.subcarriers};
    int begin = 0;
    for (const int end : ends) {
        const bool hasBefore = begin >= shape.frequencyDilation;
        const bool hasAfter = begin + shape.frequencyDilation < shape.subcarriers;
        const int firstTap = (direction > 0 ? hasBefore : hasAfter) ? 0 : 1;
        const int lastTap = (direction > 0 ? hasAfter : hasBefore) ? 3 : 2;
        for (; begin < end; begin += tile) {
            work(begin, begin + tile < end ? begin + tile : end, firstTap, lastTap);
        }
        begin = end;
    }
}

/// Taps in frequency.
struct Taps {
    int first = 0;
    int last = 3;
};

template <int Multiplier, int Count>
inline void forwardPlaces(const DepthwiseShape& shape, const TimeTaps& time, Taps taps, const float* weight,
                          const float* bias, float* output, int f, int c)
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
        sums[p].storeTo(output + (f + p) * outputs + o);
    }
}

template <int Multiplier>
void forwardRow(const DepthwiseShape& shape, const float* input, const float* weight, const float* bias, float* output,
                int row)
{
    const int whole = shape.channels - shape.channels % lanes;
    const TimeTaps time(shape, input, row, shape.channels, 1);
    overRow(shape, 1, [&](int begin, int end, int firstTap, int lastTap) {
        const Taps taps{firstTap, lastTap};
        for (int c = 0; c < whole; c += lanes) {
            int f = begin;
            for (; f + together <= end; f += together) {
                forwardPlaces<Multiplier, together>(shape, time, taps, weight, bias, output, f, c);
            }
            for (; f < end; ++f) {
                forwardPlaces<Multiplier, 1>(shape, time, taps, weight, bias, output, f, c);
            }
        }
        for (int f = begin; whole < shape.channels && f < end; ++f) {
            plainForwardAt(shape, input, weight, bias, output, row, f, whole * Multiplier, shape.outputs());
        }
    });
}

template <int Multiplier, int Count>
inline void gradientPlaces(const DepthwiseShape& shape, const TimeTaps& time, Taps taps, const float* weight,
                           float* gradient, int f, int c)
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
        float* to = gradient + static_cast<std::ptrdiff_t>(f + p) * shape.channels + c;
        if constexpr (Multiplier == 1) {
            store(to, sums[0][p]);
        } else {
            store(to, evenOf(sums[0][p], sums[1][p]) + oddOf(sums[0][p], sums[1][p]));
        }
    }
}

template <int Multiplier>
void gradientRow(const DepthwiseShape& shape, const float* outputGradient, const float* weight, float* gradient,
                 int row)
{
    const int whole = shape.channels - shape.channels % lanes;
    const TimeTaps time(shape, outputGradient, row, shape.outputs(), -1);
    overRow(shape, -1, [&](int begin, int end, int firstTap, int lastTap) {
        const Taps taps{firstTap, lastTap};
        for (int c = 0; c < whole; c += lanes) {
            int f = begin;
            for (; f + together <= end; f += together) {
                gradientPlaces<Multiplier, together>(shape, time, taps, weight, gradient, f, c);
            }
            for (; f < end; ++f) {
                gradientPlaces<Multiplier, 1>(shape, time, taps, weight, gradient, f, c);
            }
        }
        for (int f = begin; whole < shape.channels && f < end; ++f) {
            plainInputGradientAt(shape, outputGradient, weight, gradient, row, f, whole, shape.channels);
        }
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
void weightRow(const DepthwiseShape& shape, const float* input, const float* outputGradient, float* sums, int row)
{
    const int outputs = shape.outputs();
    const int whole = shape.channels - shape.channels % lanes;
    const TimeTaps time(shape, input, row, shape.channels, 1);
    const float* from = outputGradient + static_cast<std::ptrdiff_t>(row) * shape.subcarriers * outputs;
    overRow(shape, 1, [&](int begin, int end, int firstTap, int lastTap) {
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
            plainWeightGradientAt(shape, input, outputGradient, sums, row, f, whole * Multiplier, outputs);
        }
    });
}

void vectorForward(const DepthwiseShape& shape, const float* input, const float* weight, const float* bias,
                   float* output, int first, int last)
{
    if (shape.multiplier > 2) {
        plainForward(shape, input, weight, bias, output, first, last);
        return;
    }
    const std::ptrdiff_t length = static_cast<std::ptrdiff_t>(shape.subcarriers) * shape.outputs();
    for (int row = first; row < last; ++row, output += length) {
        if (shape.multiplier == 1) {
            forwardRow<1>(shape, input, weight, bias, output, row);
        } else {
            forwardRow<2>(shape, input, weight, bias, output, row);
        }
    }
}

void vectorInputGradient(const DepthwiseShape& shape, const float* outputGradient, const float* weight, float* gradient,
                         int first, int last)
{
    if (shape.multiplier > 2) {
        plainInputGradient(shape, outputGradient, weight, gradient, first, last);
        return;
    }
    const std::ptrdiff_t length = static_cast<std::ptrdiff_t>(shape.subcarriers) * shape.channels;
    for (int row = first; row < last; ++row, gradient += length) {
        if (shape.multiplier == 1) {
            gradientRow<1>(shape, outputGradient, weight, gradient, row);
        } else {
            gradientRow<2>(shape, outputGradient, weight, gradient, row);
        }
    }
}

void vectorWeightGradient(const DepthwiseShape& shape, const float* input, const float* outputGradient, float* sums,
                          int first, int last)
{
    if (shape.multiplier > 2) {
        plainWeightGradient(shape, input, outputGradient, sums, first, last);
        return;
    }
    for (int row = first; row < last; ++row) {
        if (shape.multiplier == 1) {
            weightRow<1>(shape, input, outputGradient, sums, row);
        } else {
            weightRow<2>(shape, input, outputGradient, sums, row);
        }
    }
}

} // namespace

} // namespace rxwatt::kernels
