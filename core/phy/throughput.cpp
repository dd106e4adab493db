// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phy/throughput.h"

#include "core/phy/receiver.h"
#include "core/phy/simulator.h"

#include <fmt/format.h>

#include <barrier>
#include <memory>
#include <thread>
#include <vector>

namespace rxwatt::phy
{

namespace
{

using Clock = std::chrono::steady_clock;

/// One thread's simulator and receiver.
class Bench
{
public:
    Bench(const LinkConfig& link, std::unique_ptr<Receiver> receiver)
        : m_simulator(link), m_receiver(std::move(receiver))
    {
    }

    void work(std::uint64_t index)
    {
        m_simulator.simulate({0, base::Stream::simulation, index}, {}, m_slot);
        if (m_receiver) {
            m_logits.resize(m_slot.elements() * m_slot.bitWidth);
            m_receiver->demap(m_slot, m_logits);
        }
    }

private:
    LinkSimulator m_simulator;
    std::unique_ptr<Receiver> m_receiver;
    Slot m_slot;
    std::vector<float> m_logits;
};

Result<std::vector<Bench>> makeBenches(const ThroughputConfig& config)
{
    std::vector<Bench> benches;
    for (int thread = 0; thread < config.threads; ++thread) {
        std::unique_ptr<Receiver> receiver;
        if (!config.receiver.empty()) {
            auto made = makeReceiver(config.receiver, config.link);
            if (!made) {
                return tl::unexpected(made.error());
            }
            receiver = std::move(*made);
        }
        benches.emplace_back(config.link, std::move(receiver));
    }
    return benches;
}

/// Slots first + step, first + 2·step, …; returns how many were done.
std::uint64_t workFor(Bench& bench, std::chrono::duration<double> duration, std::uint64_t first, std::uint64_t step)
{
    const auto end = Clock::now() + duration;
    std::uint64_t done = 0;
    while (Clock::now() < end) {
        ++done;
        bench.work(first + done * step);
    }
    return done;
}

} // namespace

Result<Throughput> measureThroughput(const ThroughputConfig& config)
{
    if (config.threads < 1) {
        return base::fail(base::ErrorKind::badInput,
                          fmt::format("threads: found {}, at least 1 is needed", config.threads));
    }
    if (const Status valid = config.link.validate(); !valid) {
        return tl::unexpected(valid.error());
    }
    auto benches = makeBenches(config);
    if (!benches) {
        return tl::unexpected(benches.error());
    }
    std::vector<std::uint64_t> slots(benches->size());
    Clock::time_point begin;
    std::barrier warm(static_cast<std::ptrdiff_t>(benches->size()), [&]() noexcept { begin = Clock::now(); });
    std::vector<std::jthread> threads;
    for (std::size_t thread = 0; thread < benches->size(); ++thread) {
        threads.emplace_back([&, thread] {
            Bench& bench = (*benches)[thread];
            bench.work(thread);
            warm.arrive_and_wait();
            slots[thread] = workFor(bench, config.duration, thread, benches->size());
        });
    }
    threads.clear(); // joins
    Throughput throughput;
    throughput.seconds = std::chrono::duration<double>(Clock::now() - begin).count();
    for (const std::uint64_t count : slots) {
        throughput.slots += count;
    }
    return throughput;
}

} // namespace rxwatt::phy
