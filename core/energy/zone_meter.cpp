// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/zone_meter.h"

#include "core/energy/standing_zones.h"

namespace rxwatt::energy
{

namespace
{

constexpr double timesTheLimit = 3;
constexpr Watts mostWithoutLimit{2000};
/// Counters move in steps: RAPL's every millisecond, a GPU's up to every 100 ms. However close two readings are, a
/// whole step may lie between them.
constexpr Seconds longestCounterStep{0.25};
/// The coarsest (psys of some servers counts whole joules) move every second.
constexpr Seconds longestStill{5};

} // namespace

std::optional<Joules> ZoneMeter::take(const Reading& reading, Seconds now)
{
    if (!reading.valid) {
        m_hasLast = false;
        return std::nullopt;
    }
    std::optional<Joules> energy;
    const Seconds elapsed = now - m_lastTime;
    const bool stands = standsTooLong(reading.raw, now);
    if (m_hasLast && elapsed.value > 0 && !stands) {
        energy = difference(reading.raw, elapsed);
    }
    m_last = reading.raw;
    m_lastTime = now;
    m_hasLast = true;
    return energy;
}

bool ZoneMeter::standsTooLong(std::uint64_t raw, Seconds now)
{
    if (!m_hasLast || raw != m_last) {
        m_movedAt = now;
    }
    return alwaysMoves(m_zone) && now - m_movedAt > longestStill;
}

std::optional<Joules> ZoneMeter::difference(std::uint64_t raw, Seconds elapsed) const
{
    if (m_zone.kind == ReadingKind::power) {
        if (elapsed > m_longestHold) {
            return std::nullopt;
        }
        const double mean = (static_cast<double>(m_last) + static_cast<double>(raw)) / 2 * m_zone.unit;
        return Watts{mean} * elapsed;
    }
    if (raw < m_last && (m_zone.range == 0 || m_last >= m_zone.range)) {
        return std::nullopt;
    }
    const std::uint64_t counts = raw >= m_last ? raw - m_last : raw + (m_zone.range - m_last);
    const Joules energy{static_cast<double>(counts) * m_zone.unit};
    const bool mayHaveWrappedTwice = m_zone.range > 0 && elapsed.value > 1 &&
                                     mostPower() * elapsed > Joules{static_cast<double>(m_zone.range) * m_zone.unit};
    return energy > mostPower() * (elapsed + longestCounterStep) || mayHaveWrappedTwice ? std::nullopt
                                                                                        : std::optional(energy);
}

Watts ZoneMeter::mostPower() const
{
    return m_zone.limit ? *m_zone.limit * timesTheLimit : mostWithoutLimit;
}

} // namespace rxwatt::energy
