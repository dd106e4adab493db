// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/estimate_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <thread>

namespace rxwatt::energy
{

namespace
{

constexpr Watts ofUnknownThread{4};
constexpr double microwatts = 1e-6;

/// Of /proc/meminfo; none where it does not say.
std::optional<double> memoryGigabytes(const std::filesystem::path& proc)
{
    std::ifstream file(proc / "meminfo");
    std::string key;
    double kibibytes = 0;
    return file >> key >> kibibytes && key == "MemTotal:" ? std::optional(kibibytes * 1024 / 1e9) : std::nullopt;
}

std::string_view formulaOf(run::PowerEstimate law)
{
    switch (law) {
    case run::PowerEstimate::cubic:
        return "cubic law TDP · (0.1 + 0.9 · load³), assumed to lie between 0.1 TDP and TDP";
    case run::PowerEstimate::linear:
        return "linear law TDP · load, assumed to lie between 0 and TDP";
    default:
        return "half TDP, assumed to lie between 0 and TDP";
    }
}

Zone estimateZone(const std::string& path, const std::string& name, ZoneScope scope, std::string method)
{
    Zone zone;
    zone.source = "estimate";
    zone.path = path;
    zone.name = name;
    zone.scope = scope;
    zone.quality = Quality::estimated;
    zone.kind = ReadingKind::power;
    zone.unit = microwatts;
    zone.method = std::move(method);
    return zone;
}

Reading readingOf(Watts power)
{
    return {static_cast<std::uint64_t>(std::llround(power.value / microwatts)), true};
}

} // namespace

EstimateSource::EstimateSource(EstimateConfig config)
    : m_config(std::move(config)),
      m_tdp(m_config.tdp.value_or(ofUnknownThread * std::max(1U, std::thread::hardware_concurrency()))),
      m_memory(estimatedMemoryPower(memoryGigabytes(m_config.proc).value_or(0)))
{
}

Probe EstimateSource::probe()
{
    m_zones.clear();
    if (m_config.law == run::PowerEstimate::none) {
        return {false, "not wanted: power.estimate is none", ""};
    }
    m_last = readTicks();
    if (!m_last) {
        return {false, fmt::format("{} tells no load", (m_config.proc / "stat").string()), ""};
    }
    const char* rated =
        m_config.tdp ? "given" : "4 W a thread, as CodeCarbon takes for a processor that it does not know";
    const std::string floor = m_config.idle ? fmt::format(", at least {:.4g} W", m_config.idle->value) : "";
    m_zones.push_back(
        estimateZone("cpu", "processor", ZoneScope::cpuEstimate,
                     fmt::format("{}, TDP {:.4g} W ({}){}", formulaOf(m_config.law), m_tdp.value, rated, floor)));
    m_zones.push_back(
        estimateZone("memory", "memory", ZoneScope::memoryEstimate,
                     fmt::format("5 W a module, modules guessed from the size: {:.4g} W", m_memory.value)));
    return {true, "no measurement", ""};
}

void EstimateSource::read(std::span<Reading> readings)
{
    if (readings.size() < 2 || m_zones.empty()) {
        return;
    }
    const std::optional<double> now = load();
    const double floor = m_config.idle ? m_config.idle->value : 0;
    readings[0] = now ? readingOf({std::max(floor, estimatedPower(m_config.law, m_tdp, *now).value)}) : Reading();
    readings[1] = readingOf(m_memory);
}

std::optional<double> EstimateSource::load()
{
    const std::optional<Ticks> now = readTicks();
    if (!now || !m_last) {
        m_last = now;
        return std::nullopt;
    }
    const double ticks = now->all - m_last->all;
    // Ticks are 10 ms: where none went by, the load is still what it was.
    if (ticks >= 1) {
        m_load = std::clamp((now->busy - m_last->busy) / ticks, 0.0, 1.0);
        m_last = now;
    }
    return m_load;
}

std::optional<EstimateSource::Ticks> EstimateSource::readTicks() const
{
    // "cpu  user nice system idle iowait irq softirq steal …"
    std::ifstream file(m_config.proc / "stat");
    std::string word;
    std::array<double, 8> ticks{};
    if (!(file >> word) || word != "cpu") {
        return std::nullopt;
    }
    Ticks sum;
    for (std::size_t i = 0; i < ticks.size(); ++i) {
        if (!(file >> ticks.at(i))) {
            return std::nullopt;
        }
        const bool idle = i == 3 || i == 4;
        sum.busy += idle ? 0 : ticks.at(i);
        sum.all += ticks.at(i);
    }
    return sum;
}

Watts estimatedPower(run::PowerEstimate law, Watts tdp, double load)
{
    switch (law) {
    case run::PowerEstimate::cubic:
        return tdp * (0.1 + 0.9 * load * load * load);
    case run::PowerEstimate::linear:
        return tdp * load;
    case run::PowerEstimate::halfTdp:
        return tdp * 0.5;
    case run::PowerEstimate::none:
        break;
    }
    return {};
}

Watts estimatedMemoryPower(double gigabytes)
{
    constexpr double each = 5;
    constexpr double least = 10;
    int modules = 1;
    if (gigabytes > 128) {
        // The largest module of at most an eighth of the memory, in powers of two; 32 modules at most.
        const double module = std::exp2(std::floor(std::log2(gigabytes / 8)));
        modules = std::min(32, static_cast<int>(std::ceil(gigabytes / module)));
    } else if (gigabytes > 64) {
        modules = 8;
    } else if (gigabytes > 16) {
        modules = 4;
    } else if (gigabytes > 2) {
        modules = 2;
    }
    double watts = 0;
    for (int module = 1; module <= modules; ++module) {
        watts += each * (module <= 4 ? 1 : (module <= 8 ? 0.9 : (module <= 16 ? 0.8 : 0.7)));
    }
    return {std::max(least, watts)};
}

} // namespace rxwatt::energy
