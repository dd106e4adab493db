// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/model/model_config.h"
#include "core/phy/receiver.h"
#include "core/phy/receiver_input.h"
#include "core/phy/simulator.h"
#include "core/training/aligned_buffer.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace rxwatt::training
{

/// The features that a model's input stands for.
[[nodiscard]] phy::InputKind inputKind(model::Input input);

/// One slot that is wanted.
struct SlotRequest {
    base::SlotKey key;
    phy::SlotOverrides overrides;
};

/// What a source makes of which slots.
struct SlotPlan {
    phy::LinkConfig link;
    /// Features of each of these are made.
    std::vector<phy::InputKind> inputs;
    /// Classical receivers whose bit errors are counted.
    std::vector<std::string> baselines;
    /// Slot number n of the plan, n = 0 … slots − 1. Called by several threads at once.
    std::function<SlotRequest(std::int64_t number)> request;
    std::int64_t slots = 0;
    int batchSlots = 1;
    /// Batch that comes first; the slots of the ones before are not made.
    std::int64_t firstBatch = 0;
};

/// Slots of one step, as a network wants them. Axes, slowest first: slot, symbol, subcarrier, then channel or bit.
struct SlotBatch {
    std::int64_t number = 0;
    int slots = 0;
    int subcarriers = 0;
    int bitWidth = 0;
    /// One for each input of the plan, [slot, symbol, subcarrier, channel]: channels last.
    std::vector<AlignedBuffer<float>> features;
    std::vector<int> channels;
    AlignedBuffer<std::uint8_t> bits; ///< [slot, symbol, subcarrier, bit]
    /// [slot, symbol, subcarrier, bit]: 1 for the slot's own bits on data elements, 0 on pilots and beyond the
    /// modulation.
    AlignedBuffer<std::uint8_t> mask;
    std::vector<std::int64_t> slotBits;               ///< [slot]: how many of its bits count
    std::vector<std::vector<std::int64_t>> baselines; ///< [baseline][slot]: bit errors
};

/// Makes the batches of a plan on background threads, ahead of who takes them, into a bounded ring of buffers that are
/// used again. Batches come in order and are the same, bit for bit, whatever the number of threads.
class SlotSource
{
public:
    /// Fails for an unknown baseline. At most `depth` batches lie ready.
    [[nodiscard]] static Result<std::unique_ptr<SlotSource>> start(SlotPlan plan, int threads, int depth = 4);
    SlotSource(const SlotSource&) = delete;
    SlotSource& operator=(const SlotSource&) = delete;
    ~SlotSource();

    /// The next batch, or null behind the last; valid until the next call. Throws what a background thread threw
    /// (std::bad_alloc).
    [[nodiscard]] const SlotBatch* next();
    /// Seconds that next() has waited for the threads so far; exactly 0 while every batch lay ready.
    [[nodiscard]] double waitedSeconds() const;

private:
    class Implementation;
    explicit SlotSource(std::unique_ptr<Implementation> implementation);

    std::unique_ptr<Implementation> m_implementation;
};

/// Threads that keep up with the network: measured on two cores, generation costs a few per cent of a training step, so
/// one thread beside the network's own is enough; a GPU eats faster.
[[nodiscard]] int sourceThreads(int cores, bool gpu);

} // namespace rxwatt::training
