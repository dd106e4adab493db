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

/// Where an array has no room for a whole vector.
inline void storeFirst(float* to, const float* from, int count)
{
    for (int i = 0; i < count; ++i) {
        to[i] = from[i];
    }
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

/// One byte a lane.
inline Words loadBytes(const std::uint8_t* from)
{
#if defined(__AVX512F__)
    return (Words)_mm512_maskz_cvtepu8_epi32(0xFFFF, load<__m128i>(from));
#elif defined(__AVX2__)
    return (Words)_mm256_cvtepu8_epi32(_mm_loadl_epi64((const __m128i*)from));
#elif defined(__SSE2__)
    int four;
    __builtin_memcpy(&four, from, sizeof four);
    const __m128i zero = _mm_setzero_si128();
    return (Words)_mm_unpacklo_epi16(_mm_unpacklo_epi8(_mm_cvtsi32_si128(four), zero), zero);
#else
    Words words{};
    for (int i = 0; i < lanes; ++i) {
        words[i] = from[i];
    }
    return words;
#endif
}

#if defined(__AVX2__)
/// table[index] of a table of 16 numbers; index modulo 16.
inline Floats ofSixteen(const float* table, Words index)
{
#if defined(__AVX512F__)
    return _mm512_maskz_permutexvar_ps(0xFFFF, (__m512i)index, load<Floats>(table));
#else
    const Floats low = _mm256_permutevar8x32_ps(load<Floats>(table), (__m256i)index);
    const Floats high = _mm256_permutevar8x32_ps(load<Floats>(table + lanes), (__m256i)index);
    return _mm256_blendv_ps(low, high, (Floats)(index << 28));
#endif
}
#endif

inline Floats toFloats(Ints integers)
{
    return __builtin_convertvector(integers, Floats);
}

/// Towards 0.
inline Ints toInts(Floats numbers)
{
    return __builtin_convertvector(numbers, Ints);
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

/// The upper half of each number as its lower half; the new upper half is any.
inline LongWords upperHalves(LongWords x)
{
#if defined(__AVX512F__)
    return (LongWords)_mm512_maskz_shuffle_epi32(0xFFFF, (__m512i)x, _MM_PERM_CDAB); // shifts have fewer ports
#else
    return x >> 32;
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

/// a(0), b(0), a(1), b(1), …
struct Interleaved {
    Floats low;
    Floats high;
};

inline Interleaved interleave(Floats a, Floats b)
{
#if defined(__AVX512F__)
    return {__builtin_shufflevector(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23),
            __builtin_shufflevector(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31)};
#elif defined(__AVX2__)
    return {__builtin_shufflevector(a, b, 0, 8, 1, 9, 2, 10, 3, 11),
            __builtin_shufflevector(a, b, 4, 12, 5, 13, 6, 14, 7, 15)};
#else
    return {__builtin_shufflevector(a, b, 0, 4, 1, 5), __builtin_shufflevector(a, b, 2, 6, 3, 7)};
#endif
}

/// The same of pairs: a(0), a(1), b(0), b(1), a(2), …
inline Interleaved interleavePairs(Floats a, Floats b)
{
#if defined(__AVX512F__)
    return {__builtin_shufflevector(a, b, 0, 1, 16, 17, 2, 3, 18, 19, 4, 5, 20, 21, 6, 7, 22, 23),
            __builtin_shufflevector(a, b, 8, 9, 24, 25, 10, 11, 26, 27, 12, 13, 28, 29, 14, 15, 30, 31)};
#elif defined(__AVX2__)
    return {__builtin_shufflevector(a, b, 0, 1, 8, 9, 2, 3, 10, 11),
            __builtin_shufflevector(a, b, 4, 5, 12, 13, 6, 7, 14, 15)};
#else
    return {__builtin_shufflevector(a, b, 0, 1, 4, 5), __builtin_shufflevector(a, b, 2, 3, 6, 7)};
#endif
}

inline void storeInterleaved(float* to, Floats re, Floats im)
{
    const Interleaved both = interleave(re, im);
    store(to, both.low);
    store(to + lanes, both.high);
}

struct ComplexLanes {
    Floats re;
    Floats im;
};

/// Of re(0), im(0), re(1), im(1), …
inline ComplexLanes loadInterleaved(const float* from)
{
    const auto low = load<Floats>(from);
    const auto high = load<Floats>(from + lanes);
#if defined(__AVX512F__)
    return {__builtin_shufflevector(low, high, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30),
            __builtin_shufflevector(low, high, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31)};
#elif defined(__AVX2__)
    return {__builtin_shufflevector(low, high, 0, 2, 4, 6, 8, 10, 12, 14),
            __builtin_shufflevector(low, high, 1, 3, 5, 7, 9, 11, 13, 15)};
#else
    return {__builtin_shufflevector(low, high, 0, 2, 4, 6), __builtin_shufflevector(low, high, 1, 3, 5, 7)};
#endif
}

} // namespace

} // namespace rxwatt::phy
