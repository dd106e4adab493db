// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"

#include <cmath>
#include <numbers>

namespace rxwatt::base
{

namespace
{

constexpr std::uint32_t multiplier0 = 0xD2511F53;
constexpr std::uint32_t multiplier1 = 0xCD9E8D57;
constexpr std::uint32_t weyl0 = 0x9E3779B9;
constexpr std::uint32_t weyl1 = 0xBB67AE85;

constexpr std::uint32_t high(std::uint64_t product)
{
    return static_cast<std::uint32_t>(product >> 32);
}

constexpr std::uint32_t low(std::uint64_t product)
{
    return static_cast<std::uint32_t>(product);
}

} // namespace

std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter, std::array<std::uint32_t, 2> key)
{
    for (int round = 0; round < 10; ++round) {
        const std::uint64_t product0 = std::uint64_t{multiplier0} * counter[0];
        const std::uint64_t product1 = std::uint64_t{multiplier1} * counter[2];
        counter = {high(product1) ^ counter[1] ^ key[0], low(product1), high(product0) ^ counter[3] ^ key[1],
                   low(product0)};
        key[0] += weyl0;
        key[1] += weyl1;
    }
    return counter;
}

RandomStream::RandomStream(SlotKey key, std::uint32_t purpose)
    : m_key{low(key.seed), high(key.seed)}
      // 8 bits of stream over 24 bits of purpose, 64 bits of slot index, 32 bits of block number.
      ,
      m_counter{0, (static_cast<std::uint32_t>(key.stream) << 24) | (purpose & 0xFFFFFF), low(key.index),
                high(key.index)}
{
}

std::uint32_t RandomStream::nextUint32()
{
    if (m_used == m_block.size()) {
        m_block = philox(m_counter, m_key);
        ++m_counter[0];
        m_used = 0;
    }
    return m_block[m_used++];
}

double RandomStream::uniform()
{
    const std::uint64_t upper = nextUint32() >> 5;
    const std::uint64_t lower = nextUint32() >> 6;
    return static_cast<double>((upper << 26) | lower) * 0x1p-53;
}

double RandomStream::uniform(double lowest, double highest)
{
    return lowest + (highest - lowest) * uniform();
}

std::uint32_t RandomStream::index(std::uint32_t count)
{
    return high(std::uint64_t{nextUint32()} * count);
}

double RandomStream::normal()
{
    const double radius = std::sqrt(-2.0 * std::log1p(-uniform()));
    return radius * std::cos(2.0 * std::numbers::pi * uniform());
}

} // namespace rxwatt::base
