// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

// Bits and constellation points of random bytes, in vectors of slot_kernels_lanes.h, whose remarks hold here too.

#include "core/phy/slot_kernels.h"
#include "core/phy/slot_kernels_lanes.h"

namespace rxwatt::phy
{

namespace
{

/// Labels of both axes, four bits each: b0, b2, b4, b6 in the upper 16 bits, b1, b3, b5, b7 in the lower.
template <typename Byte>
constexpr Byte axisLabels(Byte byte)
{
    const Byte apart = (byte & 0x55) | ((byte & 0xAA) << 15);
    const Byte pairs = (apart | (apart >> 1)) & 0x00330033;
    return (pairs | (pairs >> 2)) & 0x000F000F;
}

#if !defined(__AVX2__)
/// Of each byte, 16-bit halves drawn together: what has no permutation by index is faster with a table.
struct LabelTable {
    std::uint8_t labels[256]{};

    constexpr LabelTable()
    {
        for (std::uint32_t byte = 0; byte < 256; ++byte) {
            const std::uint32_t both = axisLabels(byte);
            labels[byte] = static_cast<std::uint8_t>((both >> 12) | (both & 0xF));
        }
    }
};
#endif

void mapSymbols(const std::uint8_t* bytes, const float* levels, int count, SplitComplex to)
{
#if defined(__AVX2__)
    for (int k = 0; k < count; k += lanes) {
        const Words labels = axisLabels(loadBytes(bytes + k));
        store(to.re + k, ofSixteen(levels, labels >> 16));
        store(to.im + k, ofSixteen(levels, labels & 0xF));
    }
#else
    static constexpr LabelTable table;
    for (int k = 0; k < count; ++k) {
        const std::uint8_t label = table.labels[bytes[k]];
        to.re[k] = levels[label >> 4];
        to.im[k] = levels[label & 0xF];
    }
#endif
}

/// Four bits as four bytes of 0 or 1, the uppermost first in memory (all these instruction sets are little endian).
inline Words spread(Words nibbles)
{
    // Not by a multiplication alone: SSE2 has none of 32 bits.
    const Words twice = nibbles | (nibbles << 9);
    return ((twice | (twice << 18)) >> 3) & 0x01010101;
}

/// Full vectors of elements; returns how many elements were done.
template <int width>
inline int unpackVectors(const std::uint8_t* bytes, int count, std::uint8_t mask, std::uint8_t* bits)
{
    int i = 0;
    for (; i + lanes <= count; i += lanes, bits += width * lanes) {
        const Words byte = loadBytes(bytes + i) & std::uint32_t{mask};
        const auto upper = (Floats)spread(byte >> 4);
        if (width == 4) {
            store(bits, upper);
            continue;
        }
        const Interleaved both = interleave(upper, (Floats)spread(byte & 0xF));
        if (width == 8) {
            store(bits, both.low);
            store(bits + sizeof(Floats), both.high);
            continue;
        }
        std::uint8_t eight[8 * lanes];
        store(eight, both.low);
        store(eight + sizeof(Floats), both.high);
        for (int element = 0; element < lanes; ++element) {
            __builtin_memcpy(bits + width * element, eight + 8 * element, width);
        }
    }
    return i;
}

void unpackBits(const std::uint8_t* bytes, int count, std::uint8_t mask, int width, std::uint8_t* bits)
{
    int done = 0;
#if defined(__SSE2__)
    switch (width) {
    case 2:
        done = unpackVectors<2>(bytes, count, mask, bits);
        break;
    case 4:
        done = unpackVectors<4>(bytes, count, mask, bits);
        break;
    case 6:
        done = unpackVectors<6>(bytes, count, mask, bits);
        break;
    default:
        done = unpackVectors<8>(bytes, count, mask, bits);
    }
#endif
    bits += static_cast<std::ptrdiff_t>(done) * width;
    for (; done < count; ++done) {
        const auto byte = static_cast<unsigned>(bytes[done] & mask);
        for (int bit = 0; bit < width; ++bit) {
            *bits++ = static_cast<std::uint8_t>((byte >> (7 - bit)) & 1);
        }
    }
}

} // namespace

} // namespace rxwatt::phy
