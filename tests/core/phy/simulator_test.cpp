// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phy/dmrs.h"
#include "core/phy/qam.h"
#include "core/phy/simulator.h"
#include "tests/support/allocation_counter.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <set>
#include <thread>

namespace rxwatt::phy
{
namespace
{

using base::SlotKey;
using base::Stream;

LinkConfig linkOfFiveBlocks()
{
    LinkConfig config;
    config.resourceBlocks = 5;
    config.modulations = {Modulation::qam16, Modulation::qam256};
    config.dmrs.symbols = {1, 2};
    return config;
}

template <typename T>
void addBytes(std::uint64_t& hash, const std::vector<T>& values)
{
    std::vector<unsigned char> bytes(values.size() * sizeof(T));
    std::memcpy(bytes.data(), values.data(), bytes.size());
    for (const unsigned char byte : bytes) {
        hash = (hash ^ byte) * 0x100000001B3; // FNV-1a
    }
}

std::uint64_t digestOf(const Slot& slot)
{
    std::uint64_t hash = 0xCBF29CE484222325;
    addBytes(hash, slot.received);
    addBytes(hash, slot.channel);
    addBytes(hash, slot.transmitted);
    addBytes(hash, slot.bits);
    addBytes(hash, slot.dataMask);
    addBytes(hash, slot.dmrsMask);
    return hash;
}

Slot slotOf(const LinkConfig& config, const SlotKey& key, const SlotOverrides& overrides = {})
{
    LinkSimulator simulator(config);
    Slot slot;
    simulator.simulate(key, overrides, slot);
    return slot;
}

/// y − h·x of an element.
Complex residual(const Slot& slot, std::size_t at)
{
    return slot.received[at] - slot.channel[at] * slot.transmitted[at % slot.elements()];
}

TEST(LinkSimulator, SendsItsBitsOnDataElementsAndPilotsOnTheirs)
{
    for (std::uint64_t index = 0; index < 20; ++index) {
        const Slot slot = slotOf(linkOfFiveBlocks(), {3, Stream::simulation, index});
        const int used = bitsPerSymbol(slot.draw.modulation);
        ASSERT_EQ(slot.bitWidth, 8);
        EXPECT_EQ(slot.draw.slotNumber, static_cast<int>(index));
        std::vector<Complex> pilots(slot.subcarriers / 2);
        for (std::size_t at = 0; at < slot.elements(); ++at) {
            const auto bits = std::span(slot.bits).subspan(at * slot.bitWidth, slot.bitWidth);
            const int symbol = static_cast<int>(at) / slot.subcarriers;
            const int subcarrier = static_cast<int>(at) % slot.subcarriers;
            const bool dmrs = symbol == 2 || (symbol == 11 && slot.draw.dmrsSymbols == 2);
            ASSERT_EQ(slot.dataMask[at], dmrs ? 0 : 1);
            ASSERT_EQ(slot.dmrsMask[at], dmrs && subcarrier % 2 == 0 ? 1 : 0);
            if (dmrs) {
                dmrsPilots({slot.draw.slotNumber, 0, 0}, symbol, 2, pilots);
                EXPECT_EQ(slot.transmitted[at], subcarrier % 2 == 0 ? pilots[subcarrier / 2] : Complex(0));
                EXPECT_EQ(std::count(bits.begin(), bits.end(), 0), 8);
            } else {
                EXPECT_EQ(slot.transmitted[at], mapBits(slot.draw.modulation, bits.first(used)));
                EXPECT_EQ(std::count(bits.begin() + used, bits.end(), 0), 8 - used);
            }
        }
    }
}

/// 200 slots of 60·12 or 60·13 data elements of 8 bits: each of the 16 means lies within 4 standard errors.
TEST(LinkSimulator, BitsAreFairAndUnrelated)
{
    std::array<double, 8> ones{};
    std::array<double, 8> equalToNext{};
    double count = 0;
    LinkConfig config = linkOfFiveBlocks();
    config.modulations = {Modulation::qam256};
    LinkSimulator simulator(config);
    Slot slot;
    for (std::uint64_t index = 0; index < 200; ++index) {
        simulator.simulate({3, Stream::simulation, index}, {}, slot);
        for (std::size_t at = 0; at + 1 < slot.elements(); ++at) {
            if (slot.dataMask[at] == 0 || slot.dataMask[at + 1] == 0) {
                continue;
            }
            ++count;
            for (std::size_t bit = 0; bit < 8; ++bit) {
                ones[bit] += slot.bits[8 * at + bit];
                equalToNext[bit] += slot.bits[8 * at + bit] == slot.bits[8 * at + bit + 1 + bit % 8] ? 1 : 0;
            }
        }
    }
    for (std::size_t bit = 0; bit < 8; ++bit) {
        EXPECT_NEAR(ones[bit] / count, 0.5, 2 / std::sqrt(count));
        EXPECT_NEAR(equalToNext[bit] / count, 0.5, 2 / std::sqrt(count));
    }
}

TEST(LinkSimulator, SameKeySameSlotInAnyOrderOnAnyThread)
{
    constexpr std::uint64_t slots = 24;
    const LinkConfig config = linkOfFiveBlocks();
    std::array<std::uint64_t, slots> forwards{};
    std::array<std::uint64_t, slots> backwards{};
    const auto simulateAll = [&](auto& digests, bool reversed) {
        LinkSimulator simulator(config);
        Slot slot;
        for (std::uint64_t i = 0; i < slots; ++i) {
            const std::uint64_t index = reversed ? slots - 1 - i : i;
            simulator.simulate({9, Stream::training, index}, {}, slot);
            digests.at(index) = digestOf(slot);
        }
    };
    std::thread first([&] { simulateAll(forwards, false); });
    std::thread second([&] { simulateAll(backwards, true); });
    first.join();
    second.join();
    EXPECT_EQ(forwards, backwards);
    EXPECT_EQ(std::set(forwards.begin(), forwards.end()).size(), slots);
    EXPECT_EQ(forwards[5], digestOf(slotOf(config, {9, Stream::training, 5})));
}

TEST(LinkSimulator, SeedsStreamsAndIndicesGiveOtherSlots)
{
    std::set<std::uint64_t> digests;
    for (const std::uint64_t seed : {1ULL, 2ULL, 1ULL << 32}) {
        for (const Stream stream : {Stream::initialisation, Stream::training, Stream::validation, Stream::evaluation,
                                    Stream::dataset, Stream::simulation}) {
            for (const std::uint64_t index : {0ULL, 20ULL, 1ULL << 32}) { // of one slot number, 0 or 16
                digests.insert(digestOf(slotOf(linkOfFiveBlocks(), {seed, stream, index})));
            }
        }
    }
    EXPECT_EQ(digests.size(), 3U * 6U * 3U);
}

TEST(LinkSimulator, SlotsThatDifferInSinrShareBitsChannelAndUnscaledNoise)
{
    LinkConfig config = linkOfFiveBlocks();
    config.interferenceShare = 0.25;
    const SlotKey key{4, Stream::evaluation, 77};
    const Slot low = slotOf(config, key, {.sinrDb = 0});
    const Slot high = slotOf(config, key, {.sinrDb = 20});
    EXPECT_FLOAT_EQ(low.noiseVariance, 1);
    EXPECT_FLOAT_EQ(high.noiseVariance, 0.01F);
    EXPECT_EQ(low.draw.sinrDb, 0);
    EXPECT_EQ(low.bits, high.bits);
    EXPECT_EQ(low.transmitted, high.transmitted);
    EXPECT_EQ(low.channel, high.channel);
    for (std::size_t at = 0; at < low.received.size(); ++at) {
        EXPECT_LT(std::abs(residual(low, at) - 10.0F * residual(high, at)), 1e-5);
    }
}

TEST(LinkSimulator, OtherOverridesChangeNothingElse)
{
    const SlotKey key{4, Stream::evaluation, 78};
    const Slot qam16 = slotOf(linkOfFiveBlocks(), key, {.modulation = Modulation::qam16, .dmrsSymbols = 2});
    const Slot qam256 = slotOf(linkOfFiveBlocks(), key, {.modulation = Modulation::qam256, .dmrsSymbols = 1});
    EXPECT_EQ(qam16.draw.modulation, Modulation::qam16);
    EXPECT_EQ(qam16.draw.dmrsSymbols, 2);
    EXPECT_EQ(qam16.channel, qam256.channel);
    EXPECT_EQ(qam16.draw.sinrDb, qam256.draw.sinrDb);
    for (std::size_t at = 0; at < qam16.elements(); ++at) {
        if (qam16.dataMask[at] != 0 && qam256.dataMask[at] != 0) {
            EXPECT_TRUE(
                std::equal(qam16.bits.begin() + 8 * at, qam16.bits.begin() + 8 * at + 4, qam256.bits.begin() + 8 * at));
        }
    }
}

TEST(LinkSimulator, DrawsFromItsListsAndRanges)
{
    LinkConfig config = linkOfFiveBlocks();
    config.channel = {{ChannelModel::tdlB, ChannelModel::tdlD}, {1e-8, 2e-8}, {10, 20}};
    config.sinrDb = {5, 6};
    std::set<Modulation> modulations;
    std::set<int> dmrsSymbols;
    std::set<ChannelModel> models;
    for (std::uint64_t index = 0; index < 64; ++index) {
        const SlotDraw draw = slotOf(config, {4, Stream::training, index}).draw;
        modulations.insert(draw.modulation);
        dmrsSymbols.insert(draw.dmrsSymbols);
        models.insert(draw.channelModel);
        EXPECT_TRUE(draw.delaySpread >= 1e-8 && draw.delaySpread < 2e-8);
        EXPECT_TRUE(draw.maxDopplerHz >= 10 && draw.maxDopplerHz < 20);
        EXPECT_TRUE(draw.sinrDb >= 5 && draw.sinrDb < 6);
        EXPECT_EQ(draw.slotNumber, static_cast<int>(index % 20));
    }
    EXPECT_EQ(modulations, (std::set{Modulation::qam16, Modulation::qam256}));
    EXPECT_EQ(dmrsSymbols, (std::set{1, 2}));
    EXPECT_EQ(models, (std::set{ChannelModel::tdlB, ChannelModel::tdlD}));
}

struct ResidualMoments {
    double power = 0;      ///< mean over all slots, over the noise variance
    double fourth = 0;     ///< E|r|⁴ over the square of the noise variance
    double slotSpread = 0; ///< standard deviation of one slot's mean power
};

ResidualMoments residualMoments(double share, int slots)
{
    LinkConfig config = linkOfFiveBlocks();
    config.interferenceShare = share;
    config.sinrDb = {10, 10};
    LinkSimulator simulator(config);
    Slot slot;
    ResidualMoments moments;
    double squares = 0;
    for (int index = 0; index < slots; ++index) {
        simulator.simulate({5, Stream::simulation, static_cast<std::uint64_t>(index)}, {}, slot);
        double power = 0;
        for (std::size_t at = 0; at < slot.received.size(); ++at) {
            const double value = std::norm(residual(slot, at)) / slot.noiseVariance;
            power += value / static_cast<double>(slot.received.size());
            moments.fourth += value * value / static_cast<double>(slot.received.size()) / slots;
        }
        moments.power += power / slots;
        squares += power * power / slots;
    }
    moments.slotSpread = std::sqrt(squares - moments.power * moments.power);
    return moments;
}

/// 500 slots of 1680 independent elements: standard error of the power 1/√840,000 = 0.0011, of the fourth moment
/// √20/√840,000 = 0.005, of one slot's power 1/√1680 = 0.024; held to 4.
TEST(LinkSimulator, NoiseIsComplexNormalOfTheGivenVariance)
{
    const ResidualMoments moments = residualMoments(0, 500);
    EXPECT_NEAR(moments.power, 1, 0.0044);
    EXPECT_NEAR(moments.fourth, 2, 0.02);
    EXPECT_NEAR(moments.slotSpread, 0.0244, 0.0035);
}

/// The interferer fades, so its power is right in the mean over slots and varies from one to the next: of 2000 slots'
/// means with spread s, the standard error is s/√2000.
TEST(LinkSimulator, InterfererHasItsShareOfThePowerInTheEnsembleOnly)
{
    for (const double share : {0.5, 1.0}) {
        const ResidualMoments moments = residualMoments(share, 2000);
        EXPECT_NEAR(moments.power, 1, 4 * moments.slotSpread / std::sqrt(2000)) << share;
        EXPECT_GT(moments.slotSpread, 0.3 * share);
        EXPECT_LT(moments.slotSpread, 1.0 * share);
    }
}

TEST(LinkSimulator, InterfererIsAUserWithDataAndPilotsOfItsOwn)
{
    LinkConfig config = linkOfFiveBlocks();
    config.interferenceShare = 1;
    config.modulations = {Modulation::qpsk};
    config.channel = {{ChannelModel::awgn}, {0, 0}, {0, 0}};
    const Slot slot = slotOf(config, {5, Stream::simulation, 3}, {.sinrDb = 0, .dmrsSymbols = 1});
    double agreement = 0;
    double pilotAgreement = 0;
    for (std::size_t at = 0; at < slot.elements(); ++at) {
        const Complex other = residual(slot, at); // h = 1 here, so it is what the interferer sent
        const float power = slot.dmrsMask[at] != 0 ? 2.0F : slot.dataMask[at];
        EXPECT_NEAR(std::norm(other), power, 1e-5);
        agreement += std::real(other * std::conj(slot.transmitted[at])) * slot.dataMask[at];
        pilotAgreement += std::real(other * std::conj(slot.transmitted[at])) * slot.dmrsMask[at];
    }
    // Sums of 780 and 30 products of random signs: 4 standard deviations of √(n/2) and √(4n/2).
    EXPECT_LT(std::abs(agreement), 4 * std::sqrt(780 / 2.0));
    EXPECT_LT(std::abs(pilotAgreement), 4 * std::sqrt(2.0 * 30));
}

TEST(LinkSimulator, AllocatesNothingAfterItsFirstSlot)
{
    LinkConfig config = linkOfFiveBlocks();
    config.channel.models = {ChannelModel::awgn, ChannelModel::tdlA, ChannelModel::tdlE};
    for (const double share : {0.0, 0.5}) {
        config.interferenceShare = share;
        LinkSimulator simulator(config);
        Slot slot;
        simulator.simulate({6, Stream::training, 0}, {}, slot);
        const std::uint64_t before = test::allocations();
        for (std::uint64_t index = 1; index < 50; ++index) {
            simulator.simulate({6, Stream::training, index}, {}, slot);
        }
        EXPECT_EQ(test::allocations(), before);
    }
}

/// Pins slots for ever: results kept in projects were made with them, and every processor must make the same.
TEST(LinkSimulator, GoldenSlotsStayAsTheyAre)
{
    LinkConfig config = linkOfFiveBlocks();
    EXPECT_EQ(digestOf(slotOf(config, {1, Stream::training, 0})), 16950863862628079676U);
    EXPECT_EQ(digestOf(slotOf(config, {1, Stream::evaluation, 12345})), 7606128022759968923U);
    config.channel.models = {ChannelModel::tdlD};
    config.interferenceShare = 0.5;
    config.rxAntennas = 3;
    config.resourceBlocks = 26;
    EXPECT_EQ(digestOf(slotOf(config, {2, Stream::dataset, 7})), 6203731199273989157U);
}

} // namespace
} // namespace rxwatt::phy
