// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/slot_source.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace rxwatt::training
{

namespace
{

/// What one thread needs to fill batches; nothing in it is shared.
class BatchMaker
{
public:
    [[nodiscard]] static Result<BatchMaker> create(const SlotPlan& plan)
    {
        BatchMaker maker(plan);
        for (const auto& name : plan.baselines) {
            RXWATT_ASSIGN(auto receiver, phy::makeReceiver(name, plan.link));
            maker.m_receivers.push_back(std::move(receiver));
        }
        return maker;
    }

    void fill(std::int64_t number, SlotBatch& batch)
    {
        const auto& plan = *m_plan;
        batch.number = number;
        batch.slots = static_cast<int>(std::min<std::int64_t>(plan.batchSlots, plan.slots - number * plan.batchSlots));
        for (int i = 0; i < batch.slots; ++i) {
            const auto request = plan.request(number * plan.batchSlots + i);
            m_simulator.simulate(request.key, request.overrides, m_slot);
            fillSlot(static_cast<std::size_t>(i), batch);
        }
    }

private:
    explicit BatchMaker(const SlotPlan& plan) : m_plan(&plan), m_simulator(plan.link)
    {
        for (const auto input : plan.inputs) {
            m_inputs.emplace_back(input, plan.link);
        }
    }

    void fillSlot(std::size_t place, SlotBatch& batch)
    {
        for (std::size_t k = 0; k < m_inputs.size(); ++k) {
            const auto size = m_slot.elements() * static_cast<std::size_t>(m_inputs[k].channels());
            m_inputs[k].make(m_slot, std::span(batch.features[k]).subspan(place * size, size));
        }
        const auto size = m_slot.elements() * static_cast<std::size_t>(m_slot.bitWidth);
        std::ranges::copy(m_slot.bits, batch.bits.begin() + static_cast<std::ptrdiff_t>(place * size));
        batch.slotBits[place] = fillMask(std::span(batch.mask).subspan(place * size, size));
        m_logits.resize(size);
        for (std::size_t k = 0; k < m_receivers.size(); ++k) {
            m_receivers[k]->demap(m_slot, m_logits);
            batch.baselines[k][place] = static_cast<std::int64_t>(phy::countErrors(m_slot, m_logits).errors);
        }
    }

    /// Marks the bits that count and says how many they are.
    std::int64_t fillMask(std::span<std::uint8_t> mask) const
    {
        const auto active = static_cast<std::size_t>(phy::bitsPerSymbol(m_slot.draw.modulation));
        const auto width = static_cast<std::size_t>(m_slot.bitWidth);
        std::array<std::uint8_t, 8> marks{};
        std::fill_n(marks.begin(), active, std::uint8_t{1});
        std::int64_t count = 0;
        for (std::size_t begin = 0, end = 0; begin < m_slot.elements(); begin = end) {
            for (end = begin + 1; end < m_slot.elements() && m_slot.dataMask[end] == m_slot.dataMask[begin];) {
                ++end;
            }
            const auto run = mask.subspan(begin * width, (end - begin) * width);
            const bool data = m_slot.dataMask[begin] != 0;
            if (!data || active == width) {
                std::ranges::fill(run, static_cast<std::uint8_t>(data));
            } else {
                for (std::size_t at = 0; at < run.size(); at += width) {
                    std::copy_n(marks.begin(), width, run.begin() + static_cast<std::ptrdiff_t>(at));
                }
            }
            count += static_cast<std::int64_t>(data ? (end - begin) * active : 0);
        }
        return count;
    }

    const SlotPlan* m_plan;
    phy::LinkSimulator m_simulator;
    std::vector<phy::InputMaker> m_inputs;
    std::vector<std::unique_ptr<phy::Receiver>> m_receivers;
    phy::Slot m_slot;
    std::vector<float> m_logits;
};

SlotBatch makeBuffers(const SlotPlan& plan)
{
    SlotBatch batch;
    batch.subcarriers = plan.link.subcarriers();
    batch.bitWidth = plan.link.maxBitsPerSymbol();
    const auto slots = static_cast<std::size_t>(plan.batchSlots);
    const auto elements = slots * phy::symbolsPerSlot * static_cast<std::size_t>(batch.subcarriers);
    for (const auto input : plan.inputs) {
        batch.channels.push_back(phy::InputMaker(input, plan.link).channels());
        batch.features.emplace_back(elements * static_cast<std::size_t>(batch.channels.back()));
    }
    batch.bits.resize(elements * static_cast<std::size_t>(batch.bitWidth));
    batch.mask.resize(batch.bits.size());
    batch.slotBits.resize(slots);
    batch.baselines.assign(plan.baselines.size(), std::vector<std::int64_t>(slots));
    return batch;
}

} // namespace

phy::InputKind inputKind(model::Input input)
{
    return input == model::Input::deeprx ? phy::InputKind::deeprx : phy::InputKind::equalized;
}

int sourceThreads(int cores, bool gpu)
{
    return std::clamp(gpu ? cores - 1 : cores / 4, 1, 16);
}

/// The ring: batch number b lies in place b modulo its depth. A thread claims the next number, and fills its place once
/// the batch that lay there was given back.
class SlotSource::Implementation
{
public:
    Implementation(SlotPlan plan, int depth)
        : m_plan(std::move(plan)),
          m_batches((m_plan.slots + m_plan.batchSlots - 1) / m_plan.batchSlots),
          m_claimed(m_plan.firstBatch),
          m_taken(m_plan.firstBatch),
          m_ready(static_cast<std::size_t>(depth), false)
    {
        for (int i = 0; i < depth; ++i) {
            m_ring.push_back(makeBuffers(m_plan));
        }
    }

    ~Implementation()
    {
        {
            const std::lock_guard lock(m_mutex);
            m_stop = true;
        }
        m_changed.notify_all();
        m_threads.clear();
    }

    Status startThreads(int count)
    {
        for (int i = 0; i < count; ++i) {
            RXWATT_ASSIGN(auto maker, BatchMaker::create(m_plan));
            m_threads.emplace_back([this, own = std::move(maker)]() mutable { work(own); });
        }
        return {};
    }

    const SlotBatch* next()
    {
        std::unique_lock lock(m_mutex);
        if (m_holding) {
            m_holding = false;
            ++m_taken;
            m_changed.notify_all();
        }
        if (m_taken >= m_batches) {
            return nullptr;
        }
        const auto place = placeOf(m_taken);
        if (const auto there = [&] { return m_ready[place] || m_failure; }; !there()) {
            const auto begin = std::chrono::steady_clock::now();
            m_changed.wait(lock, there);
            m_waited += std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
        }
        if (m_failure) {
            std::rethrow_exception(m_failure);
        }
        m_ready[place] = false;
        m_holding = true;
        return &m_ring[place];
    }

    double waitedSeconds() const { return m_waited; }

private:
    std::size_t placeOf(std::int64_t number) const { return static_cast<std::size_t>(number) % m_ring.size(); }

    /// The next batch to be filled, once its place is free; none when there is nothing left to do.
    std::optional<std::int64_t> claim()
    {
        std::unique_lock lock(m_mutex);
        if (m_claimed >= m_batches) {
            return std::nullopt;
        }
        const auto number = m_claimed++;
        const auto depth = static_cast<std::int64_t>(m_ring.size());
        m_changed.wait(lock, [&] { return m_stop || number < m_taken + depth; });
        return m_stop ? std::nullopt : std::optional(number);
    }

    void work(BatchMaker& maker)
    {
        try {
            while (const auto number = claim()) {
                maker.fill(*number, m_ring[placeOf(*number)]);
                const std::lock_guard lock(m_mutex);
                m_ready[placeOf(*number)] = true;
                m_changed.notify_all();
            }
        } catch (...) {
            const std::lock_guard lock(m_mutex);
            m_failure = std::current_exception();
            m_changed.notify_all();
        }
    }

    const SlotPlan m_plan;
    const std::int64_t m_batches;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::int64_t m_claimed;
    std::int64_t m_taken; ///< the batch that next() gives out, or has given out and not yet back
    bool m_holding = false;
    bool m_stop = false;
    double m_waited = 0;
    std::exception_ptr m_failure;
    std::vector<bool> m_ready;
    std::vector<SlotBatch> m_ring;
    std::vector<std::jthread> m_threads;
};

SlotSource::SlotSource(std::unique_ptr<Implementation> implementation) : m_implementation(std::move(implementation)) {}

SlotSource::~SlotSource() = default;

Result<std::unique_ptr<SlotSource>> SlotSource::start(SlotPlan plan, int threads, int depth)
{
    assert(plan.slots >= 0 && plan.batchSlots > 0 && plan.request && threads > 0 && depth > 0);
    auto implementation = std::make_unique<Implementation>(std::move(plan), depth);
    RXWATT_TRY(implementation->startThreads(threads));
    return std::unique_ptr<SlotSource>(new SlotSource(std::move(implementation)));
}

const SlotBatch* SlotSource::next()
{
    return m_implementation->next();
}

double SlotSource::waitedSeconds() const
{
    return m_implementation->waitedSeconds();
}

} // namespace rxwatt::training
