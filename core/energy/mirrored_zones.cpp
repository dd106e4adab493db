// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/mirrored_zones.h"

namespace rxwatt::energy
{

MirroredZones::MirroredZones(std::span<const Zone> zones)
{
    for (std::size_t i = 0; i < zones.size(); ++i) {
        for (std::size_t j = i + 1; j < zones.size(); ++j) {
            const bool alike = zones[i].source == zones[j].source && zones[i].scope == zones[j].scope &&
                               zones[i].counted && zones[j].counted && zones[i].unit == zones[j].unit;
            if (alike && zones[i].kind == ReadingKind::energyCounter && zones[j].kind == ReadingKind::energyCounter &&
                (zones[i].scope == ZoneScope::package || zones[i].scope == ZoneScope::dram)) {
                m_pairs.push_back({i, j});
            }
        }
    }
}

void MirroredZones::take(std::span<const Reading> readings)
{
    for (Pair& pair : m_pairs) {
        if (pair.second < readings.size() && pair.second < m_last.size() && readings[pair.first].valid &&
            readings[pair.second].valid && m_last[pair.first].valid && m_last[pair.second].valid) {
            compare(pair, readings[pair.first].raw - m_last[pair.first].raw,
                    readings[pair.second].raw - m_last[pair.second].raw);
        }
    }
    m_last.assign(readings.begin(), readings.end());
}

void MirroredZones::compare(Pair& pair, std::uint64_t first, std::uint64_t second)
{
    if (first != second) {
        // Two readings of one counter may lie on both sides of its update: one difference proves nothing either way.
        pair.same = 0;
        pair.changed = false;
        return;
    }
    if (first == 0) {
        return; // neither moved
    }
    pair.changed = pair.changed || (pair.same > 0 && first != pair.lastDelta);
    pair.lastDelta = first;
    ++pair.same;
    pair.mirrored = pair.mirrored || (pair.same >= enough && pair.changed);
}

std::size_t MirroredZones::originalOf(std::size_t zone) const
{
    for (const Pair& pair : m_pairs) {
        if (pair.second == zone && pair.mirrored) {
            return pair.first;
        }
    }
    return zone;
}

} // namespace rxwatt::energy
