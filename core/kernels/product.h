// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace rxwatt::kernels
{

/// A row-major matrix as it lies in memory, and whether its transpose is meant.
struct Matrix {
    const float* values = nullptr;
    bool transposed = false;
};

/// Whether this build has a library of matrix products that threads can call side by side (oneDNN); product() is slow
/// without.
[[nodiscard]] bool hasFastProducts();

/// result [rows, columns] = a [rows, depth] · b [depth, columns], plus what `result` held where `add` says so. All
/// dense. In a parallel region it works on the calling thread alone.
void product(std::int64_t rows, std::int64_t columns, std::int64_t depth, Matrix a, Matrix b, bool add, float* result);

} // namespace rxwatt::kernels
