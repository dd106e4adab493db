// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/sensor_advice.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rxwatt::energy
{

namespace
{

struct Description {
    std::string_view source;
    std::string_view text;
};

constexpr std::array<Description, 7> descriptions = {
    {{"powercap", "Energy counters of the processor (RAPL through powercap)"},
     {"perf", "Energy counters of the processor (RAPL through performance events)"},
     {"nvml", "NVIDIA GPUs (NVML)"},
     {"hwmon", "Power sensors of boards and graphics cards (hwmon)"},
     {"battery", "The battery (while it discharges)"},
     {"ina3221", "Power monitors of Jetson boards (INA3221)"},
     {"estimate", "The estimate from load and rated power"}}};

std::string_view descriptionOf(std::string_view source)
{
    const auto* const found = std::find_if(descriptions.begin(), descriptions.end(),
                                           [&](const Description& one) { return one.source == source; });
    return found == descriptions.end() ? source : found->text;
}

/// "package-0 and dram (not counted: a second view of a package)"
std::string zonesOf(const SensorSet& sensors, std::string_view source)
{
    constexpr int mostNames = 8;
    std::string text;
    int names = 0;
    for (const Zone& zone : sensors.zones()) {
        if (zone.source != source) {
            continue;
        }
        if (++names <= mostNames) {
            text += text.empty() ? "" : ", ";
            text += zone.name + (zone.counted ? "" : fmt::format(" (not counted: {})", zone.note));
        }
    }
    return names > mostNames ? fmt::format("{} and {} more", text, names - mostNames) : text;
}

/// Whether a sensor counts the processor's energy already, so that a second way to it is not missed.
bool readsProcessor(const SensorSet& sensors)
{
    return std::any_of(sensors.zones().begin(), sensors.zones().end(), [](const Zone& zone) {
        return zone.counted && (zone.scope == ZoneScope::package || zone.scope == ZoneScope::platform);
    });
}

} // namespace

std::vector<SensorAdvice> sensorAdvice(const SensorSet& sensors)
{
    std::vector<SensorAdvice> advice;
    for (const SensorSet::Source& source : sensors.sources()) {
        SensorAdvice one{source.name, std::string(descriptionOf(source.name)), source.probe.available, {}};
        const std::string zones = zonesOf(sensors, source.name);
        one.sentence += source.probe.available ? " can be read" : " cannot be read";
        one.sentence += zones.empty() ? "" : ": " + zones;
        one.sentence += source.probe.reason.empty() ? "" : (zones.empty() ? ": " : "; ") + source.probe.reason;
        const bool isSecondWay = source.name == "perf" || (source.name == "powercap" && !source.probe.available);
        one.fix = isSecondWay && readsProcessor(sensors) ? "" : source.probe.fix;
        advice.push_back(std::move(one));
    }
    return advice;
}

std::string sensorSummary(const SensorSet& sensors)
{
    std::string counted;
    Quality quality = Quality::counter;
    for (const Zone& zone : sensors.zones()) {
        if (zone.counted) {
            counted += (counted.empty() ? "" : " + ") + zone.key();
            quality = run::worseOf(quality, zone.quality);
        }
    }
    if (counted.empty()) {
        return "nothing tells this machine's power";
    }
    return run::isMeasured(quality) ? fmt::format("measured ({}): {}", nameOf(quality), counted)
                                    : fmt::format("estimated, nothing is measured: {}", counted);
}

} // namespace rxwatt::energy
