// SPDX-License-Identifier: GPL-3.0-or-later
// What a power trace must do: any zoom of 10 million samples read in under 50 ms; a sampler of 10 Hz under 1 % of a
// core.
#include "core/energy/sensor_set.h"
#include "core/energy/trace.h"
#include "core/energy/trace_recorder.h"
#include "tests/core/energy/fake_powercap.h"

#include <benchmark/benchmark.h>

#include <cmath>
#include <cstdlib>
#include <iostream>
#include <random>

namespace rxwatt::energy
{

namespace
{

constexpr std::int64_t sampleCount = 10'000'000;
constexpr std::int64_t periodNs = 100'000'000;
constexpr std::int64_t beginNs = 1'000'000'000'000'000'000;
/// Spans for a plot of a wide window.
constexpr std::size_t pixels = 2000;

void require(const Status& status)
{
    if (!status) {
        std::cerr << status.error().message << '\n';
        std::exit(1);
    }
}

TraceHead headOf(std::size_t zones)
{
    TraceHead head;
    for (std::size_t i = 0; i < zones; ++i) {
        Zone zone;
        zone.source = "powercap";
        zone.path = "intel-rapl:" + std::to_string(i);
        zone.range = 262'143'328'850;
        head.zones.push_back(std::move(zone));
    }
    return head;
}

/// Eleven and a half days at 10 Hz, of four zones.
class LongTrace
{
public:
    LongTrace()
    {
        TraceWriter writer(m_folder.path(), headOf(4));
        std::mt19937_64 random(1);
        Sample sample;
        sample.readings.assign(4, {0, true});
        for (std::int64_t i = 0; i < sampleCount; ++i) {
            sample.monotonicNs = beginNs + i * periodNs;
            sample.wallNs = sample.monotonicNs;
            for (Reading& reading : sample.readings) {
                reading.raw = (reading.raw + 4'000'000 + random() % 2'000'000) % 262'143'328'850;
            }
            writer.append(sample);
            if (i % 10'000 == 0) {
                require(writer.flush());
            }
        }
        require(writer.finish());
        for (const auto& entry : std::filesystem::directory_iterator(m_folder.path())) {
            bytes += static_cast<double>(entry.file_size());
        }
    }

    [[nodiscard]] const std::filesystem::path& folder() const { return m_folder.path(); }

    double bytes = 0;

private:
    test::TemporaryFolder m_folder;
};

const LongTrace& longTrace()
{
    static const LongTrace trace;
    return trace;
}

void openTrace(benchmark::State& state)
{
    const std::filesystem::path& folder = longTrace().folder(); // made before the clock runs
    for (auto _ : state) {
        auto trace = Trace::open(folder);
        benchmark::DoNotOptimize(trace);
    }
    state.counters["bytes_a_sample"] = longTrace().bytes / static_cast<double>(sampleCount);
}

/// A part of the trace, one in so many, somewhere else each time: nothing is in memory but the kernel's pages.
void zoom(benchmark::State& state)
{
    auto trace = Trace::open(longTrace().folder());
    if (!trace) {
        std::exit(1);
    }
    std::mt19937_64 random(2);
    const std::int64_t length = sampleCount * periodNs / state.range(0);
    std::size_t spans = 0;
    double longest = 0;
    for (auto _ : state) {
        const auto begin =
            static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(sampleCount * periodNs - length + 1));
        const auto start = std::chrono::steady_clock::now();
        const auto found =
            trace->spans(trace->recordings().front(), 0, beginNs + begin, beginNs + begin + length, pixels);
        longest = std::max(longest,
                           std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
        spans = found->size();
    }
    state.counters["spans"] = static_cast<double>(spans);
    state.counters["longest_ms"] = longest;
}

/// One sample of a machine with eight zones, read from files and given to the trace: ten of them a second.
void takeSample(benchmark::State& state)
{
    test::FakePowercap tree;
    for (int i = 0; i < 8; ++i) {
        tree.add("intel-rapl:" + std::to_string(i), "package-" + std::to_string(i), 0);
    }
    tree.keepMoving({40, 50, 60});
    ::setenv("RXWATT_SYSFS_ROOT", tree.root().c_str(), 1);
    SensorSet sensors = machineSensors();
    const test::TemporaryFolder folder;
    TraceHead head;
    head.zones = sensors.zones();
    TraceRecorder recorder(folder.path(), std::move(head));
    SampleMeter meter(sensors.zones(), Seconds{0.1});
    Sample sample;
    sample.readings.resize(sensors.zones().size());
    for (auto _ : state) {
        sensors.read(sample.readings);
        sample.monotonicNs += periodNs;
        sample.wallNs += periodNs;
        recorder.take(sample);
        benchmark::DoNotOptimize(meter.take(sample));
    }
    state.counters["zones"] = static_cast<double>(sample.readings.size());
}

} // namespace

BENCHMARK(openTrace)->Unit(benchmark::kMillisecond);
BENCHMARK(zoom)->Arg(1)->Arg(3)->Arg(10)->Arg(30)->Arg(100)->Arg(1000)->Arg(100'000)->Unit(benchmark::kMillisecond);
BENCHMARK(takeSample)->Unit(benchmark::kMicrosecond);

} // namespace rxwatt::energy
