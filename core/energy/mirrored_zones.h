// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/energy/zone.h"

#include <span>
#include <vector>

namespace rxwatt::energy
{

/// Finds counters that are one and the same under several names: some processors show each die's zone with the whole
/// package's counter. Such zones move by exactly the same at every reading while the load changes.
class MirroredZones
{
public:
    explicit MirroredZones(std::span<const Zone> zones);

    [[nodiscard]] bool hasPairs() const { return !m_pairs.empty(); }

    /// One reading a zone, in their order.
    void take(std::span<const Reading> readings);

    /// Of zone `zone`: the first one that it mirrors, or itself.
    [[nodiscard]] std::size_t originalOf(std::size_t zone) const;

    /// Differences that must be the same; they must not all be the same number.
    static constexpr int enough = 5;

private:
    struct Pair {
        std::size_t first;
        std::size_t second;
        int same = 0;
        bool changed = false;
        bool mirrored = false;
        std::uint64_t lastDelta = 0;
    };

    static void compare(Pair& pair, std::uint64_t first, std::uint64_t second);

    std::vector<Pair> m_pairs;
    std::vector<Reading> m_last;
};

} // namespace rxwatt::energy
