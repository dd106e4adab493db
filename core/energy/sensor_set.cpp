// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/sensor_set.h"

#include "core/energy/powercap_source.h"

#include <algorithm>
#include <cstdlib>
#include <set>

namespace rxwatt::energy
{

SensorSet::SensorSet(std::vector<std::unique_ptr<PowerSource>> sources) : m_sources(std::move(sources))
{
    for (const auto& source : m_sources) {
        m_states.push_back({std::string(source->name()), source->probe()});
        m_zones.insert(m_zones.end(), source->zones().begin(), source->zones().end());
    }
    decideWhatCounts(m_zones);
}

void SensorSet::read(std::span<Reading> readings)
{
    std::size_t first = 0;
    for (const auto& source : m_sources) {
        const std::size_t count = std::min(source->zones().size(), readings.size() - first);
        source->read(readings.subspan(first, count));
        first += count;
    }
}

bool SensorSet::isReadable() const
{
    return std::any_of(m_zones.begin(), m_zones.end(), [](const Zone& zone) { return zone.counted; });
}

bool SensorSet::canMeasure() const
{
    return std::any_of(m_zones.begin(), m_zones.end(),
                       [](const Zone& zone) { return zone.counted && run::isMeasured(zone.quality); });
}

void decideWhatCounts(std::vector<Zone>& zones)
{
    std::set<std::pair<ZoneScope, std::string>> seen;
    const bool hasPackage =
        std::any_of(zones.begin(), zones.end(), [](const Zone& zone) { return zone.scope == ZoneScope::package; });
    const bool hasSensor =
        std::any_of(zones.begin(), zones.end(), [](const Zone& zone) { return run::isMeasured(zone.quality); });
    for (Zone& zone : zones) {
        zone.counted = true;
        zone.note.clear();
        const bool isMmio = zone.path.find("mmio") != std::string::npos;
        if (zone.scope == ZoneScope::core || zone.scope == ZoneScope::uncore || zone.scope == ZoneScope::rail) {
            zone.note = "part of another zone";
        } else if (!run::isMeasured(zone.quality) && hasSensor) {
            zone.note = "an estimate beside sensors";
        } else if (zone.scope == ZoneScope::platform && hasPackage) {
            zone.note = "holds the packages, which count themselves";
        } else if (isMmio && hasPackage) {
            zone.note = "a second view of a package";
        } else if (zone.scope == ZoneScope::package && !seen.emplace(zone.scope, zone.name).second) {
            zone.note = "a package of this name counts already";
        }
        zone.counted = zone.note.empty();
    }
}

SensorSet machineSensors(EstimateConfig estimate)
{
    const char* root = std::getenv("RXWATT_SYSFS_ROOT");
    std::vector<std::unique_ptr<PowerSource>> sources;
    sources.push_back(std::make_unique<PowercapSource>(root != nullptr && *root != '\0' ? root : "/sys"));
    sources.push_back(std::make_unique<EstimateSource>(std::move(estimate)));
    return SensorSet(std::move(sources));
}

} // namespace rxwatt::energy
