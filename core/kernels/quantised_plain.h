// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// The plain loop over channels from `begin` on: the reference, and what takes over where the channels are no whole
// vectors. See kernel_set_plain.cpp for how it is included.

#include "core/kernels/quantised.h"

namespace rxwatt::kernels
{

namespace
{

/// To the nearest whole number, to even ones where two are as near, of values from 0 to 255: behind an addition of 2²³
/// the last bit of a number is worth 1.
constexpr float roundingSum = 8388608;

/// One value's code; one rounding, as vectors have it, whatever the compiler makes of a sum of a product.
inline std::uint8_t plainCode(float value, float inverse, float offset, bool& numbers)
{
    float code = __builtin_fmaf(value, inverse, offset);
    numbers = numbers && !__builtin_isnan(code);
    code = code > 0 ? code : 0;
    code = code < 255 ? code : 255;
    return static_cast<std::uint8_t>(code + roundingSum - roundingSum);
}

/// Behind the last channel it writes the row's zeros.
inline bool plainQuantiseOf(const float* values, std::ptrdiff_t places, std::ptrdiff_t channels, const float* inverse,
                            const float* offset, std::uint8_t* codes, std::ptrdiff_t begin)
{
    bool numbers = true;
    const std::ptrdiff_t stride = codeStride(channels);
    for (std::ptrdiff_t p = 0; p < places; ++p, values += channels, codes += stride) {
        for (std::ptrdiff_t c = begin; c < channels; ++c) {
            codes[c] = plainCode(values[c], inverse[c], offset[c], numbers);
        }
        for (std::ptrdiff_t c = channels; c < stride; ++c) {
            codes[c] = 0;
        }
    }
    return numbers;
}

} // namespace

} // namespace rxwatt::kernels
