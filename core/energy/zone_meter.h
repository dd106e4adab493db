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
    /// A power that was read is taken for `longestHold` at most: nobody knows what was between two readings further
    /// apart, which a sampler that was held up gives.
    explicit ZoneMeter(Zone zone, Seconds longestHold = Seconds{1})
        : m_zone(std::move(zone)), m_longestHold(longestHold)
    {
    }

    /// Energy since the reading before; `now` is monotonic. None is a gap: the first reading, one that failed (now or
    /// before), a counter that fell and whose range is not known, more energy than the zone can take (three times its
    /// limit, 2 kW where it has none, in the time between the readings and one step of a counter), so long a time that
    /// the counter may have wrapped more than once, a counter that must move (see alwaysMoves) and has stood still for
    /// 5 s, or for power more than `longestHold` between two readings.
    [[nodiscard]] std::optional<Joules> take(const Reading& reading, Seconds now);

    /// Forgets the last reading: the machine slept meanwhile.
    void restart() { m_hasLast = false; }

    [[nodiscard]] const Zone& zone() const { return m_zone; }

private:
    [[nodiscard]] std::optional<Joules> difference(std::uint64_t raw, Seconds elapsed) const;
    [[nodiscard]] Watts mostPower() const;
    [[nodiscard]] bool standsTooLong(std::uint64_t raw, Seconds now);

    Zone m_zone;
    std::uint64_t m_last = 0;
    Seconds m_longestHold;
    Seconds m_lastTime;
    Seconds m_movedAt;
    bool m_hasLast = false;
};

} // namespace rxwatt::energy
