// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/sensor_meter.h"

#include "core/base/clock.h"
#include "core/energy/base_power.h"

#include <cassert>
#include <chrono>
#include <cmath>
#include <thread>

namespace rxwatt::training
{

namespace
{

using base::Seconds;

/// Readings that may still be asked for: while a phase lasts, an inference is measured in up to 1800 windows of their
/// own.
constexpr std::size_t keptTotals = 8192;

/// "powercap: … (sudo …)" of each source.
std::string reasonsOf(const energy::SensorSet& sensors)
{
    std::string text = "no power sensor of this machine can be read";
    for (const energy::SensorSet::Source& source : sensors.sources()) {
        text += "; " + source.name + ": " + source.probe.reason;
        text += source.probe.fix.empty() ? "" : " (`" + source.probe.fix + "`)";
    }
    return text;
}

std::unique_ptr<energy::TraceRecorder> recorderFor(const energy::SensorSet& sensors, const run::PowerConfig& config,
                                                   const std::filesystem::path& folder)
{
    if (folder.empty()) {
        return nullptr;
    }
    energy::TraceHead head;
    head.period = {config.samplePeriodS};
    head.zones = sensors.zones();
    return std::make_unique<energy::TraceRecorder>(folder, std::move(head));
}

} // namespace

SensorMeter::SensorMeter(energy::SensorSet sensors, const run::PowerConfig& config,
                         const std::filesystem::path& traceFolder)
    : m_warnings(sensors.warnings()),
      m_recorder(recorderFor(sensors, config, traceFolder)),
      m_sampler(std::move(sensors), Seconds{config.samplePeriodS}, Seconds{config.baselineS + 60},
                m_recorder
                    ? energy::Sampler::Observer([this](const energy::Sample& sample) { m_recorder->take(sample); })
                    : energy::Sampler::Observer())
{
}

void SensorMeter::mark(double time, bool begins, std::string_view what)
{
    if (m_recorder) {
        m_recorder->mark({static_cast<std::int64_t>(std::llround(1e9 * time)), begins, std::string(what)});
    }
}

std::vector<std::string> SensorMeter::warnings() const
{
    std::vector<std::string> all = m_warnings;
    if (std::string problem = m_recorder ? m_recorder->problem() : std::string(); !problem.empty()) {
        all.push_back(std::move(problem));
    }
    return all;
}

void SensorMeter::wait(double seconds)
{
    std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
}

double SensorMeter::read()
{
    const energy::EnergyTotal total = m_sampler.read();
    m_totals[total.time.value] = total;
    if (m_totals.size() > keptTotals) {
        m_totals.erase(m_totals.begin());
    }
    return total.time.value;
}

WindowEnergy SensorMeter::between(double begin, double end)
{
    const auto first = m_totals.find(begin);
    const auto last = m_totals.find(end);
    WindowEnergy energy;
    if (first == m_totals.end() || last == m_totals.end()) {
        assert(false);
        return energy;
    }
    energy.sensors = m_sampler.countedSensors();
    energy.quality = m_sampler.quality();
    for (const energy::Zone& zone : m_sampler.zones()) {
        if (zone.counted && !zone.method.empty()) {
            energy.method += (energy.method.empty() ? "" : "; ") + zone.name + ": " + zone.method;
        }
    }
    const double covered = (last->second.covered - first->second.covered).value;
    energy.gaps = last->second.gaps - first->second.gaps;
    energy.gapS = std::max(0.0, end - begin - covered);
    // Rounding is no gap.
    energy.gapS = energy.gapS > 1e-6 * (end - begin) ? energy.gapS : 0;
    if (covered > 0) {
        energy.joules = (last->second.energy - first->second.energy).value;
    }
    return energy;
}

std::optional<run::BasePower> SensorMeter::basePower(double begin, double end)
{
    auto base = energy::basePowerOf(m_sampler.samples(Seconds{begin}, Seconds{end}));
    if (base) {
        base->quality = m_sampler.quality();
        base->sensors = m_sampler.countedSensors();
        base->takenAt = base::toIsoTime(base::SystemClock().wallClock());
    }
    return base;
}

std::unique_ptr<PowerMeter> openMeter(const run::RunSpec& spec, const std::filesystem::path& traceFolder)
{
    energy::EstimateConfig estimate;
    estimate.law = spec.power.estimate;
    if (spec.power.estimateTdpW > 0) {
        estimate.tdp = energy::Watts{spec.power.estimateTdpW};
    }
    energy::SensorSet sensors = energy::machineSensors(std::move(estimate), spec.power.preferPlatform);
    if (sensors.isReadable()) {
        return std::make_unique<SensorMeter>(std::move(sensors), spec.power, traceFolder);
    }
    return spec.takesBasePower() ? std::unique_ptr<PowerMeter>(std::make_unique<NoSensors>(reasonsOf(sensors)))
                                 : nullptr;
}

} // namespace rxwatt::training
