// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/kernels/quantised.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

namespace rxwatt::kernels
{

QuantisedMatrix quantised(const float* matrix, std::ptrdiff_t depth, std::ptrdiff_t columns)
{
    assert(depth <= maxCodedDepth);
    constexpr float largestCode = 127;
    QuantisedMatrix result{std::vector<std::int8_t>(static_cast<std::size_t>(codeStride(depth) * columns)),
                           std::vector<float>(static_cast<std::size_t>(columns))};
    for (std::ptrdiff_t column = 0; column < columns; ++column) {
        float largest = 0;
        bool finite = true;
        for (std::ptrdiff_t k = 0; k < depth; ++k) {
            const float value = matrix[k * columns + column];
            finite = finite && std::isfinite(value);
            largest = std::max(largest, std::abs(value));
        }
        float& scale = result.scale[static_cast<std::size_t>(column)];
        scale = finite ? largest / largestCode : std::numeric_limits<float>::quiet_NaN();
        if (!(scale > 0)) {
            continue; // codes stay 0
        }
        for (std::ptrdiff_t k = 0; k < depth; ++k) {
            const float code = std::nearbyint(matrix[k * columns + column] / scale);
            result.codes[static_cast<std::size_t>((k / codeGroup * columns + column) * codeGroup + k % codeGroup)] =
                static_cast<std::int8_t>(std::clamp(code, -largestCode, largestCode));
        }
    }
    return result;
}

} // namespace rxwatt::kernels
