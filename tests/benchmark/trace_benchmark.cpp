// SPDX-License-Identifier: GPL-3.0-or-later
// What a power trace must do: any zoom of 10 million samples read in under 50 ms; a sampler of 10 Hz under 1 % of a
// core.
#include "core/energy/sensor_set.h"
#include "core/energy/trace.h"
#include "core/energy/trace_recorder.h"
#include "tests/benchmark/long_trace.h"
#include "tests/core/energy/fake_powercap.h"

#include <benchmark/benchmark.h>

#include <cmath>
#include <cstdlib>
#include <random>

namespace rxwatt::energy
{

namespace
{

/// Spans for a plot of a wide window.
constexpr std::size_t pixels = 2000;

const test::LongTrace& longTrace()
{
    static const test::LongTrace trace;
    return trace;
}

void openTrace(benchmark::State& state)
{
    const std::filesystem::path& folder = longTrace().folder(); // made before the clock runs
    for (auto _ : state) {
        auto trace = Trace::open(folder);
        benchmark::DoNotOptimize(trace);
    }
    state.counters["bytes_a_sample"] = longTrace().bytes() / static_cast<double>(test::longTraceSamples);
}

/// A part of the trace, one in so many, somewhere else each time: nothing is in memory but the kernel's pages.
void zoom(benchmark::State& state)
{
    auto trace = Trace::open(longTrace().folder());
    if (!trace) {
        std::exit(1);
    }
    std::mt19937_64 random(2);
    const std::int64_t length = test::longTraceSamples * test::longTracePeriodNs / state.range(0);
    std::size_t spans = 0;
    double longest = 0;
    for (auto _ : state) {
        const auto begin = static_cast<std::int64_t>(
            random() % static_cast<std::uint64_t>(test::longTraceSamples * test::longTracePeriodNs - length + 1));
        const auto start = std::chrono::steady_clock::now();
        const auto found = trace->spans(trace->recordings().front(), 0, test::longTraceBeginNs + begin,
                                        test::longTraceBeginNs + begin + length, pixels);
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
        sample.monotonicNs += test::longTracePeriodNs;
        sample.wallNs += test::longTracePeriodNs;
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
