// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Vectors as wide as the translation unit's instruction set. Included by the slot_kernels_<set>.cpp files alone, each
// compiled for another set: hence the unnamed namespace (no function may be shared between them, or the linker could
// keep the one that this processor lacks) and no standard library.

#include <cstddef>
#include <cstdint>

#if defined(__SSE2__)
#include <immintrin.h>
#endif

namespace rxwatt::phy
{

namespace
{

#if defined(__AVX512F__)
constexpr int lanes = 16;
#elif defined(__AVX2__)
constexpr int lanes = 8;
#else
constexpr int lanes = 4;
#endif

using Floats = float __attribute__((vector_size(4 * lanes)));
using Ints = std::int32_t __attribute__((vector_size(4 * lanes)));
using Words = std::uint32_t __attribute__((vector_size(4 * lanes)));
using LongWords = std::uint64_t __attribute__((vector_size(4 * lanes)));

template <typename Vector, typename Element>
inline Vector load(const Element* from)
{
    Vector vector;
    __builtin_memcpy(&vector, from, sizeof vector);
    return vector;
}

template <typename Vector, typename Element>
inline void store(Element* to, Vector vector)
{
    __builtin_memcpy(to, &vector, sizeof vector);
}

/// 0, 1, 2, …
template <typename Vector>
inline Vector ramp()
{
    Vector vector{};
    for (std::size_t i = 0; i < sizeof(Vector) / sizeof(vector[0]); ++i) {
        vector[i] = static_cast<decltype(+vector[0])>(i);
    }
    return vector;
}

inline Floats toFloats(Ints integers)
{
    return __builtin_convertvector(integers, Floats);
}

inline Floats squareRoot(Floats x)
{
#if defined(__AVX512F__)
    return _mm512_maskz_sqrt_ps(0xFFFF, x); // g++ 12 warns of its own header for the plain one
#elif defined(__AVX2__)
    return _mm256_sqrt_ps(x);
#elif defined(__SSE2__)
    return _mm_sqrt_ps(x);
#else
    for (int i = 0; i < lanes; ++i) {
        x[i] = __builtin_sqrtf(x[i]);
    }
    return x;
#endif
}

/// Products of the lower halves.
inline LongWords multiplyLow(LongWords a, LongWords b)
{
#if defined(__AVX512F__)
    return (LongWords)_mm512_maskz_mul_epu32(0xFF, (__m512i)a, (__m512i)b);
#elif defined(__AVX2__)
    return (LongWords)_mm256_mul_epu32((__m256i)a, (__m256i)b);
#elif defined(__SSE2__)
    return (LongWords)_mm_mul_epu32((__m128i)a, (__m128i)b);
#else
    return (a & 0xFFFFFFFF) * (b & 0xFFFFFFFF);
#endif
}

#if defined(__AVX512F__)
#define RXWATT_SHUFFLE(a, b, first, second)                                                                            \
    __builtin_shufflevector(a, b, first(0), first(1), first(2), first(3), first(4), first(5), first(6), first(7),      \
                            second(0), second(1), second(2), second(3), second(4), second(5), second(6), second(7))
#elif defined(__AVX2__)
#define RXWATT_SHUFFLE(a, b, first, second)                                                                            \
    __builtin_shufflevector(a, b, first(0), first(1), first(2), first(3), second(0), second(1), second(2), second(3))
#else
#define RXWATT_SHUFFLE(a, b, first, second) __builtin_shufflevector(a, b, first(0), first(1), second(0), second(1))
#endif
#define RXWATT_LAST_DOWN(i) (lanes - 1 - (i))
#define RXWATT_MIDDLE_DOWN(i) (lanes / 2 - 1 - (i))

inline Floats reversed(Floats x)
{
    return RXWATT_SHUFFLE(x, x, RXWATT_LAST_DOWN, RXWATT_MIDDLE_DOWN);
}

#undef RXWATT_SHUFFLE
#undef RXWATT_LAST_DOWN
#undef RXWATT_MIDDLE_DOWN

/// Stores re(0), im(0), re(1), im(1), …
inline void storeInterleaved(float* to, Floats re, Floats im)
{
#if defined(__AVX512F__)
    store(to, __builtin_shufflevector(re, im, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23));
    store(to + lanes, __builtin_shufflevector(re, im, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31));
#elif defined(__AVX2__)
    store(to, __builtin_shufflevector(re, im, 0, 8, 1, 9, 2, 10, 3, 11));
    store(to + lanes, __builtin_shufflevector(re, im, 4, 12, 5, 13, 6, 14, 7, 15));
#else
    store(to, __builtin_shufflevector(re, im, 0, 4, 1, 5));
    store(to + lanes, __builtin_shufflevector(re, im, 2, 6, 3, 7));
#endif
}

struct Phasors {
    Floats cos;
    Floats sin;
};

/// cos and sin of angles in 2^−32 turns: reduced exactly to a quarter turn around 0, then Cephes' polynomials; within
/// 1.2e-7.
inline Phasors phasorsOf(Words angle)
{
    constexpr float radians = 1.57079632679489662F / (1 << 30);
    const Words quarter = (angle + (1U << 29)) >> 30;
    const Floats x = toFloats((Ints)(angle - (quarter << 30))) * radians;
    const Floats y = x * x;
    const Floats sine = x + x * y * (-1.6666654611e-1F + y * (8.3321608736e-3F + y * -1.9515295891e-4F));
    const Floats cosine =
        1.0F - 0.5F * y + y * y * (4.166664568298827e-2F + y * (-1.388731625493765e-3F + y * 2.443315711809948e-5F));
    const Words odd = -(quarter & 1);
    const Words exchanged = ((Words)sine ^ (Words)cosine) & odd;
    const Words sineSign = (quarter << 30) & 0x80000000;
    const Words cosineSign = ((quarter + 1) << 30) & 0x80000000;
    return {(Floats)(((Words)cosine ^ exchanged) ^ cosineSign), (Floats)(((Words)sine ^ exchanged) ^ sineSign)};
}

/// ln u of u in (0, 1], not denormal: Cephes' logf; relative error within 2e-7.
inline Floats logarithm(Floats u)
{
    const Words shifted = (Words)u + (0x3F800000 - 0x3F3504F3); // the mantissa's part then lies in [√½, √2)
    const Floats exponent = toFloats((Ints)(shifted >> 23) - 127);
    const Floats x = (Floats)((shifted & 0x7FFFFF) + 0x3F3504F3) - 1.0F;
    const Floats square = x * x;
    Floats p = 7.0376836292e-2F * x - 1.1514610310e-1F;
    p = p * x + 1.1676998740e-1F;
    p = p * x - 1.2420140846e-1F;
    p = p * x + 1.4249322787e-1F;
    p = p * x - 1.6668057665e-1F;
    p = p * x + 2.0000714765e-1F;
    p = p * x - 2.4999993993e-1F;
    p = p * x + 3.3333331174e-1F;
    const Floats tail = p * x * square - 2.12194440e-4F * exponent - 0.5F * square;
    return (x + tail) + 0.693359375F * exponent;
}

struct Blocks {
    Words word[4];
};

/// Philox4x32-10 in 64-bit lanes: a value's upper half is a leftover that the next multiplication ignores.
struct PhiloxState {
    LongWords c0;
    LongWords c1;
    LongWords c2;
    LongWords c3;

    void round(std::uint32_t key0, std::uint32_t key1)
    {
        const LongWords product0 = multiplyLow(c0, LongWords{} + 0xD2511F53);
        const LongWords product1 = multiplyLow(c2, LongWords{} + 0xCD9E8D57);
        c0 = (product1 >> 32) ^ c1 ^ std::uint64_t{key0};
        c1 = product1;
        c2 = (product0 >> 32) ^ c3 ^ std::uint64_t{key1};
        c3 = product0;
    }
};

inline Words interleaveHalves(LongWords even, LongWords odd)
{
    return (Words)((even & 0xFFFFFFFF) | (odd << 32));
}

/// Blocks first, first + 1, …: one a lane.
inline Blocks philoxBlocks(const std::uint32_t* key, const std::uint32_t* counter, std::uint32_t first)
{
    const LongWords block = (ramp<LongWords>() * 2 + first) & 0xFFFFFFFF;
    const LongWords next = (block + 1) & 0xFFFFFFFF;
    PhiloxState even{block, LongWords{} + counter[0], LongWords{} + counter[1], LongWords{} + counter[2]};
    PhiloxState odd{next, LongWords{} + counter[0], LongWords{} + counter[1], LongWords{} + counter[2]};
    std::uint32_t key0 = key[0];
    std::uint32_t key1 = key[1];
    for (int round = 0; round < 10; ++round) {
        even.round(key0, key1);
        odd.round(key0, key1);
        key0 += 0x9E3779B9;
        key1 += 0xBB67AE85;
    }
    return {{interleaveHalves(even.c0, odd.c0), interleaveHalves(even.c1, odd.c1), interleaveHalves(even.c2, odd.c2),
             interleaveHalves(even.c3, odd.c3)}};
}

} // namespace

} // namespace rxwatt::phy
