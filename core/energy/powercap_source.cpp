// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/powercap_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <fcntl.h>
#include <set>
#include <unistd.h>

namespace rxwatt::energy
{

namespace fs = std::filesystem;

namespace
{

constexpr std::size_t maxFileBytes = 256;
constexpr std::size_t maxZones = 512;
constexpr const char* permissionFix = "sudo chmod -R a+r /sys/class/powercap/intel-rapl*/";

/// The first line of a small file; empty where it cannot be read.
std::string lineOf(const fs::path& file)
{
    const auto text = base::readFile(file, maxFileBytes);
    return text ? text->substr(0, text->find('\n')) : std::string();
}

std::optional<std::uint64_t> numberFrom(std::string_view text)
{
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = error == std::errc() && (end == text.data() + text.size() || *end == '\n');
    return whole ? std::optional(number) : std::nullopt;
}

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
    // "package-0", "package-1-die-0", and what a later kernel may call it.
    return name == "dram" ? ZoneScope::dram : ZoneScope::package;
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

PowercapSource::PowercapSource(fs::path sysfs) : m_sysfs(std::move(sysfs)) {}

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
        return {
            false,
            fmt::format("{} has no RAPL zone: a virtual machine or container, a processor without RAPL, or the kernel "
                        "module intel_rapl_msr is not loaded",
                        top.string()),
            "sudo modprobe intel_rapl_msr"};
    }
    if (m_unreadable > 0) {
        return {!m_zones.empty(),
                fmt::format("{} RAPL counters may be read by root alone (kernels since 5.10)", m_unreadable),
                permissionFix};
    }
    return {true, "", ""};
}

void PowercapSource::addZone(const fs::path& folder)
{
    Zone zone;
    zone.source = "powercap";
    zone.path = folder.filename().string();
    zone.name = lineOf(folder / "name");
    zone.scope = scopeOf(zone.name);
    zone.range = numberFrom(lineOf(folder / "max_energy_range_uj")).value_or(0);
    zone.range += zone.range > 0 ? 1 : 0; // the file holds the largest value
    if (const auto limit = numberFrom(lineOf(folder / "constraint_0_power_limit_uw")); limit && *limit > 0) {
        zone.limit = Watts{static_cast<double>(*limit) * 1e-6};
    }
    Counter counter{folder / "energy_uj", {}};
    if (!readCounter(counter).valid) {
        ++m_unreadable;
        return;
    }
    m_zones.push_back(std::move(zone));
    m_counters.push_back(std::move(counter));
}

void PowercapSource::read(std::span<Reading> readings)
{
    for (std::size_t i = 0; i < std::min(readings.size(), m_counters.size()); ++i) {
        readings[i] = readCounter(m_counters[i]);
    }
}

Reading PowercapSource::readCounter(Counter& counter)
{
    std::array<char, 64> text{};
    for (int attempt = 0; attempt < 2; ++attempt) {
        if (!counter.descriptor.valid()) {
            counter.descriptor = base::FileDescriptor(::open(counter.file.c_str(), O_RDONLY | O_CLOEXEC));
        }
        const ssize_t bytes = ::pread(counter.descriptor.get(), text.data(), text.size(), 0);
        if (bytes > 0 && bytes < static_cast<ssize_t>(text.size())) {
            const auto number = numberFrom({text.data(), static_cast<std::size_t>(bytes)});
            return {number.value_or(0), number.has_value()};
        }
        counter.descriptor.close(); // a zone that went and came back has another file
    }
    return {};
}

} // namespace rxwatt::energy
