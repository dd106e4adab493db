// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// What products have in common whatever their factors: the blocks of rows and columns that stay in registers, and what
// becomes of their sums. See kernel_set_plain.cpp for how it is included.

#include "core/kernels/product.h"
#include "core/kernels/vectors.h"

namespace rxwatt::kernels
{

namespace
{

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

/// Columns that begin at `column`, of all rows: what is read of the second factor stays in the first caches.
template <typename Vector, int Rows, int Count, typename Block>
inline void overRows(const ProductShape& shape, std::ptrdiff_t column, const Block& block)
{
    std::ptrdiff_t row = 0;
    for (; row + Rows <= shape.rows; row += Rows) {
        block.template operator()<Vector, Rows, Count>(row, column);
    }
    if (row + Rows / 2 <= shape.rows) {
        block.template operator()<Vector, Rows / 2, Count>(row, column);
        row += Rows / 2;
    }
    for (; row < shape.rows; ++row) {
        block.template operator()<Vector, 1, Count>(row, column);
    }
}

/// Calls block.template operator()<Vector, rows, vectors of columns>(row, column) for blocks of up to `Rows` rows that
/// make up the whole product.
template <int Rows, typename Block>
inline void overBlocks(const ProductShape& shape, const Block& block)
{
    std::ptrdiff_t column = 0;
    for (; column + 2 * lanes <= shape.columns; column += 2 * lanes) {
        overRows<Floats, Rows, 2>(shape, column, block);
    }
    if (column + lanes <= shape.columns) {
        overRows<Floats, Rows, 1>(shape, column, block);
        column += lanes;
    }
    if (column + lanes / 2 <= shape.columns) {
        overRows<HalfFloats, Rows, 1>(shape, column, block);
        column += lanes / 2;
    }
    for (; column < shape.columns; ++column) {
        overRows<float, Rows, 1>(shape, column, block);
    }
}

} // namespace

} // namespace rxwatt::kernels
