// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/product.h"

#include <stdexcept>

#if RXWATT_HAS_ONEDNN
#include <dnnl.h>
#endif

namespace rxwatt::kernels
{

#if RXWATT_HAS_ONEDNN

bool hasFastProducts()
{
    return true;
}

void product(std::int64_t rows, std::int64_t columns, std::int64_t depth, Matrix a, Matrix b, bool add, float* result)
{
    const dnnl_status_t status = dnnl_sgemm(a.transposed ? 'T' : 'N', b.transposed ? 'T' : 'N', rows, columns, depth,
                                            1.0F, a.values, a.transposed ? rows : depth, b.values,
                                            b.transposed ? depth : columns, add ? 1.0F : 0.0F, result, columns);
    if (status != dnnl_success) {
        throw std::runtime_error("oneDNN refused a matrix product");
    }
}

#else

bool hasFastProducts()
{
    return false;
}

void product(std::int64_t rows, std::int64_t columns, std::int64_t depth, Matrix a, Matrix b, bool add, float* result)
{
    for (std::int64_t row = 0; row < rows; ++row) {
        float* const to = result + row * columns;
        for (std::int64_t column = 0; !add && column < columns; ++column) {
            to[column] = 0;
        }
        for (std::int64_t k = 0; k < depth; ++k) {
            const float factor = a.values[a.transposed ? k * rows + row : row * depth + k];
            for (std::int64_t column = 0; column < columns; ++column) {
                to[column] += factor * b.values[b.transposed ? column * depth + k : k * columns + column];
            }
        }
    }
}

#endif

} // namespace rxwatt::kernels
