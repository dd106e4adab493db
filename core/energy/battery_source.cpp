// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/battery_source.h"

#include <fmt/format.h>

#include <algorithm>

namespace rxwatt::energy
{

namespace fs = std::filesystem;

namespace
{

constexpr std::uint64_t mostMicro = 1'000'000'000; // 1 kW, 1 kA, 1 kV: more is no laptop's battery

} // namespace

BatterySource::Battery::Battery(const fs::path& folder)
    : status(folder / "status"),
      microwatts(folder / "power_now"),
      microamperes(folder / "current_now"),
      microvolts(folder / "voltage_now")
{
}

std::optional<std::uint64_t> BatterySource::Battery::power()
{
    if (status.line() != "Discharging") {
        return std::nullopt;
    }
    if (const auto power = microwatts.magnitude()) {
        return *power <= mostMicro ? power : std::nullopt;
    }
    const auto current = microamperes.magnitude();
    const auto voltage = microvolts.magnitude();
    if (!current || !voltage || *current > mostMicro || *voltage > mostMicro) {
        return std::nullopt;
    }
    return *current * *voltage / 1'000'000;
}

Probe BatterySource::probe()
{
    m_zones.clear();
    m_batteries.clear();
    const fs::path top = m_sysfs / "class/power_supply";
    int resting = 0;
    for (const fs::path& folder : foldersWith(top, "")) {
        // A mouse's battery is one too; its scope is "Device".
        if (lineOf(folder / "type") != "Battery" || lineOf(folder / "scope") == "Device") {
            continue;
        }
        Battery battery(folder);
        if (!battery.power()) {
            ++resting;
            continue;
        }
        Zone zone;
        zone.source = "battery";
        zone.path = folder.filename().string();
        zone.name = "battery " + zone.path;
        zone.scope = ZoneScope::battery;
        zone.quality = Quality::integrated;
        zone.kind = ReadingKind::power;
        m_zones.push_back(std::move(zone));
        m_batteries.push_back(std::move(battery));
    }
    if (!m_zones.empty()) {
        return {true, "", ""};
    }
    return {false,
            resting > 0 ? "the battery does not discharge (or gives no power): only then does it tell what the "
                          "machine takes"
                        : fmt::format("{} has no battery of this machine", top.string()),
            ""};
}

void BatterySource::read(std::span<Reading> readings)
{
    for (std::size_t i = 0; i < std::min(readings.size(), m_batteries.size()); ++i) {
        const auto power = m_batteries[i].power();
        readings[i] = {power.value_or(0), power.has_value()};
    }
}

} // namespace rxwatt::energy
