// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phy/gold.h"

#include <gtest/gtest.h>

#include <vector>

namespace rxwatt::phy
{
namespace
{

/// §5.2.1 as it is written, bit by bit.
std::vector<std::uint8_t> goldByDefinition(std::uint32_t initialValue, std::size_t length)
{
    constexpr std::size_t skipped = 1600;
    const std::size_t total = skipped + length + 31;
    std::vector<std::uint8_t> x1(total, 0);
    std::vector<std::uint8_t> x2(total, 0);
    x1[0] = 1;
    for (unsigned i = 0; i < 31; ++i) {
        x2[i] = (initialValue >> i) & 1;
    }
    for (std::size_t n = 0; n + 31 < total; ++n) {
        x1[n + 31] = x1[n + 3] ^ x1[n];
        x2[n + 31] = x2[n + 3] ^ x2[n + 2] ^ x2[n + 1] ^ x2[n];
    }
    std::vector<std::uint8_t> bits(length);
    for (std::size_t n = 0; n < length; ++n) {
        bits[n] = x1[n + skipped] ^ x2[n + skipped];
    }
    return bits;
}

TEST(Gold, EqualsItsDefinitionBitByBit)
{
    for (const std::uint32_t initialValue : {0U, 1U, 0x12345678U, 0x7FFFFFFFU}) {
        for (const std::size_t length : {1U, 27U, 28U, 29U, 3300U}) {
            std::vector<std::uint8_t> bits(length);
            goldSequence(initialValue, bits);
            EXPECT_EQ(bits, goldByDefinition(initialValue, length)) << initialValue << ", " << length << " bits";
        }
    }
}

} // namespace
} // namespace rxwatt::phy
