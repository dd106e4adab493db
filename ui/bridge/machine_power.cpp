// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/machine_power.h"

#include "core/energy/sensor_advice.h"

#include <algorithm>
#include <chrono>
#include <deque>
#include <mutex>

namespace rxwatt::bridge
{

namespace
{

using base::Seconds;
using energy::PowerSpan;

constexpr Seconds period{0.1};
constexpr std::int64_t keptNs = 3'600'000'000'000;
using base::nsInSecond;

} // namespace

/// What the sampler's thread writes and the window's reads.
struct MachinePower::Recorder {
    std::mutex mutex;
    RunPower power; ///< without its curves' spans
    std::vector<std::deque<PowerSpan>> spans;
    std::unique_ptr<energy::SampleMeter> meter;
    std::int64_t lastWallNs = 0;
    /// Used by the thread that starts and ends it.
    std::unique_ptr<energy::Sampler> sampler;

    void begin();
    void end();
    void take(const energy::Sample& sample);
    [[nodiscard]] RunPower now();
};

void MachinePower::Recorder::begin()
{
    if (sampler) {
        return;
    }
    energy::SensorSet sensors = energy::machineSensors();
    {
        const std::lock_guard lock(mutex);
        power = RunPower();
        power.problem = sensors.isReadable() ? std::string() : energy::sensorSummary(sensors);
        power.curves.push_back({"sum", energy::Quality::counter, {}});
        double limit = 0;
        bool hasAll = true;
        for (const energy::Zone& zone : sensors.zones()) {
            power.curves.push_back({zone.name.empty() ? zone.key() : zone.name, zone.quality, {}});
            if (zone.counted) {
                power.quality = run::worseOf(power.quality, zone.quality);
                power.sensors.push_back(zone.key());
                hasAll = hasAll && zone.limit.has_value();
                limit += zone.limit.value_or(base::Watts{}).value;
            }
        }
        power.curves.front().quality = power.quality;
        power.limitW = hasAll && limit > 0 ? std::optional(limit) : std::nullopt;
        spans.assign(power.curves.size(), {});
        meter = std::make_unique<energy::SampleMeter>(sensors.zones(), period);
        lastWallNs = 0;
    }
    if (sensors.isReadable()) {
        sampler = std::make_unique<energy::Sampler>(std::move(sensors), period, period,
                                                    [this](const energy::Sample& sample) { take(sample); });
    }
}

void MachinePower::Recorder::end()
{
    sampler.reset();
}

void MachinePower::Recorder::take(const energy::Sample& sample)
{
    const std::lock_guard lock(mutex);
    const energy::SampleEnergy* energy = meter->take(sample);
    const std::int64_t begin = std::exchange(lastWallNs, sample.wallNs);
    if (energy == nullptr || sample.wallNs <= begin) { // a clock that was set back: this interval is left out
        power.beginNs = power.samples == 0 ? sample.wallNs : power.beginNs;
        return;
    }
    for (std::size_t i = 0; i < spans.size(); ++i) {
        const auto joules = i == 0 ? energy->total : energy->zones[i - 1];
        spans[i].push_back(energy::spanOf(joules, begin, sample.wallNs));
        while (spans[i].front().endNs < sample.wallNs - keptNs) {
            spans[i].pop_front();
        }
    }
    ++power.samples;
    if (energy->total) {
        power.joules = power.joules.value_or(0) + energy->total->value;
        power.coveredS += energy->duration.value;
    }
    power.durationS += energy->duration.value;
}

RunPower MachinePower::Recorder::now()
{
    const std::lock_guard lock(mutex);
    RunPower answer = power;
    for (std::size_t i = 0; i < spans.size(); ++i) {
        answer.curves[i].spans.assign(spans[i].begin(), spans[i].end());
    }
    PowerSpan newest;
    if (!spans.empty() && !spans.front().empty()) {
        answer.beginNs = spans.front().front().beginNs;
        const std::int64_t end = spans.front().back().endNs;
        for (auto span = spans.front().rbegin(); span != spans.front().rend() && span->endNs > end - nsInSecond;
             ++span) {
            newest.joules += span->joules;
            newest.coveredS += span->coveredS;
        }
    }
    answer.nowW = newest.isGap() ? std::nullopt : std::optional(newest.meanW());
    return answer;
}

MachinePower::MachinePower(QObject* parent) : QObject(parent), m_recorder(std::make_shared<Recorder>())
{
    m_timer.setInterval(std::chrono::milliseconds(200));
    connect(&m_timer, &QTimer::timeout, this, &MachinePower::tell);
}

MachinePower::~MachinePower()
{
    setActive(false);
}

void MachinePower::setActive(bool active)
{
    if (active == m_active) {
        return;
    }
    m_active = active;
    m_background.run([recorder = m_recorder, active]() -> std::function<void()> {
        active ? recorder->begin() : recorder->end();
        return {};
    });
    active ? m_timer.start() : m_timer.stop();
}

void MachinePower::tell()
{
    Q_EMIT came(m_recorder->now());
}

} // namespace rxwatt::bridge
