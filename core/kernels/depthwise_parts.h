// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What the vector loops of the depthwise convolution go over; see kernel_set_plain.cpp for how it is included.

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

/// Some places of one row.
struct RowPart {
    int row = 0;
    /// Subcarriers.
    int begin = 0;
    int end = 0;
};

/// Calls work(part) for each row that places [first, last) are in.
template <typename Work>
inline void overRows(const DepthwiseShape& shape, int first, int last, Work work)
{
    for (int place = first; place < last;) {
        RowPart part{place / shape.subcarriers, place % shape.subcarriers, shape.subcarriers};
        const int left = last - place;
        part.end = part.end - part.begin < left ? part.end : part.begin + left;
        work(part);
        place += part.end - part.begin;
    }
}

/// Calls work(begin, end, firstTap, lastTap) for the tiles of a row: all places of one have the same taps inside the
/// grid, those in frequency from firstTap up to lastTap. `direction` as in TimeTaps.
template <typename Work>
inline void overTilesOf(const DepthwiseShape& shape, const RowPart& part, int direction, Work work)
{
    const int side = shape.frequencyDilation < shape.subcarriers ? shape.frequencyDilation : shape.subcarriers;
    const int inner = shape.subcarriers - side;
    const int ends[3] = {side < inner ? side : inner, side < inner ? inner : side, shape.subcarriers};
    int begin = part.begin;
    for (const int sectionEnd : ends) {
        const int end = sectionEnd < part.end ? sectionEnd : part.end;
        if (begin >= end) {
            continue;
        }
        const bool hasBefore = begin >= shape.frequencyDilation;
        const bool hasAfter = begin + shape.frequencyDilation < shape.subcarriers;
        const int firstTap = (direction > 0 ? hasBefore : hasAfter) ? 0 : 1;
        const int lastTap = (direction > 0 ? hasAfter : hasBefore) ? 3 : 2;
        for (int f = begin; f < end; f += tile) {
            work(f, f + tile < end ? f + tile : end, firstTap, lastTap);
        }
        begin = end;
    }
}

/// Calls work(c) for vectors of channels that begin at c and are all of them; the last may overlap the one before. At
/// least `lanes` channels.
template <typename Work>
inline void overVectors(int channels, Work work)
{
    for (int c = 0; c < channels; c += lanes) {
        work(c + lanes <= channels ? c : channels - lanes);
    }
}

/// Taps in frequency.
struct Taps {
    int first = 0;
    int last = 3;
};

} // namespace

} // namespace rxwatt::kernels
