// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/sample_meter.h"

#include <algorithm>

namespace rxwatt::energy
{

SampleMeter::SampleMeter(std::span<const Zone> zones, Seconds period)
    : m_hasCounted(std::any_of(zones.begin(), zones.end(), [](const Zone& zone) { return zone.counted; }))
{
    constexpr double periodsHeld = 5;
    const Seconds hold{std::max(1.0, periodsHeld * period.value)};
    for (const Zone& zone : zones) {
        m_meters.emplace_back(zone, hold);
    }
    m_energy.zones.resize(zones.size());
}

const SampleEnergy* SampleMeter::take(const Sample& sample)
{
    if (sample.slept) {
        std::for_each(m_meters.begin(), m_meters.end(), [](ZoneMeter& meter) { meter.restart(); });
    }
    constexpr double nanosecond = 1e-9;
    const Seconds now{nanosecond * static_cast<double>(sample.monotonicNs)};
    // Nothing that counts is no reading, not 0 J.
    m_energy.total = m_hasCounted ? std::optional(Joules{}) : std::nullopt;
    for (std::size_t i = 0; i < m_meters.size(); ++i) {
        const Reading reading = i < sample.readings.size() ? sample.readings[i] : Reading();
        const std::optional<Joules> energy = m_meters[i].take(reading, now);
        m_energy.zones[i] = energy;
        if (m_meters[i].zone().counted) {
            m_energy.total = m_energy.total && energy ? std::optional(*m_energy.total + *energy) : std::nullopt;
        }
    }
    m_energy.duration = {nanosecond * static_cast<double>(sample.monotonicNs - m_lastNs)};
    m_lastNs = sample.monotonicNs;
    return std::exchange(m_hasLast, true) ? &m_energy : nullptr;
}

} // namespace rxwatt::energy
