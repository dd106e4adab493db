// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/analysis/ber.h"
#include "core/phy/ber_simulation.h"
#include "tests/core/analysis/fading.h"

#include <gtest/gtest.h>

namespace rxwatt::analysis
{

namespace
{

using test::DeadSlots;
using test::FadingChannel;

struct Coverage {
    double bySlot = 0;
    double byBit = 0;
};

/// How often the intervals of `repeats` draws hold the truth.
template <typename Draw>
double shareCovered(double truth, int repeats, Draw draw)
{
    int covered = 0;
    for (int repeat = 0; repeat < repeats; ++repeat) {
        const BerEstimate estimate = estimateBer(draw(static_cast<std::uint64_t>(repeat)));
        covered += estimate.low <= truth && truth <= estimate.high ? 1 : 0;
    }
    return static_cast<double>(covered) / repeats;
}

/// How often the interval holds the truth, and how often one that takes bits for independent does.
Coverage coverageOf(const FadingChannel& channel, std::size_t slots, int repeats)
{
    Coverage coverage;
    for (int repeat = 0; repeat < repeats; ++repeat) {
        const BerEstimate estimate = estimateBer(channel.slots(1000 + static_cast<std::uint64_t>(repeat), slots));
        const double naive = 1.96 * std::sqrt(estimate.ber * (1 - estimate.ber) / static_cast<double>(estimate.bits));
        coverage.bySlot += estimate.low <= channel.ber() && channel.ber() <= estimate.high ? 1 : 0;
        coverage.byBit += std::abs(estimate.ber - channel.ber()) <= naive ? 1 : 0;
    }
    return {coverage.bySlot / repeats, coverage.byBit / repeats};
}

// 400 repeats leave a standard error of 0.011 on a coverage of 0.95.
TEST(Ber, NinetyFiveOfAHundredRepeatsCoverTheTruthOnAFadingChannel)
{
    for (const double snrDb : {0.0, 6.0, 12.0, 18.0}) {
        for (const std::size_t slots : {100U, 200U}) {
            const Coverage coverage = coverageOf({std::pow(10, snrDb / 10)}, slots, 400);

            EXPECT_GE(coverage.bySlot, 0.92) << snrDb << " dB, " << slots << " slots";
            EXPECT_LE(coverage.bySlot, 0.995) << snrDb << " dB, " << slots << " slots";
            EXPECT_LT(coverage.byBit, 0.5) << snrDb << " dB, " << slots << " slots";
        }
    }
}

TEST(Ber, CoversTheTruthWhereFewSlotsHaveMostOfTheErrors)
{
    for (const double snrDb : {24.0, 30.0}) {
        EXPECT_GE(coverageOf({std::pow(10, snrDb / 10)}, 100, 400).bySlot, 0.92) << snrDb << " dB";
    }
}

TEST(Ber, CoversTheTruthWithAThousandSlots)
{
    for (const double snrDb : {6.0, 24.0}) {
        const FadingChannel channel{std::pow(10, snrDb / 10)};
        const double share =
            shareCovered(channel.ber(), 200, [&](std::uint64_t repeat) { return channel.slots(repeat, 1000); });
        EXPECT_GE(share, 0.92) << snrDb << " dB";
    }
}

// What cannot be seen must be allowed for: of 100 slots one in three repeats has no dead one.
TEST(Ber, CoversTheTruthWhereAReceiverLosesOneSlotInAHundred)
{
    for (const double background : {1e-4, 1e-3, 1e-2}) {
        const DeadSlots receiver{0.01, background};
        for (const auto& [slots, repeats] : {std::pair(100U, 300), std::pair(1000U, 100)}) {
            const double share = shareCovered(receiver.ber(), repeats, [&, slots = slots](std::uint64_t repeat) {
                return receiver.slots(repeat, slots);
            });
            EXPECT_GE(share, 0.9) << background << ", " << slots << " slots";
        }
    }
}

TEST(Ber, CoversTheTruthWhereAPointEndsAtItsErrors)
{
    const FadingChannel channel{std::pow(10, 2.0)};
    constexpr std::size_t minSlots = 20;
    constexpr std::uint64_t targetErrors = 1000;
    const auto untilEnoughErrors = [&](std::uint64_t repeat) {
        std::vector<SlotErrors> slots = channel.slots(repeat, 400);
        std::uint64_t errors = 0;
        std::size_t used = 0;
        while (used < slots.size() && (used < minSlots || errors < targetErrors)) {
            errors += slots[used].errors;
            ++used;
        }
        slots.resize(used);
        return slots;
    };
    EXPECT_GE(shareCovered(channel.ber(), 400, untilEnoughErrors), 0.92);
}

TEST(Ber, CoversTheTruthOfTheSimulatorsOwnSlots)
{
    constexpr std::size_t slotsARepeat = 50;
    constexpr std::size_t repeats = 200;
    phy::BerSettings settings;
    settings.link.resourceBlocks = 1;
    settings.link.modulations = {phy::Modulation::qam16};
    settings.link.channel.models = {phy::ChannelModel::tdlA, phy::ChannelModel::tdlE};
    settings.sinrDb = {4, 16, 28};
    settings.slots = slotsARepeat * repeats;
    const auto points = phy::simulateBer(settings);
    ASSERT_TRUE(points);
    for (const phy::BerPoint& point : *points) {
        const phy::ErrorCount total = point.total();
        const double truth = static_cast<double>(total.errors) / static_cast<double>(total.bits);
        const double share = shareCovered(truth, repeats, [&](std::uint64_t repeat) {
            std::vector<SlotErrors> slots;
            for (std::size_t i = 0; i < slotsARepeat; ++i) {
                const phy::ErrorCount& slot = point.slots[repeat * slotsARepeat + i];
                slots.push_back({slot.errors, slot.bits});
            }
            return slots;
        });
        EXPECT_GE(share, 0.92) << point.sinrDb << " dB";
    }
}

TEST(Ber, IsNarrowEnoughToBeOfUseAtHighSinr)
{
    struct Case {
        double snrDb;
        std::size_t slots;
        double widest; ///< high over the truth, on average
    };

    for (const Case& one : {Case{12, 100, 2}, Case{18, 100, 4}, Case{18, 1000, 1.5}, Case{24, 1000, 2.5}}) {
        const FadingChannel channel{std::pow(10, one.snrDb / 10)};
        constexpr int repeats = 40;
        double width = 0;
        for (std::uint64_t repeat = 0; repeat < repeats; ++repeat) {
            width += estimateBer(channel.slots(repeat, one.slots)).high / channel.ber() / repeats;
        }
        EXPECT_LT(width, one.widest) << one.snrDb << " dB, " << one.slots << " slots";
    }
}

TEST(Ber, KnowsThatOnlyAwgnDoesNotFade)
{
    phy::LinkConfig link;
    link.channel.models = {phy::ChannelModel::awgn};
    EXPECT_EQ(fadingOf(link), Fading::none);
    link.channel.models = {phy::ChannelModel::awgn, phy::ChannelModel::tdlD};
    EXPECT_EQ(fadingOf(link), Fading::eachSlot);
}

TEST(Ber, IsNoWiderThanNeededWhereBitsAreIndependent)
{
    std::vector<SlotErrors> slots(100);
    for (std::size_t i = 0; i < slots.size(); ++i) {
        base::RandomStream random({1, base::Stream::simulation, i});
        slots[i] = {static_cast<std::uint64_t>(std::round(100 + 10 * random.normal())), 10000};
    }

    const BerEstimate estimate = estimateBer(slots, Fading::none);

    // 10⁴ errors: 1.96 standard errors are 2 %.
    EXPECT_NEAR(estimate.low / estimate.ber, 0.98, 0.01);
    EXPECT_NEAR(estimate.high / estimate.ber, 1.02, 0.01);
    EXPECT_NEAR(estimate.designEffect, 1, 0.5);
}

TEST(Ber, HasTheExactIntervalOfFewErrorsWhereBitsAreIndependent)
{
    // Garwood's 95 % limits of a Poisson mean; the saddlepoint is off by 4 % at worst.
    struct Case {
        std::size_t errors;
        double low;
        double high;
    };

    for (const Case& one : {Case{1, 0.0253, 5.572}, Case{2, 0.2422, 7.225}, Case{5, 1.623, 11.67}}) {
        std::vector<SlotErrors> slots(10000, {0, 1000});
        std::fill_n(slots.begin(), one.errors, SlotErrors{1, 1000});
        const BerEstimate estimate = estimateBer(slots, Fading::none);
        EXPECT_NEAR(estimate.low * 1e7, one.low, 0.05 * one.low) << one.errors << " errors";
        EXPECT_NEAR(estimate.high * 1e7, one.high, 0.05 * one.high) << one.errors << " errors";
    }
}

TEST(Ber, CountsWhatItWasGiven)
{
    const BerEstimate estimate = estimateBer(std::vector<SlotErrors>{{10, 100}, {0, 100}, {5, 100}, {1, 100}});

    EXPECT_EQ(estimate.slots, 4);
    EXPECT_EQ(estimate.bits, 400);
    EXPECT_EQ(estimate.bitErrors, 16);
    EXPECT_DOUBLE_EQ(estimate.ber, 0.04);
    // 4/3 · (6² + 4² + 1² + 3²) / (400 · 0.04 · 0.96).
    EXPECT_NEAR(estimate.designEffect, 4.0 / 3 * 62 / 15.36, 1e-12);
    EXPECT_LT(estimate.low, estimate.ber);
    EXPECT_GT(estimate.high, estimate.ber);
}

TEST(Ber, GivesAnUpperBoundWhereNoErrorWasSeen)
{
    const BerEstimate estimate = estimateBer(std::vector<SlotErrors>(100, {0, 5000}));

    EXPECT_EQ(estimate.ber, 0);
    EXPECT_EQ(estimate.low, 0);
    EXPECT_DOUBLE_EQ(estimate.designEffect, 2500) << "half of a slot's bits";
    EXPECT_DOUBLE_EQ(estimate.high, 3.0 / 200);
    EXPECT_DOUBLE_EQ(estimateBer(std::vector<SlotErrors>(100, {0, 5000}), Fading::none).high, 3.0 / 500000);
}

TEST(Ber, HasNoCliffAtAnyNumberOfErrors)
{
    for (const Fading fading : {Fading::eachSlot, Fading::none}) {
        std::vector<SlotErrors> slots(400, {0, 5000});
        slots[0].errors = 1;
        double before = estimateBer(slots, fading).high;
        for (std::size_t i = 1; i < slots.size(); ++i) {
            slots[i].errors = 1;
            const double high = estimateBer(slots, fading).high;
            // An error is 5e-7.
            EXPECT_GT(high, before) << i;
            EXPECT_LT(high, before + 2e-6) << i;
            before = high;
        }
    }
}

TEST(Ber, StaysBetweenNoneAndAll)
{
    const BerEstimate none = estimateBer({});
    EXPECT_EQ(none.low, 0);
    EXPECT_EQ(none.high, 1);

    for (const std::vector<SlotErrors>& slots :
         {std::vector<SlotErrors>{{1, 10}}, {{0, 10}}, {{10, 10}}, {{10, 10}, {10, 10}}, {{1, 10}, {1, 10}, {0, 0}}}) {
        const BerEstimate estimate = estimateBer(slots);
        EXPECT_GE(estimate.low, 0);
        EXPECT_LE(estimate.low, estimate.ber);
        EXPECT_GE(estimate.high, estimate.ber);
        EXPECT_LE(estimate.high, 1);
    }
}

} // namespace

} // namespace rxwatt::analysis
