// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phy/estimator.h"
#include "core/phy/receiver.h"
#include "core/phy/simulator.h"
#include "core/phy/slot_kernels.h"
#include "core/phy/slot_random.h"
#include "core/phy/split_grid.h"

#include <benchmark/benchmark.h>

#include <string>
#include <vector>

namespace
{

using namespace rxwatt;

/// 26 resource blocks, 1 × 2 antennas, 256-QAM, TDL-A: the case that peers are compared on.
phy::LinkConfig fullSizeLink()
{
    phy::LinkConfig link;
    link.channel.models = {phy::ChannelModel::tdlA};
    return link;
}

void simulateSlots(benchmark::State& state, const phy::LinkConfig& link)
{
    phy::LinkSimulator simulator(link);
    phy::Slot slot;
    auto index = static_cast<std::uint64_t>(state.thread_index());
    for (auto _ : state) {
        simulator.simulate({1, base::Stream::simulation, index}, {}, slot);
        benchmark::DoNotOptimize(slot.received.data());
        index += static_cast<std::uint64_t>(state.threads());
    }
    state.SetItemsProcessed(state.iterations());
}

void generation(benchmark::State& state)
{
    simulateSlots(state, fullSizeLink());
}

void generationWithInterferer(benchmark::State& state)
{
    phy::LinkConfig link = fullSizeLink();
    link.interferenceShare = 0.5;
    simulateSlots(state, link);
}

void generationAndReceiver(benchmark::State& state, const std::string& name)
{
    const phy::LinkConfig link = fullSizeLink();
    phy::LinkSimulator simulator(link);
    auto receiver = phy::makeReceiver(name, link);
    if (!receiver) {
        state.SkipWithError(receiver.error().message.c_str());
        return;
    }
    phy::Slot slot;
    std::vector<float> logits;
    auto index = static_cast<std::uint64_t>(state.thread_index());
    for (auto _ : state) {
        simulator.simulate({1, base::Stream::simulation, index}, {}, slot);
        logits.resize(slot.elements() * slot.bitWidth);
        (*receiver)->demap(slot, logits);
        benchmark::DoNotOptimize(logits.data());
        index += static_cast<std::uint64_t>(state.threads());
    }
    state.SetItemsProcessed(state.iterations());
}

/// The noise of one slot, by each instruction set.
void noise(benchmark::State& state)
{
    constexpr int subcarriers = 312;
    const auto& kernels = *phy::slotKernels()[static_cast<std::size_t>(state.range(0))];
    state.SetLabel(std::string(kernels.name));
    phy::SplitGrid rows(2, subcarriers);
    const auto source = phy::philoxSource({1, base::Stream::simulation, 0}, phy::RandomPurpose::noise);
    for (auto _ : state) {
        for (std::uint32_t pair = 0; pair < 14; ++pair) {
            kernels.complexNormals(source, pair * subcarriers, subcarriers, rows.row(0), rows.row(1));
        }
        benchmark::DoNotOptimize(rows.row(0).re);
    }
}

/// Equaliser and demapper of one slot's data, by each instruction set.
void detection(benchmark::State& state)
{
    constexpr int elements = 13 * 312;
    const auto& kernels = *phy::slotKernels()[static_cast<std::size_t>(state.range(0))];
    state.SetLabel(std::string(kernels.name));
    const phy::LinkConfig link = fullSizeLink();
    phy::LinkSimulator simulator(link);
    phy::Slot slot;
    simulator.simulate({1, base::Stream::simulation, 0}, {}, slot);
    std::vector<float> logits(static_cast<std::size_t>(elements) * 8);
    for (auto _ : state) {
        kernels.detect({.received = phy::partsOf(slot.received.data()),
                        .channel = phy::partsOf(slot.channel.data()),
                        .stride = 2 * static_cast<std::ptrdiff_t>(slot.elements()),
                        .antennas = slot.rxAntennas,
                        .errorVariance = nullptr,
                        .noiseVariance = slot.noiseVariance,
                        .toHalfDistances = 13.0F,
                        .squaredDistance = 0.0235F,
                        .axisBits = 4,
                        .bitWidth = 8,
                        .count = elements,
                        .logits = logits.data()});
        benchmark::DoNotOptimize(logits.data());
    }
}

} // namespace

BENCHMARK(generation)->Threads(1)->Threads(2)->UseRealTime();
BENCHMARK(generationWithInterferer)->Threads(1)->UseRealTime();
BENCHMARK_CAPTURE(generationAndReceiver, lsLinear, "ls-linear")->Threads(1)->Threads(2)->UseRealTime();
BENCHMARK_CAPTURE(generationAndReceiver, lmmse, "lmmse")->Threads(1)->UseRealTime();
BENCHMARK_CAPTURE(generationAndReceiver, perfectCsi, "perfect-csi")->Threads(1)->UseRealTime();
BENCHMARK(noise)->DenseRange(0, static_cast<int>(phy::slotKernels().size()) - 1);
BENCHMARK(detection)->DenseRange(0, static_cast<int>(phy::slotKernels().size()) - 1);
