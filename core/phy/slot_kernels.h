// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace rxwatt::phy
{

// The loops in which slots are made and detected, compiled for several instruction sets. Every variant gives the same
// bits: they use IEEE additions, multiplications, divisions, square roots and integers only, never contracted, and each
// number is computed by the same operations in the same order whatever the vector width.

/// Arrays that kernels read or write are readable and writable this many elements beyond their count.
inline constexpr int kernelPadding = 16;

/// Gains lie in rows of this many symbols, of which a slot has 14.
inline constexpr int symbolStride = 16;

[[nodiscard]] constexpr int padded(int count)
{
    return (count + kernelPadding - 1) / kernelPadding * kernelPadding;
}

/// Philox4x32-10 without its block number, as base::RandomStream uses it.
struct PhiloxSource {
    std::uint32_t key[2];
    std::uint32_t counter[3]; ///< words 1 to 3 of the counter
};

/// A complex array, real and imaginary parts apart.
struct SplitComplex {
    float* re = nullptr;
    float* im = nullptr;
};

struct ConstSplitComplex {
    const float* re = nullptr;
    const float* im = nullptr;

    ConstSplitComplex() = default;

    ConstSplitComplex(const float* realPart, const float* imaginaryPart) : re(realPart), im(imaginaryPart) {}

    ConstSplitComplex(SplitComplex other) // NOLINT(google-explicit-constructor): as int* becomes const int*
        : re(other.re), im(other.im)
    {
    }
};

/// The Rayleigh part of one tap on `antennas` antennas and 16 symbols (14 are used): the sum over `sinusoids` of
/// e^{j(φ + t·step)}, times the amplitude. Angles are 2^−32 turns.
struct TapFading {
    const std::uint32_t* steps;   ///< [sinusoid]: turn a symbol
    ConstSplitComplex initial;    ///< [antenna, sinusoid]: e^{jφ}; rows `initialStride` apart
    std::ptrdiff_t initialStride; ///< from antenna to antenna
    int antennas;
    int sinusoids;
    float amplitude;
    SplitComplex gains; ///< [antenna, 16 symbols]
};

/// H(f, t) for all rows (antenna and symbol) from tap gains and phases.
struct TapMix {
    ConstSplitComplex gains;   ///< [tap, antenna, 16]
    std::ptrdiff_t gainStride; ///< from tap to tap
    ConstSplitComplex phases;  ///< [tap, k]: e^{j2π(k + ½)Δf·τ}
    std::ptrdiff_t phaseStride;
    int taps;
    int antennas;
    int half;              ///< half the number of subcarriers
    SplitComplex response; ///< [antenna, 14, subcarrier]; `kernelPadding` elements before each row are scratch
    std::ptrdiff_t rowStride;
};

/// One row of the received grid: y = h·x + a·n + b·g·z. Exactly `count` numbers are written.
struct RowMix {
    ConstSplitComplex h;
    ConstSplitComplex x;
    ConstSplitComplex noise;
    float noiseAmplitude;
    float interferenceAmplitude; ///< b; 0: g and z are not read
    ConstSplitComplex g;
    ConstSplitComplex z;
    int count;
    float* channel;  ///< out: h, interleaved
    float* received; ///< out: y, interleaved
};

/// Elements from which a receiver makes logits, one after another in each array; no more than `count` are touched.
struct Detection {
    const float* received; ///< [antenna, element], interleaved; antennas are `stride` floats apart
    const float* channel;  ///< likewise
    std::ptrdiff_t stride;
    int antennas;
    const float* errorVariance; ///< [element], or null where the channel is known
    float noiseVariance;
    float toHalfDistances; ///< 1 over half the distance of the constellation's levels
    float squaredDistance; ///< of the levels
    int axisBits;          ///< bits of one axis, 1 … 4
    int bitWidth;          ///< of the logits, even, 2·axisBits … 8
    int count;
    float* logits; ///< out: [element, bit]
};

struct SlotKernels {
    std::string_view name;
    /// Word w of block b goes to words[w·stride + b], for b below `blocks` and beyond it up to the padding.
    void (*fillWords)(const PhiloxSource& source, int blocks, std::uint32_t* words, std::ptrdiff_t stride);
    /// Complex normals with E|n|² = 1: blocks firstBlock + i; words 0 and 1 make first[i], words 2 and 3 second[i].
    void (*complexNormals)(const PhiloxSource& source, std::uint32_t firstBlock, int count, SplitComplex first,
                           SplitComplex second);
    /// cos and sin of angles in 2^−32 turns.
    void (*unitPhasors)(const std::uint32_t* angles, int count, SplitComplex phasors);
    /// e^{j2π(2k + 1)·halfStep}, k = 0 … count − 1; halfStep in 2^−64 turns.
    void (*tapPhases)(std::uint64_t halfStep, int count, SplitComplex phases);
    /// Bytes hold eight bits, b0 the uppermost: points of the levels of 16 labels of one axis (b0, b2, b4, b6 and b1,
    /// b3, b5, b7; see Transmitter). Bytes may be read up to the padding.
    void (*mapSymbols)(const std::uint8_t* bytes, const float* levels, int count, SplitComplex symbols);
    /// The first `width` of the bits that `mask` keeps, each 0 or 1, [element, bit]; exactly `count` elements.
    void (*unpackBits)(const std::uint8_t* bytes, int count, std::uint8_t mask, int width, std::uint8_t* bits);
    void (*tapFading)(const TapFading& fading);
    void (*tapMix)(const TapMix& mix);
    void (*rowMix)(const RowMix& mix);
    /// equalize and demapMaxLog, of the same bits.
    void (*detect)(const Detection& detection);
    /// How many of `count` logits decide (positive: 1) for another bit than was sent, among those whose mask is not 0;
    /// mask null: among all.
    std::uint64_t (*countErrors)(const float* logits, const std::uint8_t* sent, const std::uint8_t* mask, int count);
};

/// Those that this processor can run, the widest last.
[[nodiscard]] std::span<const SlotKernels* const> slotKernels();

} // namespace rxwatt::phy
