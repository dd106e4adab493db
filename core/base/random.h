// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>

namespace rxwatt::base
{

/// What random numbers are for. No slot serves in two streams, whatever the seeds.
enum class Stream : std::uint32_t {
    initialisation = 0,
    training = 1,
    validation = 2,
    evaluation = 3,
    dataset = 4,
    simulation = 5
};

/// Names one slot of the simulation, for ever: the same key gives the same slot on every thread, batch and machine
/// load.
struct SlotKey {
    std::uint64_t seed = 0;
    Stream stream = Stream::training;
    std::uint64_t index = 0;
};

/// One block of Philox4x32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC'11).
[[nodiscard]] std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter,
                                                  std::array<std::uint32_t, 2> key);

/// The random numbers of one slot (and one purpose within it), drawn one after another. The Philox key is the seed; the
/// counter holds stream and purpose, the slot index, and the block number, so that no two of them ever share a block.
class RandomStream
{
public:
    explicit RandomStream(SlotKey key, std::uint32_t purpose = 0);

    [[nodiscard]] std::uint32_t nextUint32();
    /// Uniform on [0, 1) with 53 random bits.
    [[nodiscard]] double uniform();
    /// Uniform on [low, high); low where both are equal.
    [[nodiscard]] double uniform(double low, double high);
    /// Uniform on 0 … count − 1.
    [[nodiscard]] std::uint32_t index(std::uint32_t count);
    /// Standard normal (Box-Muller).
    [[nodiscard]] double normal();

private:
    std::array<std::uint32_t, 2> m_key;
    std::array<std::uint32_t, 4> m_counter;
    std::array<std::uint32_t, 4> m_block{};
    unsigned m_used = 4;
};

} // namespace rxwatt::base
