// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phy/receiver.h"
#include "core/phy/simulator.h"
#include "tests/support/allocation_counter.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace rxwatt::phy
{

namespace
{

constexpr const char* names[] = {"perfect-csi", "ls-linear", "lmmse"};

LinkConfig mixedLink()
{
    LinkConfig link;
    link.resourceBlocks = 3;
    link.rxAntennas = 3;
    link.modulations = {Modulation::qpsk, Modulation::qam256};
    link.dmrs.symbols = {1, 2};
    link.channel.models = {ChannelModel::awgn, ChannelModel::tdlA, ChannelModel::tdlD};
    return link;
}

} // namespace

TEST(Receiver, LogitsAreZeroWhereNothingWasSent)
{
    const LinkConfig link = mixedLink();
    LinkSimulator simulator(link);
    Slot slot;
    for (const char* name : names) {
        const auto receiver = makeReceiver(name, link);
        ASSERT_TRUE(receiver);
        for (std::uint64_t index = 0; index < 8; ++index) {
            simulator.simulate({.seed = 3, .index = index}, {}, slot);
            std::vector<float> logits(slot.elements() * slot.bitWidth, 9.0F);
            (*receiver)->demap(slot, logits);
            for (std::size_t i = 0; i < logits.size(); ++i) {
                const bool sent =
                    slot.dataMask[i / 8] != 0 && static_cast<int>(i % 8) < bitsPerSymbol(slot.draw.modulation);
                ASSERT_EQ(logits[i] != 0, sent) << name << " at " << i;
            }
        }
    }
}

TEST(Receiver, HearsEveryBitWithoutNoise)
{
    LinkConfig link = mixedLink();
    // Straight lines cannot follow what fades: a still channel and short delays.
    link.channel.maxDopplerHz = {0, 0};
    link.channel.delaySpread = {0, 1e-9};
    LinkSimulator simulator(link);
    Slot slot;
    for (const char* name : names) {
        const auto receiver = makeReceiver(name, link);
        ErrorCount sum;
        for (std::uint64_t index = 0; index < 8; ++index) {
            simulator.simulate({.seed = 3, .index = index}, {60.0, {}, {}}, slot);
            std::vector<float> logits(slot.elements() * slot.bitWidth);
            (*receiver)->demap(slot, logits);
            const ErrorCount count = countErrors(slot, logits);
            sum.errors += count.errors;
            sum.bits += count.bits;
        }
        EXPECT_EQ(sum.errors, 0U) << name;
        EXPECT_GT(sum.bits, 0U);
    }
}

TEST(Receiver, CountsErrorsOnDataBitsOnly)
{
    LinkConfig link = mixedLink();
    LinkSimulator simulator(link);
    Slot slot;
    simulator.simulate({.seed = 1}, {{}, Modulation::qpsk, 2}, slot);
    // Logits that say the contrary everywhere, also where nothing was sent.
    std::vector<float> logits(slot.bits.size());
    std::transform(slot.bits.begin(), slot.bits.end(), logits.begin(),
                   [](auto bit) { return bit != 0 ? -1.0F : 1.0F; });
    const ErrorCount count = countErrors(slot, logits);
    EXPECT_EQ(count.bits, 12U * 36U * 2U);
    EXPECT_EQ(count.errors, count.bits);
}

TEST(Receiver, LogitZeroDecidesForBitZero)
{
    const LinkConfig link = mixedLink();
    LinkSimulator simulator(link);
    Slot slot;
    simulator.simulate({.seed = 1}, {}, slot);
    const std::vector<float> logits(slot.bits.size(), 0.0F);
    EXPECT_EQ(countErrors(slot, logits).errors,
              static_cast<std::uint64_t>(std::count(slot.bits.begin(), slot.bits.end(), 1)));
}

TEST(Receiver, StaysFiniteAtTheEndsOfTheSinrRange)
{
    const LinkConfig link = mixedLink();
    LinkSimulator simulator(link);
    Slot slot;
    for (const char* name : names) {
        const auto receiver = makeReceiver(name, link);
        for (const double sinr : {minSinrDb, maxSinrDb}) {
            for (std::uint64_t index = 0; index < 6; ++index) {
                simulator.simulate({.seed = 4, .index = index}, {sinr, {}, {}}, slot);
                std::vector<float> logits(slot.elements() * slot.bitWidth);
                (*receiver)->demap(slot, logits);
                EXPECT_TRUE(std::all_of(logits.begin(), logits.end(), [](float x) { return std::isfinite(x); }))
                    << name << " at " << sinr << " dB";
            }
        }
    }
}

TEST(Receiver, AllocatesNothingOnceEveryKindOfSlotHasPassed)
{
    const LinkConfig link = mixedLink();
    std::vector<Slot> slots(24);
    LinkSimulator simulator(link);
    for (std::uint64_t index = 0; index < slots.size(); ++index) {
        simulator.simulate({.seed = 5, .index = index}, {}, slots[index]);
    }
    std::vector<float> logits(slots.front().elements() * slots.front().bitWidth);
    for (const char* name : names) {
        const auto receiver = makeReceiver(name, link);
        ASSERT_TRUE(receiver);
        const auto receiveAll = [&] {
            for (const Slot& slot : slots) {
                (*receiver)->demap(slot, logits);
                (void)countErrors(slot, logits);
            }
        };
        receiveAll();
        const std::uint64_t before = test::allocations();
        receiveAll();
        EXPECT_EQ(test::allocations(), before) << name;
    }
}

TEST(Receiver, UnknownNamesListTheKnownOnes)
{
    const auto receiver = makeReceiver("mmse", LinkConfig());
    ASSERT_FALSE(receiver);
    EXPECT_EQ(receiver.error().message, "receiver: found \"mmse\", perfect-csi, ls-linear and lmmse are allowed");
}

} // namespace rxwatt::phy
