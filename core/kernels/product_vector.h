// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Over vectors as wide as the instruction set that it is compiled for; see kernel_set_plain.cpp for how it is included.
//
// A block of rows and columns stays in registers over the whole depth. Neither factor is packed: of the second, rows
// are read two vectors at a time, of the first, numbers one by one; both lie in the caches, since products here are as
// deep as a layer is wide (16 to 512).

#include "core/kernels/product_blocks.h"

namespace rxwatt::kernels
{

namespace
{

/// Rows of a block: with two vectors of columns there are enough sums to hide an addition's latency.
constexpr int blockRows = lanes == 16 ? 8 : 6;

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

void vectorProduct(const ProductShape& shape, Factor a, const float* b, const ProductResult& result)
{
    overBlocks<blockRows>(shape, [&]<typename Vector, int Rows, int Count>(std::ptrdiff_t row, std::ptrdiff_t column) {
        productBlock<Vector, Rows, Count>(shape, a, b, result, row, column);
    });
}

} // namespace

} // namespace rxwatt::kernels
