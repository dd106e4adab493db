// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/kernels/product.h"

#include <cstdint>
#include <vector>

namespace rxwatt::kernels
{

// Products with factors of 8 bits. The first factor is unsigned codes, each channel (place along the depth) with a map
// of its own: code = value · inverse + offset, rounded to the nearest, to even ones where two are as near, and cut off
// at 0 and 255. The second is signed codes with a scale for each column. Sums of codes' products are whole numbers: the
// same ones whatever the instruction set.

/// Codes that belong together in a sum: what processors multiply and add at once.
inline constexpr std::ptrdiff_t codeGroup = 4;

/// The deepest product whose sums fit into 32 bits.
inline constexpr std::ptrdiff_t maxCodedDepth = 65536;

/// Bytes of a row of codes.
constexpr std::ptrdiff_t codeStride(std::ptrdiff_t depth)
{
    return (depth + codeGroup - 1) / codeGroup * codeGroup;
}

/// Writes the codes of dense values [place, channel] to rows of codeStride(channels) bytes, with zeros at their ends.
/// Infinite values are cut off; what is no number gets code 0, and the result is false where there is one.
using Quantise = bool (*)(const float* values, std::ptrdiff_t places, std::ptrdiff_t channels, const float* inverse,
                          const float* offset, std::uint8_t* codes);

/// A product's second factor as kernels read it.
struct CodedFactor {
    /// [⌈depth / 4⌉, column, 4]: zeros where the depth ends within four.
    const std::int8_t* codes = nullptr;
    /// What the sums of a column are multiplied by.
    const float* scale = nullptr;
};

/// As Product, with sum · scale as the product; `a` holds rows of codeStride(depth) bytes. What the first factor's
/// offsets add is the bias's to take away.
using QuantisedProduct = void (*)(const ProductShape& shape, const std::uint8_t* a, CodedFactor b,
                                  const ProductResult& result);

/// A second factor in codes.
struct QuantisedMatrix {
    std::vector<std::int8_t> codes;
    std::vector<float> scale;

    [[nodiscard]] CodedFactor factor() const { return {codes.data(), scale.data()}; }

    /// The code at [k, column].
    [[nodiscard]] int code(std::ptrdiff_t k, std::ptrdiff_t column) const
    {
        const auto columns = static_cast<std::ptrdiff_t>(scale.size());
        return codes[static_cast<std::size_t>((k / codeGroup * columns + column) * codeGroup + k % codeGroup)];
    }
};

/// A dense [depth, columns] in codes from −127 to 127, which are what each column's largest magnitude is divided into.
/// A column with what is no finite number has a scale that is none.
[[nodiscard]] QuantisedMatrix quantised(const float* matrix, std::ptrdiff_t depth, std::ptrdiff_t columns);

} // namespace rxwatt::kernels
