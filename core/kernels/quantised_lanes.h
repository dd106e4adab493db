// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What instruction sets do in ways of their own: codes of floats, and sums of four products of unsigned and signed
// codes, those of neighbouring columns side by side. See kernel_set_plain.cpp for how it is included.

#include "core/kernels/quantised_plain.h"
#include "core/kernels/vectors.h"

#include <cstdint>
#include <immintrin.h>

namespace rxwatt::kernels
{

namespace
{

using Ints = std::int32_t __attribute__((vector_size(4 * lanes)));
using HalfInts = std::int32_t __attribute__((vector_size(2 * lanes)));

/// Whole numbers as wide as a vector of floats.
template <typename Vector>
struct IntsBeside;

template <>
struct IntsBeside<Floats> {
    using Type = Ints;
};

template <>
struct IntsBeside<HalfFloats> {
    using Type = HalfInts;
};

template <>
struct IntsBeside<float> {
    using Type = std::int32_t;
};

/// The same bits.
template <typename To, typename From>
inline To as(From from)
{
    return __builtin_bit_cast(To, from);
}

/// Writes lanes codes as plainCode() has them; false where one is of what is no number.
inline bool storeCodes(Floats value, Floats inverse, Floats offset, std::uint8_t* codes)
{
    // The smaller and the larger of two is the second where one is no number.
#if defined(__AVX512F__)
    __m512 code = _mm512_fmadd_ps(as<__m512>(value), as<__m512>(inverse), as<__m512>(offset));
    const bool numbers = _mm512_cmp_ps_mask(code, code, _CMP_UNORD_Q) == 0;
    code = _mm512_min_ps(_mm512_max_ps(code, _mm512_setzero_ps()), _mm512_set1_ps(255));
    const __m512i bits = as<__m512i>(_mm512_add_ps(code, _mm512_set1_ps(roundingSum)));
    const __m128i bytes = _mm512_cvtepi32_epi8(bits);
    __builtin_memcpy(codes, &bytes, lanes);
#else
    __m256 code = _mm256_fmadd_ps(as<__m256>(value), as<__m256>(inverse), as<__m256>(offset));
    const bool numbers = _mm256_movemask_ps(_mm256_cmp_ps(code, code, _CMP_UNORD_Q)) == 0;
    code = _mm256_min_ps(_mm256_max_ps(code, _mm256_setzero_ps()), _mm256_set1_ps(255));
    const __m256i bits = as<__m256i>(_mm256_add_ps(code, _mm256_set1_ps(roundingSum)));
    const __m256i low = _mm256_and_si256(bits, _mm256_set1_epi32(0xFF));
    const __m128i pairs = _mm_packus_epi32(_mm256_castsi256_si128(low), _mm256_extracti128_si256(low, 1));
    const __m128i bytes = _mm_packus_epi16(pairs, pairs);
    __builtin_memcpy(codes, &bytes, lanes);
#endif
    return numbers;
}

// An element's four codes as dot() takes them.

#if defined(__AVX512VNNI__) || defined(__AVXVNNI__)

inline Ints signedCodes(Ints fours)
{
    return fours;
}

inline HalfInts signedCodes(HalfInts fours)
{
    return fours;
}

inline Ints unsignedCodes(Ints fours)
{
    return fours;
}

inline HalfInts unsignedCodes(HalfInts fours)
{
    return fours;
}

inline Ints dot(Ints sums, Ints codes, Ints weights)
{
#if defined(__AVX512VNNI__)
    return as<Ints>(_mm512_dpbusd_epi32(as<__m512i>(sums), as<__m512i>(codes), as<__m512i>(weights)));
#else
    return as<Ints>(_mm256_dpbusd_avx_epi32(as<__m256i>(sums), as<__m256i>(codes), as<__m256i>(weights)));
#endif
}

inline HalfInts dot(HalfInts sums, HalfInts codes, HalfInts weights)
{
#if defined(__AVX512VNNI__)
    return as<HalfInts>(_mm256_dpbusd_epi32(as<__m256i>(sums), as<__m256i>(codes), as<__m256i>(weights)));
#else
    return as<HalfInts>(_mm_dpbusd_avx_epi32(as<__m128i>(sums), as<__m128i>(codes), as<__m128i>(weights)));
#endif
}

#else

using Shorts = std::int16_t __attribute__((vector_size(4 * lanes)));
using HalfShorts = std::int16_t __attribute__((vector_size(2 * lanes)));
using UnsignedShorts = std::uint16_t __attribute__((vector_size(4 * lanes)));
using HalfUnsignedShorts = std::uint16_t __attribute__((vector_size(2 * lanes)));

/// The first and third apart from the second and fourth, in 16 bits each: the instruction for products of 8 bits cuts
/// off the sums of two of them.
template <typename Pairs>
struct Codes {
    Pairs even;
    Pairs odd;
};

template <typename Pairs, typename From>
inline Codes<Pairs> parted(From pairs)
{
    return {as<Pairs>(pairs << 8 >> 8), as<Pairs>(pairs >> 8)};
}

inline Codes<Shorts> signedCodes(Ints fours)
{
    return parted<Shorts>(as<Shorts>(fours));
}

inline Codes<HalfShorts> signedCodes(HalfInts fours)
{
    return parted<HalfShorts>(as<HalfShorts>(fours));
}

inline Codes<Shorts> unsignedCodes(Ints fours)
{
    return parted<Shorts>(as<UnsignedShorts>(fours));
}

inline Codes<HalfShorts> unsignedCodes(HalfInts fours)
{
    return parted<HalfShorts>(as<HalfUnsignedShorts>(fours));
}

inline Ints pairSums(Shorts a, Shorts b)
{
    return as<Ints>(_mm256_madd_epi16(as<__m256i>(a), as<__m256i>(b)));
}

inline HalfInts pairSums(HalfShorts a, HalfShorts b)
{
    return as<HalfInts>(_mm_madd_epi16(as<__m128i>(a), as<__m128i>(b)));
}

template <typename Sums, typename Pairs>
inline Sums dot(Sums sums, Codes<Pairs> codes, Codes<Pairs> weights)
{
    return sums + pairSums(codes.even, weights.even) + pairSums(codes.odd, weights.odd);
}

#endif

// Of one column.

inline std::int32_t signedCodes(std::int32_t four)
{
    return four;
}

inline std::int32_t unsignedCodes(std::int32_t four)
{
    return four;
}

inline std::int32_t dot(std::int32_t sum, std::int32_t codes, std::int32_t weights)
{
    for (int shift = 0; shift < 32; shift += 8) {
        sum += static_cast<std::uint8_t>(codes >> shift) * static_cast<std::int8_t>(weights >> shift);
    }
    return sum;
}

} // namespace

} // namespace rxwatt::kernels
