// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/energy/zone.h"

#include <optional>

namespace rxwatt::energy
{

/// Turns one zone's raw readings into energy: differences of counters, also over a wrap, or power over time
/// (trapezoids).
class ZoneMeter
{
public:
    explicit ZoneMeter(Zone zone) : m_zone(std::move(zone)) {}

    /// Energy since the reading before; `now` is monotonic. None is a gap: the first reading, one that failed (now or
    /// before), a counter that fell and whose range is not known, more energy than the zone can take (three times its
    /// limit; 2 kW where it has none), so long a time that the counter may have wrapped more than once, or for power
    /// more than `longestHold` between two readings.
    [[nodiscard]] std::optional<Joules> take(const Reading& reading, Seconds now);

    /// Forgets the last reading: the machine slept meanwhile.
    void restart() { m_hasLast = false; }

    [[nodiscard]] const Zone& zone() const { return m_zone; }

    /// A power that was read is taken for as long at most.
    static constexpr Seconds longestHold{120};

private:
    [[nodiscard]] std::optional<Joules> difference(std::uint64_t raw, Seconds elapsed) const;
    [[nodiscard]] Watts mostPower() const;

    Zone m_zone;
    std::uint64_t m_last = 0;
    Seconds m_lastTime;
    bool m_hasLast = false;
};

} // namespace rxwatt::energy
