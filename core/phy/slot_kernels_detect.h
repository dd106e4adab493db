// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Equaliser and max-log demapper in one pass, in vectors of slot_kernels_lanes.h, whose remarks hold here too. Each
// number is computed by the operations of equalize and demapMaxLog in their order, so that it has the same bits.

#include "core/phy/slot_kernels.h"
#include "core/phy/slot_kernels_lanes.h"

namespace rxwatt::phy
{

namespace
{

constexpr int maxAxisBits = 4;

/// Up to `lanes` elements, of which arrays hold no more: the others are 0.
template <int width>
struct Padded {
    float values[width * lanes] = {};

    Padded(const float* from, int elements)
    {
        for (int i = 0; i < width * elements; ++i) {
            values[i] = from[i];
        }
    }
};

inline ComplexLanes loadComplex(const float* from, int elements)
{
    return elements == lanes ? loadInterleaved(from) : loadInterleaved(Padded<2>(from, elements).values);
}

/// x̂ and the variance of its noise.
struct EqualizedLanes {
    ComplexLanes symbol;
    Floats noiseVariance;
};

inline EqualizedLanes equalizeLanes(const Detection& detection, std::ptrdiff_t at, int elements)
{
    ComplexLanes sum{};
    Floats gain = Floats{} + __FLT_MIN__;
    for (int antenna = 0; antenna < detection.antennas; ++antenna) {
        const std::ptrdiff_t from = antenna * detection.stride + 2 * at;
        const ComplexLanes y = loadComplex(detection.received + from, elements);
        const ComplexLanes h = loadComplex(detection.channel + from, elements);
        sum.re += h.re * y.re + h.im * y.im;
        sum.im += h.re * y.im - h.im * y.re;
        gain += h.re * h.re + h.im * h.im;
    }
    const Floats inverse = 1.0F / gain;
    Floats noiseVariance = detection.noiseVariance * inverse;
    if (detection.errorVariance != nullptr) {
        const float* error = detection.errorVariance + at;
        const auto variance = elements == lanes ? load<Floats>(error) : load<Floats>(Padded<1>(error, elements).values);
        noiseVariance *= 1.0F + variance * (1.0F / detection.noiseVariance);
    }
    return {{sum.re * inverse, sum.im * inverse}, noiseVariance};
}

/// The logits of the uppermost bit of axis values; what is left of them is the PAM of the other bits (see demapMaxLog).
inline Floats fold(Floats& value, Floats scale, float levelsASide)
{
    const float lastStep = levelsASide - 1.0F;
    const Floats amplitude = (Floats)((Words)value & 0x7FFFFFFF);
    const Words negatedSign = ~(Words)value & 0x80000000;
    Floats logit = amplitude * scale;
    if (lastStep > 0) {
        const Floats half = 0.5F * amplitude;
        const Floats step = toFloats(toInts(half < lastStep ? half : Floats{} + lastStep));
        logit = (step + 1.0F) * (amplitude - step) * scale;
    }
    value = levelsASide - amplitude;
    return (Floats)(((Words)logit & 0x7FFFFFFF) | negatedSign);
}

/// The logits of half the lanes' elements, one pair of bits, in-phase and quadrature, a vector.
struct BitPairs {
    Floats first;
    Floats second;
    Floats third;
    Floats fourth;
};

template <int axisBits>
inline BitPairs foldAll(Floats value, Floats scale)
{
    BitPairs pairs{};
    pairs.first = fold(value, scale, 1 << (axisBits - 1));
    if constexpr (axisBits > 1) {
        pairs.second = fold(value, scale, 1 << (axisBits - 2));
    }
    if constexpr (axisBits > 2) {
        pairs.third = fold(value, scale, 1 << (axisBits - 3));
    }
    if constexpr (axisBits > 3) {
        pairs.fourth = fold(value, scale, 1);
    }
    return pairs;
}

/// Writes `pairs` pairs of bits of each element.
inline void storePairs(const BitPairs& bits, int pairs, float* to)
{
    if (pairs == 2) {
        const Interleaved both = interleavePairs(bits.first, bits.second);
        store(to, both.low);
        store(to + lanes, both.high);
        return;
    }
    const Interleaved even = interleavePairs(bits.first, bits.third);
    const Interleaved odd = interleavePairs(bits.second, bits.fourth);
    const Interleaved low = interleavePairs(even.low, odd.low);
    const Interleaved high = interleavePairs(even.high, odd.high);
    float all[4 * lanes];
    float* four = pairs == 4 ? to : all;
    store(four, low.low);
    store(four + lanes, low.high);
    store(four + 2 * lanes, high.low);
    store(four + 3 * lanes, high.high);
    if (pairs != 4) {
        for (int element = 0; element < lanes / 2; ++element) {
            for (int i = 0; i < 2 * pairs; ++i) {
                to[2 * pairs * element + i] = all[8 * element + i];
            }
        }
    }
}

template <int axisBits>
inline void detectLanes(const Detection& detection, std::ptrdiff_t at, int elements, float* logits)
{
    const EqualizedLanes equalized = equalizeLanes(detection, at, elements);
    const Interleaved values =
        interleave(equalized.symbol.re * detection.toHalfDistances, equalized.symbol.im * detection.toHalfDistances);
    const Floats scale = detection.squaredDistance / equalized.noiseVariance;
    const Interleaved scales = interleave(scale, scale);
    const BitPairs low = foldAll<axisBits>(values.low, scales.low);
    const BitPairs high = foldAll<axisBits>(values.high, scales.high);
    const int pairs = detection.bitWidth / 2;
    storePairs(low, pairs, logits);
    storePairs(high, pairs, logits + pairs * lanes);
}

template <int axisBits>
void detectAll(const Detection& detection)
{
    int at = 0;
    for (; at + lanes <= detection.count; at += lanes) {
        detectLanes<axisBits>(detection, at, lanes,
                              detection.logits + static_cast<std::ptrdiff_t>(at) * detection.bitWidth);
    }
    if (at < detection.count) {
        float last[2 * maxAxisBits * lanes];
        detectLanes<axisBits>(detection, at, detection.count - at, last);
        storeFirst(detection.logits + static_cast<std::ptrdiff_t>(at) * detection.bitWidth, last,
                   (detection.count - at) * detection.bitWidth);
    }
}

void detect(const Detection& detection)
{
    switch (detection.axisBits) {
    case 1:
        return detectAll<1>(detection);
    case 2:
        return detectAll<2>(detection);
    case 3:
        return detectAll<3>(detection);
    default:
        return detectAll<4>(detection);
    }
}

std::uint64_t countErrors(const float* logits, const std::uint8_t* sent, const std::uint8_t* mask, int count)
{
    Ints differing{};
    int i = 0;
    for (; i + lanes <= count; i += lanes) {
        const Ints decided = load<Floats>(logits + i) > 0.0F; // −1 where true
        Ints differs = decided ^ (loadBytes(sent + i) != 0);
        if (mask != nullptr) {
            differs &= loadBytes(mask + i) != 0;
        }
        differing -= differs;
    }
    std::uint64_t errors = 0;
    for (int lane = 0; lane < lanes; ++lane) {
        errors += static_cast<std::uint64_t>(differing[lane]);
    }
    for (; i < count; ++i) {
        const bool counts = mask == nullptr || mask[i] != 0;
        errors += counts && (logits[i] > 0) != (sent[i] != 0) ? 1 : 0;
    }
    return errors;
}

} // namespace

} // namespace rxwatt::phy
