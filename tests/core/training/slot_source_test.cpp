// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/pace.h"
#include "core/training/slot_source.h"

#include <gmock/gmock.h>

#include <chrono>
#include <latch>
#include <thread>

namespace rxwatt::training
{
namespace
{

/// A plan of every kind of draw: lists of modulations and DM-RS symbols, fading, both inputs, baselines.
SlotPlan mixedPlan()
{
    SlotPlan plan;
    plan.link.resourceBlocks = 2;
    plan.link.modulations = {phy::Modulation::qpsk, phy::Modulation::qam64};
    plan.link.dmrs.symbols = {1, 2};
    plan.inputs = {phy::InputKind::deeprx, phy::InputKind::equalized};
    plan.baselines = {"ls-linear", "perfect-csi"};
    plan.slots = 43; // the last batch is short
    plan.batchSlots = 5;
    plan.request = [](std::int64_t number) {
        return SlotRequest{{7, base::Stream::training, static_cast<std::uint64_t>(number)}, {}};
    };
    return plan;
}

struct Taken {
    std::vector<std::int64_t> numbers;
    std::vector<int> sizes;
    std::vector<float> features;
    std::vector<int> bits;
    std::vector<int> mask;
    std::vector<std::int64_t> counts;

    bool operator==(const Taken&) const = default;
};

/// Everything that counts in all batches of a plan; a slow taker lets the threads fill the ring.
Taken takeAll(SlotPlan plan, int threads, int depth, std::chrono::milliseconds pause = {})
{
    const auto source = SlotSource::start(std::move(plan), threads, depth);
    EXPECT_TRUE(source) << source.error().message;
    Taken taken;
    while (const auto* batch = (*source)->next()) {
        taken.numbers.push_back(batch->number);
        taken.sizes.push_back(batch->slots);
        const auto elements = static_cast<std::ptrdiff_t>(batch->slots) * phy::symbolsPerSlot * batch->subcarriers;
        for (std::size_t i = 0; i < batch->features.size(); ++i) {
            const auto begin = batch->features[i].begin();
            taken.features.insert(taken.features.end(), begin, begin + elements * batch->channels[i]);
        }
        taken.bits.insert(taken.bits.end(), batch->bits.begin(), batch->bits.begin() + elements * batch->bitWidth);
        taken.mask.insert(taken.mask.end(), batch->mask.begin(), batch->mask.begin() + elements * batch->bitWidth);
        for (int slot = 0; slot < batch->slots; ++slot) {
            taken.counts.push_back(batch->slotBits[static_cast<std::size_t>(slot)]);
            for (const auto& baseline : batch->baselines) {
                taken.counts.push_back(baseline[static_cast<std::size_t>(slot)]);
            }
        }
        std::this_thread::sleep_for(pause);
    }
    return taken;
}

TEST(SlotSource, GivesTheSameBatchesInOrderForAnyNumberOfThreads)
{
    const auto one = takeAll(mixedPlan(), 1, 1);
    EXPECT_EQ(one.numbers, (std::vector<std::int64_t>{0, 1, 2, 3, 4, 5, 6, 7, 8}));
    EXPECT_EQ(one.sizes.back(), 3);
    EXPECT_EQ(one, takeAll(mixedPlan(), 3, 4));
    EXPECT_EQ(one, takeAll(mixedPlan(), 3, 2, std::chrono::milliseconds(2)));
}

TEST(SlotSource, BeginsWhereItIsTold)
{
    auto plan = mixedPlan();
    plan.firstBatch = 6;
    const auto rest = takeAll(plan, 2, 4);
    EXPECT_EQ(rest.numbers, (std::vector<std::int64_t>{6, 7, 8}));
    const auto all = takeAll(mixedPlan(), 1, 1);
    EXPECT_TRUE(std::equal(rest.features.rbegin(), rest.features.rend(), all.features.rbegin()));
}

TEST(SlotSource, SlotsDoNotDependOnTheBatch)
{
    auto plan = mixedPlan();
    plan.batchSlots = 8;
    EXPECT_EQ(takeAll(plan, 2, 4).bits, takeAll(mixedPlan(), 2, 4).bits);
    EXPECT_EQ(takeAll(plan, 2, 4).counts, takeAll(mixedPlan(), 2, 4).counts);
}

TEST(SlotSource, MasksPilotsAndBitsBeyondTheModulation)
{
    auto plan = mixedPlan();
    plan.link.modulations = {phy::Modulation::qpsk, phy::Modulation::qam64};
    plan.link.dmrs.symbols = {1};
    plan.request = [](std::int64_t number) {
        SlotRequest request{{7, base::Stream::training, static_cast<std::uint64_t>(number)}, {}};
        request.overrides.modulation = phy::Modulation::qpsk;
        return request;
    };
    plan.slots = 1;
    plan.batchSlots = 1;
    const auto source = SlotSource::start(plan, 1);
    ASSERT_TRUE(source);
    const auto* batch = (*source)->next();
    ASSERT_NE(batch, nullptr);
    EXPECT_EQ(batch->bitWidth, 6);
    EXPECT_EQ(batch->slotBits[0], 13 * 24 * 2); // 13 of 14 symbols carry data, of 2 bits
    for (std::size_t i = 0; i < batch->mask.size(); ++i) {
        const auto symbol = i / (24 * 6);
        EXPECT_EQ(batch->mask[i], symbol != 2 && i % 6 < 2 ? 1 : 0) << i;
    }
}

TEST(SlotSource, RefusesAnUnknownBaseline)
{
    auto plan = mixedPlan();
    plan.baselines = {"oracle"};
    const auto source = SlotSource::start(plan, 2);
    ASSERT_FALSE(source);
    EXPECT_THAT(source.error().message, ::testing::HasSubstr("oracle"));
}

TEST(SlotSource, CanBeLeftAtAnyTime)
{
    for (int taken = 0; taken < 4; ++taken) {
        const auto source = SlotSource::start(mixedPlan(), 3, 2);
        ASSERT_TRUE(source);
        for (int i = 0; i < taken; ++i) {
            EXPECT_NE((*source)->next(), nullptr);
        }
    }
}

/// A plan of `slots` batches of one slot; `before` is called with a slot's number before it is made.
SlotPlan plainPlan(std::int64_t slots, std::function<void(std::int64_t)> before)
{
    auto plan = mixedPlan();
    plan.slots = slots;
    plan.batchSlots = 1;
    plan.request = [before = std::move(before)](std::int64_t number) {
        before(number);
        return SlotRequest{{7, base::Stream::training, static_cast<std::uint64_t>(number)}, {}};
    };
    return plan;
}

/// The share of its time that a taker reports who does nothing between batches.
double waitShareOf(SlotSource& source, std::int64_t batches)
{
    Pace pace(std::chrono::hours(1));
    Pace::Report report;
    for (std::int64_t i = 0; i < batches; ++i) {
        EXPECT_NE(source.next(), nullptr);
        EXPECT_EQ(pace.due(1, source.waitedSeconds(), i + 1 == batches, report), i + 1 == batches);
    }
    return report.waitShare;
}

TEST(SlotSource, MakesNobodyWaitWhileItIsAhead)
{
    // One thread begins with the fifth slot when four batches lie ready.
    std::latch four(1);
    const auto source = SlotSource::start(plainPlan(5,
                                                    [&](std::int64_t number) {
                                                        if (number == 4) {
                                                            four.count_down();
                                                        }
                                                    }),
                                          1, 5);
    ASSERT_TRUE(source);
    four.wait();
    EXPECT_EQ(waitShareOf(**source, 4), 0);
    EXPECT_EQ((*source)->waitedSeconds(), 0);
}

TEST(SlotSource, TellsThatItsTakerStarves)
{
    const auto slow = [](std::int64_t) { std::this_thread::sleep_for(std::chrono::milliseconds(10)); };
    const auto source = SlotSource::start(plainPlan(20, slow), 1);
    ASSERT_TRUE(source);
    // Next to all of the taker's time goes by in next(), however slow the machine is.
    EXPECT_GT(waitShareOf(**source, 20), 0.5);
}

TEST(SlotSource, PassesOnWhatAThreadThrew)
{
    auto plan = mixedPlan();
    plan.request = [](std::int64_t number) -> SlotRequest {
        if (number >= 7) {
            throw std::bad_alloc();
        }
        return {{7, base::Stream::training, static_cast<std::uint64_t>(number)}, {}};
    };
    const auto source = SlotSource::start(plan, 2);
    ASSERT_TRUE(source);
    const auto takeRest = [&] {
        while ((*source)->next() != nullptr) {
        }
    };
    EXPECT_THROW(takeRest(), std::bad_alloc);
}

} // namespace
} // namespace rxwatt::training
