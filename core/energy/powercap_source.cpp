// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/powercap_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace rxwatt::energy
{

namespace fs = std::filesystem;

namespace
{

constexpr std::size_t maxZones = 512;
constexpr std::size_t maxProcessorBytes = std::size_t{8} << 20U;
constexpr const char* permissionFix = "sudo chmod -R a+r /sys/class/powercap/intel-rapl*/";

ZoneScope scopeOf(std::string_view name)
{
    if (name == "psys") {
        return ZoneScope::platform;
    }
    if (name == "core") {
        return ZoneScope::core;
    }
    if (name == "uncore") {
        return ZoneScope::uncore;
    }
    if (name == "dram") {
        return ZoneScope::dram;
    }
    // "package-0", "package-1-die-0". What a name that nobody knows covers is not known either: it must not add up.
    return name.starts_with("package") ? ZoneScope::package : ZoneScope::rail;
}

/// "intel-rapl:0", "intel-rapl:0:2", "intel-rapl-mmio:0": what tells a zone, with numbers behind the colons.
bool isZoneName(std::string_view name)
{
    const std::size_t colon = name.find(':');
    return colon != std::string_view::npos && name.substr(0, colon).find("rapl") != std::string_view::npos &&
           name.find_first_not_of("0123456789:", colon) == std::string_view::npos;
}

/// The zones' folders: in the class folder they lie side by side, links to a tree in which parts lie in their wholes.
std::set<std::pair<std::string, fs::path>> zoneFolders(const fs::path& top)
{
    std::set<std::pair<std::string, fs::path>> folders;
    std::vector<fs::path> todo = {top};
    while (!todo.empty() && folders.size() < maxZones) {
        const fs::path folder = todo.back();
        todo.pop_back();
        for (const auto& entry : base::entriesOf(folder).value_or(std::vector<fs::directory_entry>())) {
            const std::string name = entry.path().filename().string();
            std::error_code ignored;
            const bool known =
                std::any_of(folders.begin(), folders.end(), [&](const auto& one) { return one.first == name; });
            if (isZoneName(name) && entry.is_directory(ignored) && !known) {
                folders.emplace(name, entry.path());
                todo.push_back(entry.path());
            }
        }
    }
    return folders;
}

} // namespace

PowercapSource::PowercapSource(fs::path sysfs, fs::path proc) : m_sysfs(std::move(sysfs)), m_proc(std::move(proc)) {}

Probe PowercapSource::probe()
{
    m_zones.clear();
    m_counters.clear();
    m_unreadable = 0;
    const fs::path top = m_sysfs / "class/powercap";
    for (const auto& [name, folder] : zoneFolders(top)) {
        addZone(folder);
    }
    if (m_zones.empty() && m_unreadable == 0) {
        return reasonForNone();
    }
    if (m_unreadable > 0) {
        return {!m_zones.empty(),
                fmt::format("{} RAPL counters may be read by root alone (kernels since 5.10)", m_unreadable),
                permissionFix};
    }
    return {true, "", ""};
}

Probe PowercapSource::reasonForNone() const
{
    const std::string top = (m_sysfs / "class/powercap").string();
    const auto information = base::readFile(m_proc / "cpuinfo", maxProcessorBytes);
    if (information && information->find(" hypervisor") != std::string::npos) {
        return {
            false,
            fmt::format("{} has no RAPL zone: this is a virtual machine, whose host keeps the counters to itself", top),
            ""};
    }
    // Only these have RAPL: for others no module helps.
    const bool mayHave = information && (information->find("GenuineIntel") != std::string::npos ||
                                         information->find("AuthenticAMD") != std::string::npos);
    return {false,
            fmt::format("{} has no RAPL zone: a virtual machine or container, a processor without RAPL, or the kernel "
                        "module intel_rapl_msr is not loaded",
                        top),
            mayHave ? "sudo modprobe intel_rapl_msr" : ""};
}

void PowercapSource::addZone(const fs::path& folder)
{
    Zone zone;
    zone.source = "powercap";
    zone.path = folder.filename().string();
    zone.name = lineOf(folder / "name");
    zone.scope = scopeOf(zone.name);
    zone.range = numberFrom(lineOf(folder / "max_energy_range_uj")).value_or(0);
    // The file holds the largest value; at the end of 64 bits there is no room for one more.
    zone.range += zone.range > 0 && zone.range < UINT64_MAX ? 1 : 0;
    for (const char* file : {"constraint_0_power_limit_uw", "constraint_0_max_power_uw"}) {
        const auto limit = numberFrom(lineOf(folder / file));
        if (!zone.limit && limit && *limit > 0) {
            zone.limit = Watts{static_cast<double>(*limit) * 1e-6};
        }
    }
    SensorFile counter(folder / "energy_uj");
    if (!counter.number()) {
        ++m_unreadable;
        return;
    }
    m_zones.push_back(std::move(zone));
    m_counters.push_back(std::move(counter));
}

void PowercapSource::read(std::span<Reading> readings)
{
    for (std::size_t i = 0; i < std::min(readings.size(), m_counters.size()); ++i) {
        const auto number = m_counters[i].number();
        readings[i] = {number.value_or(0), number.has_value()};
    }
}

} // namespace rxwatt::energy
