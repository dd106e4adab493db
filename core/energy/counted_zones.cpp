// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/counted_zones.h"

#include <algorithm>

namespace rxwatt::energy
{

namespace
{

/// Which source's view of a part counts where several see it.
int rankOf(const Zone& zone)
{
    return zone.source == "powercap" ? 0 : (zone.source == "perf" ? 1 : 2);
}

bool isMmio(const Zone& zone)
{
    return zone.path.find("mmio") != std::string::npos;
}

/// Covers the whole machine, coarser than its parts.
bool isWhole(ZoneScope scope)
{
    return scope == ZoneScope::board || scope == ZoneScope::battery || scope == ZoneScope::meter;
}

/// What all zones together say about each of them.
struct Overlaps {
    Overlaps(const std::vector<Zone>& all, bool preferPlatform) : zones(all)
    {
        platformStands = has(ZoneScope::platform) && (preferPlatform || !has(ZoneScope::package));
        // Accelerators alone are not the machine: a sensor of all of it, coarse as it is, says more.
        wholeStands = !has(ZoneScope::package) && !has(ZoneScope::platform) &&
                      any([](const Zone& zone) { return isWhole(zone.scope); });
    }

    [[nodiscard]] bool has(ZoneScope scope) const
    {
        return any([&](const Zone& zone) { return zone.scope == scope; });
    }

    template <typename Condition>
    [[nodiscard]] bool any(Condition condition) const
    {
        return std::any_of(zones.begin(), zones.end(), condition);
    }

    /// Why a zone does not add up; empty where it does.
    [[nodiscard]] std::string noteOf(const Zone& zone) const;
    [[nodiscard]] std::string noteOfPart(const Zone& zone) const;
    [[nodiscard]] std::string noteOfWhole(const Zone& zone) const;

    const std::vector<Zone>& zones;
    bool platformStands = false;
    bool wholeStands = false;
};

std::string Overlaps::noteOf(const Zone& zone) const
{
    if (zone.scope == ZoneScope::core || zone.scope == ZoneScope::uncore || zone.scope == ZoneScope::rail) {
        return "part of another zone";
    }
    if (!run::isMeasured(zone.quality)) {
        const bool hasSensor = any([](const Zone& one) {
            return run::isMeasured(one.quality) && one.scope != ZoneScope::core && one.scope != ZoneScope::uncore &&
                   one.scope != ZoneScope::rail;
        });
        return hasSensor ? "an estimate beside sensors" : "";
    }
    return isWhole(zone.scope) ? noteOfWhole(zone) : noteOfPart(zone);
}

std::string Overlaps::noteOfPart(const Zone& zone) const
{
    if (any([&](const Zone& one) {
            return zone.scope != ZoneScope::gpu && one.scope == zone.scope && rankOf(one) < rankOf(zone);
        })) {
        return "another source reads it already";
    }
    if (zone.scope == ZoneScope::platform) {
        const bool again = any([&](const Zone& one) {
            return one.scope == ZoneScope::platform && rankOf(one) == rankOf(zone) && one.path < zone.path;
        });
        return !platformStands ? "holds the packages, which count themselves"
                               : (again ? "a second view of the platform" : "");
    }
    if (platformStands) {
        return "part of the platform, which counts as a whole";
    }
    if (wholeStands) {
        return "part of the machine, whose sensor counts as a whole";
    }
    if (isMmio(zone) && any([&](const Zone& one) { return one.scope == ZoneScope::package && !isMmio(one); })) {
        return "a second view of a package";
    }
    const auto* const first = std::find_if(zones.data(), &zone, [&](const Zone& one) {
        return zone.scope == ZoneScope::package && one.scope == zone.scope && one.name == zone.name &&
               one.source == zone.source && isMmio(one) == isMmio(zone);
    });
    return first == &zone ? "" : "a package of this name counts already";
}

std::string Overlaps::noteOfWhole(const Zone& zone) const
{
    if (!wholeStands) {
        return "holds parts that count themselves";
    }
    // Board before battery before meter; of boards the first, of batteries all.
    const bool hasBetter = any([&](const Zone& one) { return isWhole(one.scope) && one.scope < zone.scope; });
    const auto* const first =
        std::find_if(zones.data(), &zone, [&](const Zone& one) { return one.scope == zone.scope; });
    return hasBetter || (zone.scope != ZoneScope::battery && first != &zone)
               ? "another sensor of the whole machine counts already"
               : "";
}

} // namespace

void decideWhatCounts(std::vector<Zone>& zones, bool preferPlatform)
{
    const Overlaps overlaps(zones, preferPlatform);
    for (Zone& zone : zones) {
        zone.note = overlaps.noteOf(zone);
        zone.counted = zone.note.empty();
    }
}

} // namespace rxwatt::energy
