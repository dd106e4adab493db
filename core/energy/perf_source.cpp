// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/perf_source.h"

#include "core/energy/sensor_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <linux/perf_event.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace rxwatt::energy
{

namespace fs = std::filesystem;

namespace
{

struct Event {
    const char* name;
    ZoneScope scope;
};

constexpr std::array<Event, 5> events = {{{"energy-pkg", ZoneScope::package},
                                          {"energy-cores", ZoneScope::core},
                                          {"energy-ram", ZoneScope::dram},
                                          {"energy-gpu", ZoneScope::uncore},
                                          {"energy-psys", ZoneScope::platform}}};
constexpr std::size_t mostProcessors = 256;

int openCounter(std::uint32_t type, std::uint64_t config, int processor)
{
    perf_event_attr attributes{};
    attributes.type = type;
    attributes.size = sizeof(attributes);
    attributes.config = config;
    const long descriptor = ::syscall(SYS_perf_event_open, &attributes, -1, processor, -1, PERF_FLAG_FD_CLOEXEC);
    return descriptor < 0 ? -errno : static_cast<int>(descriptor);
}

/// "0,18" or "0-1": one processor of each package; empty where it is anything else.
std::vector<int> processorsFrom(std::string_view text)
{
    std::vector<int> processors;
    while (!text.empty()) {
        const std::string_view part = text.substr(0, text.find(','));
        text.remove_prefix(std::min(text.size(), part.size() + 1));
        const std::size_t dash = part.find('-');
        const auto first = numberFrom(part.substr(0, dash));
        const auto last = dash == std::string_view::npos ? first : numberFrom(part.substr(dash + 1));
        if (!first || !last || *last < *first || *last > 65535 || *last - *first >= mostProcessors ||
            processors.size() >= mostProcessors) {
            return {};
        }
        for (std::uint64_t processor = *first; processor <= *last; ++processor) {
            processors.push_back(static_cast<int>(processor));
        }
    }
    return processors;
}

/// "event=0x02"
std::optional<std::uint64_t> configFrom(std::string_view text)
{
    constexpr std::string_view prefix = "event=0x";
    std::uint64_t config = 0;
    if (!text.starts_with(prefix)) {
        return std::nullopt;
    }
    const auto [end, error] = std::from_chars(text.data() + prefix.size(), text.data() + text.size(), config, 16);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(config) : std::nullopt;
}

/// Joules a count.
std::optional<double> scaleFrom(std::string_view text)
{
    double scale = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), scale);
    const bool fine = error == std::errc() && end == text.data() + text.size() && scale > 0 && scale < 1;
    return fine ? std::optional(scale) : std::nullopt;
}

} // namespace

PerfSource::PerfSource(fs::path sysfs, Opener opener)
    : m_sysfs(std::move(sysfs)), m_opener(opener ? std::move(opener) : Opener(openCounter))
{
}

Probe PerfSource::probe()
{
    m_zones.clear();
    m_counters.clear();
    const fs::path device = m_sysfs / "bus/event_source/devices/power";
    const auto type = numberFrom(lineOf(device / "type"));
    const std::vector<int> processors = processorsFrom(lineOf(device / "cpumask"));
    if (!type || *type > UINT32_MAX || processors.empty()) {
        return {false, fmt::format("the kernel offers no energy events ({})", device.string()), ""};
    }
    int refused = 0;
    for (const Event& event : events) {
        const int error = addEvent(event.name, static_cast<std::uint32_t>(*type), processors);
        refused = error != 0 ? error : refused;
    }
    if (refused == EACCES || refused == EPERM) {
        return {!m_zones.empty(), "the kernel lets only administrators count energy events of the whole machine",
                "sudo sysctl kernel.perf_event_paranoid=0"};
    }
    if (refused != 0) {
        return {!m_zones.empty(), fmt::format("the kernel does not open an energy event (error {})", refused), ""};
    }
    return m_zones.empty() ? Probe{false, fmt::format("{} has no energy event", device.string()), ""}
                           : Probe{true, "", ""};
}

int PerfSource::addEvent(const std::string& event, std::uint32_t type, const std::vector<int>& processors)
{
    const fs::path folder = m_sysfs / "bus/event_source/devices/power/events";
    const auto config = configFrom(lineOf(folder / event));
    const auto scale = scaleFrom(lineOf(folder / (event + ".scale")));
    const auto* const found =
        std::find_if(events.begin(), events.end(), [&](const Event& e) { return e.name == event; });
    if (!config || !scale || found == events.end()) {
        return 0; // this processor has no such event
    }
    int refused = 0;
    for (const int processor : processors) {
        const int descriptor = m_opener(type, *config, processor);
        if (descriptor < 0) {
            refused = -descriptor;
            continue;
        }
        const std::string package =
            lineOf(m_sysfs / fmt::format("devices/system/cpu/cpu{}/topology", processor) / "physical_package_id");
        Zone zone;
        zone.source = "perf";
        zone.path = fmt::format("{}:{}", event, processor);
        zone.name = fmt::format("{} of {}", event,
                                package.empty() ? fmt::format("processor {}", processor) : "package " + package);
        zone.scope = found->scope;
        zone.unit = *scale;
        m_zones.push_back(std::move(zone));
        m_counters.emplace_back(descriptor);
        if (found->scope == ZoneScope::platform) {
            break; // there is one platform, whichever package is asked
        }
    }
    return refused;
}

void PerfSource::read(std::span<Reading> readings)
{
    for (std::size_t i = 0; i < std::min(readings.size(), m_counters.size()); ++i) {
        std::uint64_t count = 0;
        const bool whole = ::read(m_counters[i].get(), &count, sizeof(count)) == ssize_t{sizeof(count)};
        readings[i] = {whole ? count : 0, whole};
    }
}

} // namespace rxwatt::energy
