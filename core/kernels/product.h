// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

namespace rxwatt::kernels
{

/// [rows, columns] = [rows, depth] · [depth, columns].
struct ProductShape {
    std::ptrdiff_t rows = 0;
    std::ptrdiff_t columns = 0;
    std::ptrdiff_t depth = 0;
};

/// A product's first factor; its element [row, k] lies at values[row · rowStep + k · depthStep].
struct Factor {
    const float* values = nullptr;
    std::ptrdiff_t rowStep = 0;
    std::ptrdiff_t depthStep = 1;
};

/// A dense first factor.
inline Factor denseFactor(const float* values, std::ptrdiff_t depth)
{
    return {values, depth, 1};
}

/// The transpose of a dense [depth, rows].
inline Factor transposedFactor(const float* values, std::ptrdiff_t rows)
{
    return {values, 1, rows};
}

/// What becomes of a product: value = product + start + bias. Arrays are dense [row, column] or a number a column; null
/// ones are left out.
struct ProductResult {
    /// Where the value goes.
    float* values = nullptr;
    /// May be `values` itself.
    const float* start = nullptr;
    const float* bias = nullptr;
    /// Where max(0, value · scale + shift) goes, the next batch norm and its ReLU; what is no number stays none.
    float* activated = nullptr;
    const float* scale = nullptr;
    const float* shift = nullptr;
};

/// The second factor is dense. Nothing that is read may lie where something else is written.
using Product = void (*)(const ProductShape& shape, Factor a, const float* b, const ProductResult& result);

} // namespace rxwatt::kernels
