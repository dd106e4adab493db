// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Plain loops: the reference. See kernel_set_plain.cpp for how it is included.

#include "core/kernels/product.h"

namespace rxwatt::kernels
{

namespace
{

/// What becomes of the sum at [row, column].
inline void plainFinish(const ProductShape& shape, const ProductResult& result, std::ptrdiff_t row,
                        std::ptrdiff_t column, float sum)
{
    const std::ptrdiff_t at = row * shape.columns + column;
    float value = sum;
    if (result.start != nullptr) {
        value += result.start[at];
    }
    if (result.bias != nullptr) {
        value += result.bias[column];
    }
    if (result.values != nullptr) {
        result.values[at] = value;
    }
    if (result.activated != nullptr) {
        const float scaled = value * result.scale[column] + result.shift[column];
        result.activated[at] = scaled < 0 ? 0 : scaled;
    }
}

void plainProduct(const ProductShape& shape, Factor a, const float* b, const ProductResult& result)
{
    // Columns side by side, so that the second factor is read along its rows.
    constexpr std::ptrdiff_t abreastColumns = 32;
    for (std::ptrdiff_t row = 0; row < shape.rows; ++row) {
        for (std::ptrdiff_t column = 0; column < shape.columns; column += abreastColumns) {
            const std::ptrdiff_t left = shape.columns - column;
            const std::ptrdiff_t count = left < abreastColumns ? left : abreastColumns;
            float sums[abreastColumns] = {};
            for (std::ptrdiff_t k = 0; k < shape.depth; ++k) {
                const float factor = a.values[row * a.rowStep + k * a.depthStep];
                for (std::ptrdiff_t i = 0; i < count; ++i) {
                    sums[i] += factor * b[k * shape.columns + column + i];
                }
            }
            for (std::ptrdiff_t i = 0; i < count; ++i) {
                plainFinish(shape, result, row, column + i, sums[i]);
            }
        }
    }
}

} // namespace

} // namespace rxwatt::kernels
