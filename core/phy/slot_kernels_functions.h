// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Sines, logarithms and random words in the vectors of slot_kernels_lanes.h, whose remarks hold here too. Functions of
// several vectors at once go step by step through all of them: each vector's steps wait for one another, and processors
// look only some hundred operations ahead for others to do meanwhile.

#include "core/phy/slot_kernels_lanes.h"

namespace rxwatt::phy
{

namespace
{

struct Phasors {
    Floats cos;
    Floats sin;
};

/// cos and sin of angles in 2^−32 turns: reduced exactly to a quarter turn around 0, then Cephes' polynomials; within
/// 1.2e-7.
inline Phasors phasorsOf(Words angle)
{
    constexpr float radians = 1.57079632679489662F / (1 << 30);
    constexpr std::uint32_t eighth = 1U << 29;
    const Words turned = angle + eighth; // its upper two bits count quarters
    const Floats x = toFloats((Ints)((turned & 0x3FFFFFFF) - eighth)) * radians;
    const Floats y = x * x;
    const Floats sine = x + x * y * (-1.6666654611e-1F + y * (8.3321608736e-3F + y * -1.9515295891e-4F));
    const Floats cosine =
        1.0F - 0.5F * y + y * y * (4.166664568298827e-2F + y * (-1.388731625493765e-3F + y * 2.443315711809948e-5F));
    const Words odd = (Words)((Ints)(turned << 1) >> 31);
    const Words exchanged = ((Words)sine ^ (Words)cosine) & odd;
    const Words sineSign = turned & 0x80000000;
    const Words cosineSign = (turned + (1U << 30)) & 0x80000000;
    return {(Floats)(((Words)cosine ^ exchanged) ^ cosineSign), (Floats)(((Words)sine ^ exchanged) ^ sineSign)};
}

/// −ln(n·2^−31) of n in 1 … 2^31 after rounding to float: Cephes' logf; relative error within 2e-7.
template <int vectors>
inline void negatedLogarithms(const Ints (&n)[vectors], Floats (&to)[vectors])
{
    Floats exponent[vectors];
    Floats x[vectors];
    Floats p[vectors];
    for (int i = 0; i < vectors; ++i) {
        const Words shifted = (Words)toFloats(n[i]) + (0x3F800000 - 0x3F3504F3); // the mantissa's part: in [√½, √2)
        exponent[i] = toFloats((Ints)(shifted >> 23) - (127 + 31));
        x[i] = (Floats)((shifted & 0x7FFFFF) + 0x3F3504F3) - 1.0F;
        p[i] = 7.0376836292e-2F * x[i] - 1.1514610310e-1F;
    }
    constexpr float coefficients[]{1.1676998740e-1F, -1.2420140846e-1F, 1.4249322787e-1F, -1.6668057665e-1F,
                                   2.0000714765e-1F, -2.4999993993e-1F, 3.3333331174e-1F};
    for (const float coefficient : coefficients) {
        for (int i = 0; i < vectors; ++i) {
            p[i] = p[i] * x[i] + coefficient;
        }
    }
    for (int i = 0; i < vectors; ++i) {
        const Floats square = x[i] * x[i];
        const Floats tail = p[i] * x[i] * square - 2.12194440e-4F * exponent[i] - 0.5F * square;
        to[i] = -0.693359375F * exponent[i] - (x[i] + tail);
    }
}

struct Blocks {
    Words word[4];
};

/// Philox4x32-10 as base::philox computes it, its keys of all rounds ready.
class Philox
{
public:
    Philox(const std::uint32_t* key, const std::uint32_t* counter)
    {
        for (std::uint32_t round = 0; round < rounds; ++round) {
            m_key0[round] = LongWords{} + std::uint64_t{key[0] + round * 0x9E3779B9};
            m_key1[round] = LongWords{} + std::uint64_t{key[1] + round * 0xBB67AE85};
        }
        for (int word = 0; word < 3; ++word) {
            m_counter[word] = LongWords{} + std::uint64_t{counter[word]};
        }
    }

    /// Blocks first, first + 1, …: one a lane, vector after vector.
    template <int vectors>
    void blocks(std::uint32_t first, Blocks* to) const
    {
        // 64-bit lanes for even and for odd blocks; upper halves are leftovers that the next multiplication ignores.
        constexpr int states = 2 * vectors;
        LongWords c0[states];
        LongWords c1[states];
        LongWords c2[states];
        LongWords c3[states];
        for (int i = 0; i < states; ++i) {
            const std::uint32_t at = first + static_cast<std::uint32_t>(i / 2 * lanes + i % 2);
            c0[i] = (ramp<LongWords>() * 2 + at) & 0xFFFFFFFF;
            c1[i] = m_counter[0];
            c2[i] = m_counter[1];
            c3[i] = m_counter[2];
        }
#pragma GCC unroll 10
        for (int round = 0; round < rounds; ++round) {
            LongWords product0[states];
            LongWords product1[states];
            for (int i = 0; i < states; ++i) {
                product0[i] = multiplyLow(c0[i], LongWords{} + 0xD2511F53);
                product1[i] = multiplyLow(c2[i], LongWords{} + 0xCD9E8D57);
            }
            for (int i = 0; i < states; ++i) {
                c0[i] = upperHalves(product1[i]) ^ c1[i] ^ m_key0[round];
                c1[i] = product1[i];
                c2[i] = upperHalves(product0[i]) ^ c3[i] ^ m_key1[round];
                c3[i] = product0[i];
            }
        }
        for (int i = 0; i < vectors; ++i) {
            to[i] = {{interleaved(c0[2 * i], c0[2 * i + 1]), interleaved(c1[2 * i], c1[2 * i + 1]),
                      interleaved(c2[2 * i], c2[2 * i + 1]), interleaved(c3[2 * i], c3[2 * i + 1])}};
        }
    }

private:
    static constexpr int rounds = 10;

    static Words interleaved(LongWords even, LongWords odd)
    {
        return (Words)((even & 0xFFFFFFFF) | (odd << 32));
    }

    LongWords m_key0[rounds];
    LongWords m_key1[rounds];
    LongWords m_counter[3];
};

} // namespace

} // namespace rxwatt::phy
