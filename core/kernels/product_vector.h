// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Over vectors as wide as the instruction set that it is compiled for; see kernel_set_plain.cpp for how it is included.
//
// A block of rows and columns stays in registers over the whole depth. Neither factor is packed: of the second, rows
// are read two vectors at a time, of the first, numbers one by one; both lie in the caches, since products here are as
// deep as a layer is wide (16 to 512).

#include "core/kernels/product.h"
#include "core/kernels/vectors.h"

namespace rxwatt::kernels
{

namespace
{

/// Rows of a block: with two vectors of columns there are enough sums to hide an addition's latency.
constexpr int blockRows = lanes == 16 ? 8 : 6;

template <typename Vector>
constexpr int widthOf = sizeof(Vector) / sizeof(float);

/// What becomes of a block's sums.
template <typename Vector, int Rows, int Count>
inline void finishBlock(const ProductShape& shape, const ProductResult& result, std::ptrdiff_t row,
                        std::ptrdiff_t column, Vector (&sums)[Rows][Count])
{
    const auto forEach = [&](auto work) {
        for (int i = 0; i < Count; ++i) {
            const std::ptrdiff_t c = column + i * widthOf<Vector>;
            for (int r = 0; r < Rows; ++r) {
                work(sums[r][i], c, (row + r) * shape.columns + c);
            }
        }
    };
    if (result.start != nullptr) {
        forEach([&](Vector& sum, std::ptrdiff_t, std::ptrdiff_t at) { sum += load<Vector>(result.start + at); });
    }
    if (result.bias != nullptr) {
        forEach([&](Vector& sum, std::ptrdiff_t c, std::ptrdiff_t) { sum += load<Vector>(result.bias + c); });
    }
    if (result.values != nullptr) {
        forEach([&](Vector& sum, std::ptrdiff_t, std::ptrdiff_t at) { store(result.values + at, sum); });
    }
    if (result.activated != nullptr) {
        forEach([&](Vector& sum, std::ptrdiff_t c, std::ptrdiff_t at) {
            const Vector scaled = sum * load<Vector>(result.scale + c) + load<Vector>(result.shift + c);
            store(result.activated + at, scaled < 0 ? Vector{} : scaled);
        });
    }
}

/// The block at `row` and `column`, [Rows, Count · width].
template <typename Vector, int Rows, int Count>
inline void productBlock(const ProductShape& shape, Factor a, const float* b, const ProductResult& result,
                         std::ptrdiff_t row, std::ptrdiff_t column)
{
    Vector sums[Rows][Count] = {};
    const float* from = a.values + row * a.rowStep;
    b += column;
#pragma GCC unroll 4
    for (std::ptrdiff_t k = 0; k < shape.depth; ++k, from += a.depthStep, b += shape.columns) {
        Vector factors[Count];
        for (int i = 0; i < Count; ++i) {
            factors[i] = load<Vector>(b + i * widthOf<Vector>);
        }
        for (int r = 0; r < Rows; ++r) {
            const float factor = from[r * a.rowStep];
            for (int i = 0; i < Count; ++i) {
                sums[r][i] += factor * factors[i];
            }
        }
    }
    finishBlock<Vector, Rows, Count>(shape, result, row, column, sums);
}

/// Columns that begin at `column`, of all rows: what is read of the second factor stays in the first caches.
template <typename Vector, int Count>
inline void productColumns(const ProductShape& shape, Factor a, const float* b, const ProductResult& result,
                           std::ptrdiff_t column)
{
    std::ptrdiff_t row = 0;
    for (; row + blockRows <= shape.rows; row += blockRows) {
        productBlock<Vector, blockRows, Count>(shape, a, b, result, row, column);
    }
    if (row + blockRows / 2 <= shape.rows) {
        productBlock<Vector, blockRows / 2, Count>(shape, a, b, result, row, column);
        row += blockRows / 2;
    }
    for (; row < shape.rows; ++row) {
        productBlock<Vector, 1, Count>(shape, a, b, result, row, column);
    }
}

void vectorProduct(const ProductShape& shape, Factor a, const float* b, const ProductResult& result)
{
    std::ptrdiff_t column = 0;
    for (; column + 2 * lanes <= shape.columns; column += 2 * lanes) {
        productColumns<Floats, 2>(shape, a, b, result, column);
    }
    if (column + lanes <= shape.columns) {
        productColumns<Floats, 1>(shape, a, b, result, column);
        column += lanes;
    }
    if (column + lanes / 2 <= shape.columns) {
        productColumns<HalfFloats, 1>(shape, a, b, result, column);
        column += lanes / 2;
    }
    for (; column < shape.columns; ++column) {
        productColumns<float, 1>(shape, a, b, result, column);
    }
}

} // namespace

} // namespace rxwatt::kernels
