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

double secondsOf(clockid_t clock)
{
    timespec time{};
    ::clock_gettime(clock, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

double timeSlept()
{
    return secondsOf(CLOCK_BOOTTIME) - secondsOf(CLOCK_MONOTONIC);
}

} // namespace

Sampler::Sampler(SensorSet sensors, Seconds period, Seconds keep)
    : m_sensors(std::move(sensors)),
      m_period(period),
      m_keep(keep),
      m_readings(m_sensors.zones().size()),
      m_slept(timeSlept())
{
    // Readings beside the period come sooner; later ones only where the sampler was held up.
    constexpr double periodsHeld = 5;
    const Seconds hold{std::max(1.0, periodsHeld * period.value)};
    for (const Zone& zone : m_sensors.zones()) {
        m_meters.emplace_back(zone, hold);
    }
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
    return {secondsOf(CLOCK_MONOTONIC)};
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
    const double slept = timeSlept();
    if (slept - m_slept > 0.1) {
        std::for_each(m_meters.begin(), m_meters.end(), [](ZoneMeter& meter) { meter.restart(); });
    }
    m_slept = slept;
    std::fill(m_readings.begin(), m_readings.end(), Reading());
    m_sensors.read(m_readings);
    const Seconds time = now();
    // Nothing that counts is no reading, not 0 J.
    std::optional<Joules> sum = m_sensors.isReadable() ? std::optional(Joules{}) : std::nullopt;
    for (std::size_t i = 0; i < m_meters.size(); ++i) {
        const std::optional<Joules> energy = m_meters[i].take(m_readings[i], time);
        if (m_meters[i].zone().counted) {
            sum = sum && energy ? std::optional(*sum + *energy) : std::nullopt;
        }
    }
    const Seconds begin = std::exchange(m_total.time, time);
    if (!std::exchange(m_hasSample, true)) {
        return; // only now does the time begin
    }
    if (!sum) {
        m_total.gaps += m_inGap ? 0 : 1;
        m_inGap = true;
        return;
    }
    m_inGap = false;
    m_total.energy = m_total.energy + *sum;
    m_total.covered = m_total.covered + (time - begin);
    if (time > begin) {
        m_samples.push_back({begin, time, *sum / (time - begin)});
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
