// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phy/gold.h"

#include <algorithm>

namespace rxwatt::phy
{

namespace
{

/// The recursions reach back 28 places, so that many bits follow from a register at once.
constexpr unsigned stride = 28;
constexpr std::uint32_t strideMask = (1U << stride) - 1;
constexpr unsigned registerBits = 31;
/// N_C of §5.2.1: the outputs that are passed over.
constexpr unsigned skipped = 1600;

/// Bit i of a register is x(n + i). Moves n on by up to 28.
constexpr std::uint32_t advance(std::uint32_t state, std::uint32_t feedback, unsigned steps)
{
    const std::uint64_t extended = state | (std::uint64_t{feedback & strideMask} << registerBits);
    return static_cast<std::uint32_t>(extended >> steps) & 0x7FFFFFFF;
}

/// x1(n+31) = x1(n+3) + x1(n)
constexpr std::uint32_t advanceFirst(std::uint32_t x, unsigned steps = stride)
{
    return advance(x, (x >> 3) ^ x, steps);
}

/// x2(n+31) = x2(n+3) + x2(n+2) + x2(n+1) + x2(n)
constexpr std::uint32_t advanceSecond(std::uint32_t x, unsigned steps = stride)
{
    return advance(x, (x >> 3) ^ (x >> 2) ^ (x >> 1) ^ x, steps);
}

/// x1 does not depend on c_init, so its state after the skipped outputs is a constant.
constexpr std::uint32_t firstAfterSkipping()
{
    std::uint32_t x = 1;
    for (unsigned done = 0; done < skipped; done += stride) {
        x = advanceFirst(x, std::min(stride, skipped - done));
    }
    return x;
}

} // namespace

void goldSequence(std::uint32_t initialValue, std::span<std::uint8_t> bits)
{
    constexpr std::uint32_t firstStart = firstAfterSkipping();
    std::uint32_t first = firstStart;
    std::uint32_t second = initialValue & 0x7FFFFFFF;
    for (unsigned done = 0; done < skipped; done += stride) {
        second = advanceSecond(second, std::min(stride, skipped - done));
    }
    for (std::size_t begin = 0; begin < bits.size(); begin += stride) {
        const std::uint32_t word = first ^ second;
        const std::size_t count = std::min<std::size_t>(stride, bits.size() - begin);
        for (std::size_t i = 0; i < count; ++i) {
            bits[begin + i] = (word >> i) & 1;
        }
        first = advanceFirst(first);
        second = advanceSecond(second);
    }
}

} // namespace rxwatt::phy
