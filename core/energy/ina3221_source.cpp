// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/ina3221_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rxwatt::energy
{

namespace fs = std::filesystem;

namespace
{

constexpr int channels = 3;
constexpr std::uint64_t mostMilli = 1'000'000; // 1 kV, 1 kA, 1 kW

/// The rails through which all of a board's power comes.
bool isInput(std::string_view name)
{
    constexpr std::array<std::string_view, 3> inputs = {"VDD_IN", "POM_5V_IN", "VIN_SYS"};
    return std::find(inputs.begin(), inputs.end(), name) != inputs.end() || name.starts_with("VIN_SYS_");
}

} // namespace

std::optional<std::uint64_t> Ina3221Source::Rail::power()
{
    std::uint64_t product = microwattsPerUnit;
    for (SensorFile& file : factors) {
        const auto number = file.magnitude();
        if (!number || *number > mostMilli) {
            return std::nullopt;
        }
        product *= *number;
    }
    return product;
}

Probe Ina3221Source::probe()
{
    m_zones.clear();
    m_rails.clear();
    const fs::path top = m_sysfs / "class/hwmon";
    for (const fs::path& folder : foldersWith(top, "hwmon")) {
        for (int i = 1; lineOf(folder / "name").starts_with("ina3221") && i <= channels; ++i) {
            Rail rail;
            rail.factors.emplace_back(folder / fmt::format("in{}_input", i));
            rail.factors.emplace_back(folder / fmt::format("curr{}_input", i));
            add(fmt::format("{}/{}", folder.filename().string(), i), lineOf(folder / fmt::format("in{}_label", i)),
                std::move(rail));
        }
    }
    for (const fs::path& chip : foldersWith(m_sysfs / "bus/i2c/drivers/ina3221x", "")) {
        for (const fs::path& folder : foldersWith(chip, "iio:device")) {
            for (int i = 0; i < channels; ++i) {
                Rail rail;
                rail.factors.emplace_back(folder / fmt::format("in_power{}_input", i));
                rail.microwattsPerUnit = 1000;
                add(fmt::format("{}/{}", folder.filename().string(), i),
                    lineOf(folder / fmt::format("rail_name_{}", i)), std::move(rail));
            }
        }
    }
    return m_zones.empty() ? Probe{false, "no INA3221 monitor: this is not a Jetson board", ""} : Probe{true, "", ""};
}

void Ina3221Source::add(const std::string& path, const std::string& name, Rail rail)
{
    if (!rail.power()) {
        return; // a channel that the board does not use
    }
    Zone zone;
    zone.source = "ina3221";
    zone.path = path;
    zone.name = name.empty() ? path : name;
    zone.scope = isInput(name) ? ZoneScope::board : ZoneScope::rail;
    zone.quality = Quality::integrated;
    zone.kind = ReadingKind::power;
    m_zones.push_back(std::move(zone));
    m_rails.push_back(std::move(rail));
}

void Ina3221Source::read(std::span<Reading> readings)
{
    for (std::size_t i = 0; i < std::min(readings.size(), m_rails.size()); ++i) {
        const auto power = m_rails[i].power();
        readings[i] = {power.value_or(0), power.has_value()};
    }
}

} // namespace rxwatt::energy
