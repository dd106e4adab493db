// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/sensor_set.h"

#include "core/energy/battery_source.h"
#include "core/energy/counted_zones.h"
#include "core/energy/hwmon_source.h"
#include "core/energy/ina3221_source.h"
#include "core/energy/mirrored_zones.h"
#include "core/energy/nvml_source.h"
#include "core/energy/perf_source.h"
#include "core/energy/powercap_source.h"
#include "core/energy/standing_zones.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <thread>

namespace rxwatt::energy
{

namespace
{

std::string variable(const char* name, const char* otherwise)
{
    const char* value = std::getenv(name);
    return value != nullptr && *value != '\0' ? value : otherwise;
}

} // namespace

SensorSet::SensorSet(std::vector<std::unique_ptr<PowerSource>> sources, bool preferPlatform)
    : m_sources(std::move(sources)), m_prefersPlatform(preferPlatform)
{
    for (const auto& source : m_sources) {
        m_states.push_back({std::string(source->name()), source->probe()});
        m_zones.insert(m_zones.end(), source->zones().begin(), source->zones().end());
    }
    m_stands.resize(m_zones.size());
    decide();
    warn();
}

void SensorSet::examine(int reads, Seconds pause, Seconds longest)
{
    findStanding(pause, longest);
    warn();
    findMirrors(reads, pause);
}

void SensorSet::findStanding(Seconds pause, Seconds longest)
{
    if (std::none_of(m_zones.begin(), m_zones.end(), alwaysMoves)) {
        return;
    }
    StandingZones standing(m_zones);
    std::vector<Reading> readings(m_zones.size());
    const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(longest.value);
    do {
        read(readings);
        standing.take(readings);
        std::this_thread::sleep_for(std::chrono::duration<double>(pause.value));
    } while (standing.any() && std::chrono::steady_clock::now() < end);
    for (std::size_t i = 0; i < m_zones.size(); ++i) {
        m_stands[i] = standing.stands(i);
    }
    const std::vector<Zone> before = m_zones;
    decide();
    tellOfStanding(before);
}

void SensorSet::decide()
{
    std::vector<Zone> moving;
    for (std::size_t i = 0; i < m_zones.size(); ++i) {
        if (!m_stands[i]) {
            moving.push_back(m_zones[i]);
        }
    }
    decideWhatCounts(moving, m_prefersPlatform);
    auto next = moving.begin();
    for (std::size_t i = 0; i < m_zones.size(); ++i) {
        if (m_stands[i]) {
            m_zones[i].counted = false;
            m_zones[i].note = "its counter stands still";
        } else {
            m_zones[i] = std::move(*next++);
        }
    }
}

void SensorSet::tellOfStanding(const std::vector<Zone>& before)
{
    for (Source& source : m_states) {
        bool isLeft = false;
        std::string lost;
        for (std::size_t i = 0; i < m_zones.size(); ++i) {
            if (m_zones[i].source != source.name) {
                continue;
            }
            isLeft = isLeft || m_zones[i].counted || (alwaysMoves(m_zones[i]) && !m_stands[i]);
            lost += m_stands[i] && before[i].counted ? (lost.empty() ? "" : ", ") + m_zones[i].name : "";
        }
        if (lost.empty()) {
            continue;
        }
        // What probe() found is still so.
        source.probe.reason +=
            fmt::format("{}{} stands still, which says nothing and is not 0 W: a virtual machine whose "
                        "host keeps the counts to itself, or a fault of the sensor",
                        source.probe.reason.empty() ? "" : "; ", lost);
        source.probe.available = isLeft;
    }
}

void SensorSet::findMirrors(int reads, Seconds pause)
{
    MirroredZones mirrors(m_zones);
    if (!mirrors.hasPairs()) {
        return;
    }
    std::vector<Reading> readings(m_zones.size());
    for (int i = 0; i < reads; ++i) {
        if (i > 0) {
            std::this_thread::sleep_for(std::chrono::duration<double>(pause.value));
        }
        read(readings);
        mirrors.take(readings);
    }
    for (std::size_t i = 0; i < m_zones.size(); ++i) {
        const std::size_t original = mirrors.originalOf(i);
        if (original != i) {
            m_zones[i].counted = false;
            m_zones[i].note = "shows the counter of " + m_zones[original].name + " again";
            m_warnings.push_back(fmt::format("{} {}: it is counted once", m_zones[i].key(), m_zones[i].note));
        }
    }
}

void SensorSet::warn()
{
    m_warnings.clear();
    if (isReadable() && !canMeasure()) {
        m_warnings.emplace_back("power is estimated from load and rated power: no sensor of this machine can be read");
    }
    for (const Source& source : m_states) {
        // Half of the packages is not the machine.
        if (source.probe.available && !source.probe.reason.empty() && source.name != "estimate") {
            m_warnings.push_back(source.name + ": " + source.probe.reason);
        }
    }
    const auto counts = [&](auto condition) {
        return std::any_of(m_zones.begin(), m_zones.end(),
                           [&](const Zone& zone) { return zone.counted && condition(zone.scope); });
    };
    const bool countsGpu = counts([](ZoneScope scope) { return scope == ZoneScope::gpu; });
    const bool countsHost = counts([](ZoneScope scope) { return scope != ZoneScope::gpu && scope != ZoneScope::dram; });
    if (countsGpu && !countsHost) {
        m_warnings.emplace_back("the GPU alone is measured: no sensor of the processor can be read");
    }
    if (m_prefersPlatform && !counts([](ZoneScope scope) { return scope == ZoneScope::platform; })) {
        m_warnings.emplace_back("power.prefer_platform: no counter of the platform can be read; its parts count");
    }
    const bool hasGpu = std::any_of(m_zones.begin(), m_zones.end(),
                                    [](const Zone& zone) { return zone.source == "nvml" && !zone.counted; });
    if (hasGpu && counts([](ZoneScope scope) { return scope == ZoneScope::platform; })) {
        m_warnings.emplace_back("the platform's counter counts alone: on some boards it leaves graphics cards out");
    }
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

SensorSet machineSensors(EstimateConfig estimate, bool preferPlatform)
{
    const std::string sysfs = variable("RXWATT_SYSFS_ROOT", "/sys");
    estimate.proc = variable("RXWATT_PROCFS_ROOT", estimate.proc.c_str());
    std::vector<std::unique_ptr<PowerSource>> sources;
    sources.push_back(std::make_unique<PowercapSource>(sysfs, estimate.proc));
    sources.push_back(std::make_unique<PerfSource>(sysfs));
    sources.push_back(std::make_unique<NvmlSource>(variable("RXWATT_NVML", "")));
    sources.push_back(std::make_unique<HwmonSource>(sysfs));
    sources.push_back(std::make_unique<BatterySource>(sysfs));
    sources.push_back(std::make_unique<Ina3221Source>(sysfs));
    sources.push_back(std::make_unique<EstimateSource>(std::move(estimate)));
    SensorSet sensors(std::move(sources), preferPlatform);
    sensors.examine();
    return sensors;
}

} // namespace rxwatt::energy
