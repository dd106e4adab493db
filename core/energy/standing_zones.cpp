// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/standing_zones.h"

#include <algorithm>

namespace rxwatt::energy
{

bool alwaysMoves(const Zone& zone)
{
    // Other cards than NVIDIA's may be switched off while they are not used.
    const bool whole = zone.scope == ZoneScope::package || zone.scope == ZoneScope::platform ||
                       zone.scope == ZoneScope::dram || zone.source == "nvml";
    return whole && zone.kind == ReadingKind::energyCounter && zone.quality == Quality::counter;
}

StandingZones::StandingZones(std::span<const Zone> zones)
{
    for (const Zone& zone : zones) {
        m_states.push_back({alwaysMoves(zone), false, {}});
    }
}

void StandingZones::take(std::span<const Reading> readings)
{
    for (std::size_t i = 0; i < std::min(readings.size(), m_states.size()); ++i) {
        State& state = m_states[i];
        if (!readings[i].valid) {
            continue;
        }
        if (!state.first.valid) {
            state.first = readings[i];
        }
        state.hasMoved = state.hasMoved || readings[i].raw != state.first.raw;
    }
}

bool StandingZones::any() const
{
    for (std::size_t i = 0; i < m_states.size(); ++i) {
        if (stands(i)) {
            return true;
        }
    }
    return false;
}

bool StandingZones::stands(std::size_t zone) const
{
    const State& state = m_states.at(zone);
    return state.isWatched && state.first.valid && !state.hasMoved;
}

} // namespace rxwatt::energy
