// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/zone_totals.h"

namespace rxwatt::energy
{

ZoneTotals::ZoneTotals(std::span<const Zone> zones, Seconds period)
    : m_meter(zones, period), m_totals(zones.size() + 1), m_inGap(zones.size() + 1)
{
}

void ZoneTotals::take(const Sample& sample)
{
    const SampleEnergy* energy = m_meter.take(sample);
    if (energy == nullptr) {
        return;
    }
    m_duration = m_duration + energy->duration;
    add(0, energy->total, energy->duration);
    for (std::size_t i = 0; i < energy->zones.size(); ++i) {
        add(i + 1, energy->zones[i], energy->duration);
    }
}

void ZoneTotals::add(std::size_t index, const std::optional<Joules>& energy, Seconds duration)
{
    Total& total = m_totals[index];
    if (energy) {
        total.energy = total.energy + *energy;
        total.covered = total.covered + duration;
    } else if (!m_inGap[index]) {
        ++total.gaps;
    }
    m_inGap[index] = !energy;
}

} // namespace rxwatt::energy
