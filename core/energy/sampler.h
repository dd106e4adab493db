// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/energy/sample_meter.h"
#include "core/energy/sensor_set.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace rxwatt::energy
{

/// What the counted zones took since the sampler began.
struct EnergyTotal {
    /// Monotonic, of the readings.
    Seconds time;
    Joules energy;
    /// Of the time since the beginning, that which `energy` is for; the rest are gaps.
    Seconds covered;
    std::int64_t gaps = 0;
};

/// Mean power of the counted zones between two readings.
struct PowerSample {
    Seconds begin;
    Seconds end;
    Watts power;
};

/// Reads a machine's sensors at a period on a thread of its own. A stretch in which any counted zone gave nothing is a
/// gap of them all: a part of the machine is not the machine.
class Sampler
{
public:
    /// Who is given each sample as it is taken, on the thread that takes it and while others wait: must be quick.
    using Observer = std::function<void(const Sample&)>;

    /// Keeps the samples of the last `keep`.
    Sampler(SensorSet sensors, Seconds period, Seconds keep, Observer observer = {});
    Sampler(const Sampler&) = delete;
    Sampler& operator=(const Sampler&) = delete;
    ~Sampler();

    /// The clock of its times.
    [[nodiscard]] static Seconds now();
    /// Reads at once, beside the period.
    [[nodiscard]] EnergyTotal read();
    /// The samples that lie in a stretch, without gaps.
    [[nodiscard]] std::vector<PowerSample> samples(Seconds begin, Seconds end) const;

    [[nodiscard]] const std::vector<Zone>& zones() const { return m_sensors.zones(); }

    /// Sorted keys of the zones that count.
    [[nodiscard]] std::vector<std::string> countedSensors() const;
    /// The worst of the zones that count.
    [[nodiscard]] Quality quality() const;

private:
    void run(std::stop_token stop);
    void sample();

    SensorSet m_sensors;
    Seconds m_period;
    Seconds m_keep;
    mutable std::mutex m_mutex;
    std::condition_variable_any m_wake;
    Observer m_observer;
    SampleMeter m_meter;
    Sample m_sample;
    EnergyTotal m_total;
    std::deque<PowerSample> m_samples;
    bool m_inGap = false;
    /// CLOCK_BOOTTIME − CLOCK_MONOTONIC: grows while the machine sleeps.
    double m_slept = 0;
    std::jthread m_thread;
};

} // namespace rxwatt::energy
