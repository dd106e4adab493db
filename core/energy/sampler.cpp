// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/sampler.h"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <optional>

namespace rxwatt::energy
{

namespace
{

std::int64_t nanosecondsOf(clockid_t clock)
{
    timespec time{};
    ::clock_gettime(clock, &time);
    constexpr std::int64_t second = 1'000'000'000;
    return second * time.tv_sec + time.tv_nsec;
}

Seconds secondsOf(std::int64_t nanoseconds)
{
    return {1e-9 * static_cast<double>(nanoseconds)};
}

Seconds timeSlept()
{
    return secondsOf(nanosecondsOf(CLOCK_BOOTTIME) - nanosecondsOf(CLOCK_MONOTONIC));
}

} // namespace

Sampler::Sampler(SensorSet sensors, Seconds period, Seconds keep, Observer observer)
    : m_sensors(std::move(sensors)),
      m_period(period),
      m_keep(keep),
      m_observer(std::move(observer)),
      m_meter(m_sensors.zones(), period),
      m_slept(timeSlept().value)
{
    m_sample.readings.resize(m_sensors.zones().size());
    sample();
    m_thread = std::jthread([this](std::stop_token stop) { run(std::move(stop)); });
}

Sampler::~Sampler()
{
    m_thread.request_stop();
    m_wake.notify_all();
}

Seconds Sampler::now()
{
    return secondsOf(nanosecondsOf(CLOCK_MONOTONIC));
}

void Sampler::run(std::stop_token stop)
{
    // Times of the period, not pauses of its length: the period is kept however long a reading takes.
    auto next = std::chrono::steady_clock::now();
    const auto period =
        std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::duration<double>(m_period.value));
    std::unique_lock lock(m_mutex);
    while (!stop.stop_requested()) {
        next = std::max(next + period, std::chrono::steady_clock::now()); // held up: what was missed is not made up
        m_wake.wait_until(lock, stop, next, [] { return false; });
        if (!stop.stop_requested()) {
            sample();
        }
    }
}

void Sampler::sample()
{
    const double slept = timeSlept().value;
    m_sample.slept = slept - m_slept > 0.1;
    m_slept = slept;
    std::fill(m_sample.readings.begin(), m_sample.readings.end(), Reading());
    m_sensors.read(m_sample.readings);
    m_sample.monotonicNs = nanosecondsOf(CLOCK_MONOTONIC);
    m_sample.wallNs = nanosecondsOf(CLOCK_REALTIME);
    if (m_observer) {
        m_observer(m_sample);
    }
    const Seconds time = secondsOf(m_sample.monotonicNs);
    const SampleEnergy* energy = m_meter.take(m_sample);
    const Seconds begin = std::exchange(m_total.time, time);
    if (energy == nullptr) {
        return; // only now does the time begin
    }
    if (!energy->total) {
        m_total.gaps += m_inGap ? 0 : 1;
        m_inGap = true;
        return;
    }
    m_inGap = false;
    m_total.energy = m_total.energy + *energy->total;
    m_total.covered = m_total.covered + (time - begin);
    if (time > begin) {
        m_samples.push_back({begin, time, *energy->total / (time - begin)});
    }
    while (!m_samples.empty() && m_samples.front().end < time - m_keep) {
        m_samples.pop_front();
    }
}

EnergyTotal Sampler::read()
{
    const std::lock_guard lock(m_mutex);
    sample();
    return m_total;
}

std::vector<PowerSample> Sampler::samples(Seconds begin, Seconds end) const
{
    const std::lock_guard lock(m_mutex);
    std::vector<PowerSample> inside;
    for (const PowerSample& sample : m_samples) {
        if (sample.begin >= begin && sample.end <= end) {
            inside.push_back(sample);
        }
    }
    return inside;
}

std::vector<std::string> Sampler::countedSensors() const
{
    std::vector<std::string> keys;
    for (const Zone& zone : zones()) {
        if (zone.counted) {
            keys.push_back(zone.key());
        }
    }
    std::sort(keys.begin(), keys.end());
    return keys;
}

Quality Sampler::quality() const
{
    Quality worst = Quality::counter;
    for (const Zone& zone : zones()) {
        worst = zone.counted ? run::worseOf(worst, zone.quality) : worst;
    }
    return worst;
}

} // namespace rxwatt::energy
