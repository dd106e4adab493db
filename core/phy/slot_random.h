// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/random.h"
#include "core/phy/slot_kernels.h"

namespace rxwatt::phy
{

/// What a slot's random numbers are for; no two purposes share a Philox block.
enum class RandomPurpose : std::uint32_t {
    draw = 0, ///< modulation, channel and SINR, by base::RandomStream
    bits = 1,
    channel = 2,
    noise = 3,
    interfererDraw = 4,
    interfererBits = 5,
    interfererChannel = 6
};

/// The numbers that base::RandomStream(key, purpose) draws, block by block.
[[nodiscard]] inline PhiloxSource philoxSource(const base::SlotKey& key, RandomPurpose purpose)
{
    return {{static_cast<std::uint32_t>(key.seed), static_cast<std::uint32_t>(key.seed >> 32)},
            {(static_cast<std::uint32_t>(key.stream) << 24) | static_cast<std::uint32_t>(purpose),
             static_cast<std::uint32_t>(key.index), static_cast<std::uint32_t>(key.index >> 32)}};
}

} // namespace rxwatt::phy
