// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/hwmon_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rxwatt::energy
{

namespace fs = std::filesystem;

namespace
{

constexpr int maxChannels = 256;

bool isGraphicsCard(std::string_view chip)
{
    constexpr std::array<std::string_view, 4> cards = {"amdgpu", "i915", "xe", "nouveau"};
    return std::find(cards.begin(), cards.end(), chip) != cards.end();
}

/// What a channel covers. What is not known to be a whole is a rail, which never adds up.
ZoneScope scopeOf(std::string_view chip, std::string_view label, bool isFirst, bool hasCap)
{
    if (isGraphicsCard(chip) && !isFirst) {
        return ZoneScope::rail; // a part of the card
    }
    if (isGraphicsCard(chip)) {
        // Where the graphics are a part of the processor amdgpu tells the power of the whole package: it has no cap
        // then, or (Van Gogh) one for each of two averages.
        return chip == "amdgpu" && (!hasCap || label == "slowPPT") ? ZoneScope::package : ZoneScope::gpu;
    }
    if (chip == "amd_energy") {
        return label.starts_with("Esocket") ? ZoneScope::package : ZoneScope::core;
    }
    const bool isWhole = (chip == "power_meter" && isFirst) || (chip == "corsairpsu" && label == "power total") ||
                         (chip == "ibmpowernv" && label == "System");
    return isWhole ? ZoneScope::board : ZoneScope::rail;
}

} // namespace

Probe HwmonSource::probe()
{
    m_zones.clear();
    m_files.clear();
    m_unreadable = 0;
    const fs::path top = m_sysfs / "class/hwmon";
    for (const fs::path& folder : foldersWith(top, "hwmon")) {
        addChip(folder);
    }
    if (m_unreadable > 0) {
        return {!m_zones.empty(),
                fmt::format("{} power sensors in {} give no number: the device sleeps or may not be read", m_unreadable,
                            top.string()),
                ""};
    }
    return m_zones.empty() ? Probe{false, fmt::format("no chip in {} tells power or energy", top.string()), ""}
                           : Probe{true, "", ""};
}

void HwmonSource::addChip(const fs::path& folder)
{
    const std::string chip = lineOf(folder / "name");
    if (chip.starts_with("ina3221")) {
        return;
    }
    bool isFirst = true;
    std::error_code ignored;
    for (int channel = 1; channel <= maxChannels; ++channel) {
        // A counter misses nothing between two readings: where there is one, the power beside it is not read.
        const std::string energy = fmt::format("energy{}", channel);
        const std::string power = fmt::format("power{}", channel);
        const bool found = addChannel(folder, chip, energy, isFirst) || addChannel(folder, chip, power, isFirst);
        if (!found && channel > 16) {
            break;
        }
        isFirst = isFirst && !found;
    }
}

bool HwmonSource::addChannel(const fs::path& folder, const std::string& chip, const std::string& channel, bool isFirst)
{
    std::error_code ignored;
    const bool isPower = channel.starts_with("power");
    const fs::path input = folder / (channel + "_input");
    const fs::path average = folder / (channel + "_average");
    const bool hasAverage = isPower && fs::exists(average, ignored);
    const bool hasInput = fs::exists(input, ignored);
    if (!hasInput && !hasAverage) {
        return false;
    }
    Zone zone;
    zone.source = "hwmon";
    // Numbers of hwmon folders change from start to start; the chip's name says more.
    zone.path = folder.filename().string() + "/" + channel;
    const std::string label = lineOf(folder / (channel + "_label"));
    zone.name = label.empty() ? chip : chip + " " + label;
    const auto cap = numberFrom(lineOf(folder / "power1_cap"));
    zone.scope = scopeOf(chip, label, isFirst, fs::exists(folder / "power1_cap", ignored));
    zone.kind = isPower ? ReadingKind::power : ReadingKind::energyCounter;
    zone.quality = isPower ? Quality::integrated : Quality::counter;
    if (cap && *cap > 0 && isFirst) {
        zone.limit = Watts{static_cast<double>(*cap) * 1e-6};
    }
    // amdgpu's input is a moment; its average misses less.
    SensorFile file(hasAverage && (chip == "amdgpu" || !hasInput) ? average : input);
    if (!file.number()) {
        ++m_unreadable;
        return false;
    }
    m_zones.push_back(std::move(zone));
    m_files.push_back(std::move(file));
    return true;
}

void HwmonSource::read(std::span<Reading> readings)
{
    for (std::size_t i = 0; i < std::min(readings.size(), m_files.size()); ++i) {
        const auto number = m_files[i].number();
        readings[i] = {number.value_or(0), number.has_value()};
    }
}

} // namespace rxwatt::energy
