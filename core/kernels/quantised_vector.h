// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Over vectors as wide as the instruction set that it is compiled for; see kernel_set_plain.cpp for how it is included.

#include "core/kernels/product_blocks.h"
#include "core/kernels/quantised_lanes.h"

namespace rxwatt::kernels
{

namespace
{

/// As blockRows. Without an instruction for four products parted codes take registers of their own.
#if defined(__AVX512VNNI__)
constexpr int codedBlockRows = 8;
#elif defined(__AVXVNNI__)
constexpr int codedBlockRows = 6;
#else
constexpr int codedBlockRows = 4;
#endif

template <typename Fours>
inline Fours everywhere(const std::uint8_t* four)
{
    std::int32_t element;
    __builtin_memcpy(&element, four, sizeof element);
    return Fours{} + element;
}

template <typename Vector>
inline Vector floatsOf(typename IntsBeside<Vector>::Type ints)
{
    if constexpr (widthOf<Vector> == 1) {
        return static_cast<Vector>(ints);
    } else {
        return __builtin_convertvector(ints, Vector);
    }
}

/// The block at `row` and `column`, [Rows, Count · width].
template <typename Vector, int Rows, int Count>
inline void quantisedBlock(const ProductShape& shape, const std::uint8_t* a, CodedFactor b, const ProductResult& result,
                           std::ptrdiff_t row, std::ptrdiff_t column)
{
    using Fours = typename IntsBeside<Vector>::Type;
    const std::ptrdiff_t stride = codeStride(shape.depth);
    Fours sums[Rows][Count] = {};
    const std::uint8_t* from = a + row * stride;
    const std::int8_t* weights = b.codes + column * codeGroup;
#pragma GCC unroll 2
    for (std::ptrdiff_t k = 0; k < stride; k += codeGroup, from += codeGroup, weights += shape.columns * codeGroup) {
        decltype(signedCodes(Fours{})) factors[Count];
        for (int i = 0; i < Count; ++i) {
            Fours fours;
            __builtin_memcpy(&fours, weights + i * sizeof fours, sizeof fours);
            factors[i] = signedCodes(fours);
        }
        for (int r = 0; r < Rows; ++r) {
            const auto factor = unsignedCodes(everywhere<Fours>(from + r * stride));
            for (int i = 0; i < Count; ++i) {
                sums[r][i] = dot(sums[r][i], factor, factors[i]);
            }
        }
    }
    Vector values[Rows][Count];
    for (int i = 0; i < Count; ++i) {
        const auto scale = load<Vector>(b.scale + column + i * widthOf<Vector>);
        for (int r = 0; r < Rows; ++r) {
            values[r][i] = floatsOf<Vector>(sums[r][i]) * scale;
        }
    }
    finishBlock<Vector, Rows, Count>(shape, result, row, column, values);
}

void vectorQuantisedProduct(const ProductShape& shape, const std::uint8_t* a, CodedFactor b,
                            const ProductResult& result)
{
    overBlocks<codedBlockRows>(shape,
                               [&]<typename Vector, int Rows, int Count>(std::ptrdiff_t row, std::ptrdiff_t column) {
                                   quantisedBlock<Vector, Rows, Count>(shape, a, b, result, row, column);
                               });
}

bool vectorQuantise(const float* values, std::ptrdiff_t places, std::ptrdiff_t channels, const float* inverse,
                    const float* offset, std::uint8_t* codes)
{
    const std::ptrdiff_t whole = channels - channels % lanes;
    const std::ptrdiff_t stride = codeStride(channels);
    bool numbers = true;
    for (std::ptrdiff_t p = 0; p < places; ++p) {
        for (std::ptrdiff_t c = 0; c < whole; c += lanes) {
            numbers &= storeCodes(load<Floats>(values + p * channels + c), load<Floats>(inverse + c),
                                  load<Floats>(offset + c), codes + p * stride + c);
        }
    }
    return plainQuantiseOf(values, places, channels, inverse, offset, codes, whole) && numbers;
}

} // namespace

} // namespace rxwatt::kernels
