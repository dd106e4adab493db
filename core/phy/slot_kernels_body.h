// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The kernels in vectors of slot_kernels_lanes.h, whose remarks hold here too.

#include "core/phy/slot_kernels.h"
#include "core/phy/slot_kernels_functions.h"

namespace rxwatt::phy
{

namespace
{

constexpr int symbols = 14;

void fillWords(const PhiloxSource& source, int blocks, std::uint32_t* words, std::ptrdiff_t stride)
{
    const Philox philox(source.key, source.counter);
    const auto storeBlocks = [&](const Blocks& random, int at) {
        for (int w = 0; w < 4; ++w) {
            store(words + w * stride + at, random.word[w]);
        }
    };
    int b = 0;
    for (; b + lanes < blocks; b += 2 * lanes) {
        Blocks random[2];
        philox.blocks<2>(static_cast<std::uint32_t>(b), random);
        storeBlocks(random[0], b);
        storeBlocks(random[1], b + lanes);
    }
    if (b < blocks) {
        Blocks random;
        philox.blocks<1>(static_cast<std::uint32_t>(b), &random);
        storeBlocks(random, b);
    }
}

/// √(−ln u)·e^{j2πv} (Box-Muller), u the odd multiples of 2^−31: tails end at |n| = 4.6.
template <int vectors>
inline void storeNormals(const Blocks* random, int word, SplitComplex to, int at)
{
    Ints uniform[vectors];
    Floats radius[vectors];
    for (int i = 0; i < vectors; ++i) {
        uniform[i] = (Ints)((random[i].word[word] >> 1) | 1);
    }
    negatedLogarithms(uniform, radius);
    for (int i = 0; i < vectors; ++i) {
        radius[i] = squareRoot(radius[i]);
    }
    for (int i = 0; i < vectors; ++i) {
        const Phasors phasors = phasorsOf(random[i].word[word + 1]);
        store(to.re + at + i * lanes, radius[i] * phasors.cos);
        store(to.im + at + i * lanes, radius[i] * phasors.sin);
    }
}

void complexNormals(const PhiloxSource& source, std::uint32_t firstBlock, int count, SplitComplex first,
                    SplitComplex second)
{
    const Philox philox(source.key, source.counter);
    int i = 0;
    for (; i + 3 * lanes < count; i += 4 * lanes) {
        Blocks random[4];
        philox.blocks<2>(firstBlock + static_cast<std::uint32_t>(i), random);
        philox.blocks<2>(firstBlock + static_cast<std::uint32_t>(i + 2 * lanes), random + 2);
        storeNormals<4>(random, 0, first, i);
        storeNormals<4>(random, 2, second, i);
    }
    for (; i < count; i += lanes) {
        Blocks random;
        philox.blocks<1>(firstBlock + static_cast<std::uint32_t>(i), &random);
        storeNormals<1>(&random, 0, first, i);
        storeNormals<1>(&random, 2, second, i);
    }
}

void unitPhasors(const std::uint32_t* angles, int count, SplitComplex to)
{
    for (int i = 0; i < count; i += lanes) {
        const Phasors phasors = phasorsOf(load<Words>(angles + i));
        store(to.re + i, phasors.cos);
        store(to.im + i, phasors.sin);
    }
}

void tapPhases(std::uint64_t halfStep, int count, SplitComplex phases)
{
    const Words within = ramp<Words>() * static_cast<std::uint32_t>(halfStep >> 31);
    for (int k = 0; k < count; k += lanes) {
        // Seeded anew for each 16 subcarriers, so that rounding the step to 2^−32 turns costs 2e-8 rad at most.
        const int block = k / kernelPadding * kernelPadding;
        const auto seed = static_cast<std::uint32_t>((halfStep * (2 * static_cast<std::uint64_t>(block) + 1)) >> 32);
        const std::uint32_t offset = static_cast<std::uint32_t>(k - block) * static_cast<std::uint32_t>(halfStep >> 31);
        const Phasors phasors = phasorsOf(within + (seed + offset));
        store(phases.re + k, phasors.cos);
        store(phases.im + k, phasors.sin);
    }
}

constexpr int maxSinusoids = 32;

void tapFading(const TapFading& fading)
{
    float cosines[maxSinusoids * symbolStride];
    float sines[maxSinusoids * symbolStride];
    for (int n = 0; n < fading.sinusoids; ++n) {
        for (int t = 0; t < symbolStride; t += lanes) {
            const Phasors turned = phasorsOf((ramp<Words>() + static_cast<std::uint32_t>(t)) * fading.steps[n]);
            store(cosines + n * symbolStride + t, turned.cos);
            store(sines + n * symbolStride + t, turned.sin);
        }
    }
    for (int antenna = 0; antenna < fading.antennas; ++antenna) {
        const float* initialRe = fading.initial.re + antenna * fading.initialStride;
        const float* initialIm = fading.initial.im + antenna * fading.initialStride;
        for (int t = 0; t < symbolStride; t += lanes) {
            Floats re{};
            Floats im{};
            for (int n = 0; n < fading.sinusoids; ++n) {
                const auto cosine = load<Floats>(cosines + n * symbolStride + t);
                const auto sine = load<Floats>(sines + n * symbolStride + t);
                re += initialRe[n] * cosine - initialIm[n] * sine;
                im += initialRe[n] * sine + initialIm[n] * cosine;
            }
            store(fading.gains.re + antenna * symbolStride + t, re * fading.amplitude);
            store(fading.gains.im + antenna * symbolStride + t, im * fading.amplitude);
        }
    }
}

/// The four products of gains and phases, summed over the taps, of one row.
struct Products {
    Floats reCos{};
    Floats imSin{};
    Floats imCos{};
    Floats reSin{};

    void add(float re, float im, Floats cosine, Floats sine)
    {
        reCos += re * cosine;
        imSin += im * sine;
        imCos += im * cosine;
        reSin += re * sine;
    }

    /// Subcarriers mirrored about the centre of the band have conjugate phases, so they share the products.
    void storeMirrored(SplitComplex response, std::ptrdiff_t upper, std::ptrdiff_t lower) const
    {
        store(response.re + upper, reCos + imSin);
        store(response.im + upper, imCos - reSin);
        store(response.re + lower, reversed(reCos - imSin));
        store(response.im + lower, reversed(imCos + reSin));
    }
};

void tapMix(const TapMix& mix)
{
    for (int k = 0; k < mix.half; k += lanes) {
        for (int antenna = 0; antenna < mix.antennas; ++antenna) {
            for (int t = 0; t < symbols; t += 2) {
                Products first;
                Products second;
                const float* re = mix.gains.re + antenna * symbolStride + t;
                const float* im = mix.gains.im + antenna * symbolStride + t;
                for (int tap = 0; tap < mix.taps; ++tap) {
                    const auto cosine = load<Floats>(mix.phases.re + tap * mix.phaseStride + k);
                    const auto sine = load<Floats>(mix.phases.im + tap * mix.phaseStride + k);
                    first.add(re[tap * mix.gainStride], im[tap * mix.gainStride], cosine, sine);
                    second.add(re[tap * mix.gainStride + 1], im[tap * mix.gainStride + 1], cosine, sine);
                }
                const std::ptrdiff_t row = (antenna * symbols + t) * mix.rowStride;
                first.storeMirrored(mix.response, row + mix.half + k, row + mix.half - k - lanes);
                second.storeMirrored(mix.response, row + mix.rowStride + mix.half + k,
                                     row + mix.rowStride + mix.half - k - lanes);
            }
        }
    }
}

inline ComplexLanes loadSplit(ConstSplitComplex from, int at)
{
    return {load<Floats>(from.re + at), load<Floats>(from.im + at)};
}

inline ComplexLanes operator*(const ComplexLanes& a, const ComplexLanes& b)
{
    return {a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re};
}

/// The lanes from element `at` on.
inline void mixLanes(const RowMix& mix, int at, float* channel, float* received)
{
    const ComplexLanes h = loadSplit(mix.h, at);
    const ComplexLanes signal = h * loadSplit(mix.x, at);
    const ComplexLanes noise = loadSplit(mix.noise, at);
    Floats re = noise.re * mix.noiseAmplitude;
    Floats im = noise.im * mix.noiseAmplitude;
    if (mix.interferenceAmplitude != 0) {
        const ComplexLanes interference = loadSplit(mix.g, at) * loadSplit(mix.z, at);
        re += interference.re * mix.interferenceAmplitude;
        im += interference.im * mix.interferenceAmplitude;
    }
    storeInterleaved(channel, h.re, h.im);
    storeInterleaved(received, signal.re + re, signal.im + im);
}

void rowMix(const RowMix& mix)
{
    int i = 0;
    for (; i + lanes <= mix.count; i += lanes) {
        mixLanes(mix, i, mix.channel + 2 * i, mix.received + 2 * i);
    }
    if (i < mix.count) {
        float channel[2 * lanes];
        float received[2 * lanes];
        mixLanes(mix, i, channel, received);
        storeFirst(mix.channel + 2 * i, channel, 2 * (mix.count - i));
        storeFirst(mix.received + 2 * i, received, 2 * (mix.count - i));
    }
}

} // namespace

} // namespace rxwatt::phy
