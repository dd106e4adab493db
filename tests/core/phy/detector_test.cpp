// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/phy/demapper.h"
#include "core/phy/detector.h"
#include "core/phy/equalizer.h"
#include "core/phy/qam.h"
#include "core/phy/simulator.h"
#include "core/phy/slot_kernels.h"
#include "tests/core/phy/all_modulations.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <iterator>
#include <limits>

namespace rxwatt::phy
{
namespace
{

constexpr float untouched = 12345.0F;

/// What a kernel may read, exactly as long as it may read, so that the address sanitizer sees the rest.
struct Elements {
    std::vector<Complex> received; ///< [antenna, element]
    std::vector<Complex> channel;
    std::vector<float> errorVariance;
    float noiseVariance = 0.05F;
    int antennas = 1;
    std::size_t count = 0;
};

Elements drawElements(base::RandomStream& random, std::size_t count, int antennas)
{
    Elements drawn;
    drawn.count = count;
    drawn.antennas = antennas;
    for (std::size_t i = 0; i < count * static_cast<std::size_t>(antennas); ++i) {
        drawn.received.emplace_back(static_cast<float>(random.normal()), static_cast<float>(random.normal()));
        drawn.channel.emplace_back(static_cast<float>(random.normal()), static_cast<float>(random.normal()));
    }
    for (std::size_t i = 0; i < count; ++i) {
        drawn.errorVariance.push_back(static_cast<float>(0.1 * random.uniform()));
    }
    return drawn;
}

/// By equalize and demapMaxLog, which take whole slots: each element stands on the first symbol of one.
std::vector<float> plainLogits(const Elements& elements, Modulation modulation, int bitWidth, bool estimated)
{
    const auto subcarriers = elements.count;
    Observation observation;
    observation.rxAntennas = elements.antennas;
    observation.subcarriers = static_cast<int>(subcarriers);
    observation.noiseVariance = elements.noiseVariance;
    const std::size_t whole = observation.elements();
    std::vector<Complex> received(whole * static_cast<std::size_t>(elements.antennas));
    std::vector<Complex> channel(received.size());
    std::vector<float> errorVariance(estimated ? whole : 0);
    for (std::size_t antenna = 0; antenna < static_cast<std::size_t>(elements.antennas); ++antenna) {
        for (std::size_t i = 0; i < subcarriers; ++i) {
            received[antenna * whole + i] = elements.received[antenna * subcarriers + i];
            channel[antenna * whole + i] = elements.channel[antenna * subcarriers + i];
        }
    }
    if (estimated) {
        std::copy(elements.errorVariance.begin(), elements.errorVariance.end(), errorVariance.begin());
    }
    observation.received = received;
    EqualizedSymbols equalized;
    equalize(observation, channel, errorVariance, equalized);
    std::vector<float> logits(subcarriers * static_cast<std::size_t>(bitWidth));
    demapMaxLog(modulation, std::span(equalized.symbols).first(subcarriers),
                std::span(equalized.noiseVariance).first(subcarriers), bitWidth, logits);
    return logits;
}

/// One number more than there are logits, to see it stay.
std::vector<float> kernelLogits(const SlotKernels& kernels, const Elements& elements, Modulation modulation,
                                int bitWidth, bool estimated)
{
    const double halfDistance = pamHalfDistance(modulation);
    std::vector<float> logits(elements.count * static_cast<std::size_t>(bitWidth) + 1, untouched);
    kernels.detect({.received = partsOf(elements.received.data()),
                    .channel = partsOf(elements.channel.data()),
                    .stride = 2 * static_cast<std::ptrdiff_t>(elements.count),
                    .antennas = elements.antennas,
                    .errorVariance = estimated ? elements.errorVariance.data() : nullptr,
                    .noiseVariance = elements.noiseVariance,
                    .toHalfDistances = static_cast<float>(1.0 / halfDistance),
                    .squaredDistance = static_cast<float>(4.0 * halfDistance * halfDistance),
                    .axisBits = bitsPerSymbol(modulation) / 2,
                    .bitWidth = bitWidth,
                    .count = static_cast<int>(elements.count),
                    .logits = logits.data()});
    EXPECT_EQ(logits.back(), untouched);
    logits.pop_back();
    return logits;
}

TEST(Detector, EveryInstructionSetGivesTheBitsOfEqualizerAndDemapper)
{
    base::RandomStream random({.seed = 8});
    for (int trial = 0; trial < 200; ++trial) {
        const int antennas = 1 + static_cast<int>(random.index(4));
        const Elements elements = drawElements(random, 1 + random.index(100), antennas);
        const Modulation modulation =
            allModulations[random.index(static_cast<std::uint32_t>(std::size(allModulations)))];
        const int used = bitsPerSymbol(modulation);
        const int bitWidth = used + 2 * static_cast<int>(random.index(static_cast<std::uint32_t>(8 - used) / 2 + 1));
        const bool estimated = random.index(2) == 1;
        const std::vector<float> plain = plainLogits(elements, modulation, bitWidth, estimated);
        for (const SlotKernels* kernels : slotKernels()) {
            const std::vector<float> found = kernelLogits(*kernels, elements, modulation, bitWidth, estimated);
            ASSERT_EQ(found.size(), plain.size());
            ASSERT_EQ(std::memcmp(found.data(), plain.data(), plain.size() * sizeof(float)), 0)
                << kernels->name << ", " << elements.count << " elements, " << antennas << " antennas, "
                << nameOf(modulation) << ", width " << bitWidth;
        }
    }
}

TEST(Detector, AChannelOfZeroAndWhatIsNoNumberSpoilNoOtherElement)
{
    base::RandomStream random({.seed = 9});
    const Elements good = drawElements(random, 40, 2);
    Elements bad = good;
    constexpr float nan = std::numeric_limits<float>::quiet_NaN();
    bad.channel[3] = bad.channel[43] = 0;
    bad.received[17] = {nan, std::numeric_limits<float>::infinity()};
    const std::vector<float> wanted = plainLogits(good, Modulation::qam256, 8, true);
    for (const SlotKernels* kernels : slotKernels()) {
        const std::vector<float> found = kernelLogits(*kernels, bad, Modulation::qam256, 8, true);
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            if (i / 8 == 3) {
                EXPECT_TRUE(std::abs(found[i]) < 1e-30F) << kernels->name << ' ' << found[i];
            } else if (i / 8 == 17) {
                EXPECT_TRUE(std::isnan(found[i])) << kernels->name << ' ' << found[i];
            } else {
                EXPECT_EQ(found[i], wanted[i]) << kernels->name;
            }
        }
    }
}

TEST(Detector, SymbolsWithDataHaveLogitsAndOthersZeros)
{
    LinkConfig config;
    config.resourceBlocks = 5;
    config.modulations = {Modulation::qam16, Modulation::qam256};
    LinkSimulator simulator(config);
    Slot slot;
    for (const int dmrsSymbols : {1, 2}) {
        for (const Modulation modulation : config.modulations) {
            simulator.simulate({11, base::Stream::simulation, 0},
                               {.modulation = modulation, .dmrsSymbols = dmrsSymbols}, slot);
            std::vector<float> found(slot.elements() * slot.bitWidth, untouched);
            detect(slot, slot.channel, {}, found);
            EqualizedSymbols equalized;
            equalize(observationOf(slot), slot.channel, {}, equalized);
            std::vector<float> wanted(found.size());
            demapMaxLog(modulation, equalized.symbols, equalized.noiseVariance, slot.bitWidth, wanted);
            for (std::size_t i = 0; i < found.size(); ++i) {
                ASSERT_EQ(found[i], slot.dataMask[i / slot.bitWidth] != 0 ? wanted[i] : 0.0F) << i;
            }
        }
    }
}

TEST(Detector, EveryInstructionSetCountsTheErrorsOfMarkedBits)
{
    base::RandomStream random({.seed = 10});
    for (int trial = 0; trial < 100; ++trial) {
        const std::size_t count = 1 + random.index(200);
        std::vector<float> logits;
        std::vector<std::uint8_t> sent;
        std::vector<std::uint8_t> mask;
        std::uint64_t errors = 0;
        std::uint64_t marked = 0;
        for (std::size_t i = 0; i < count; ++i) {
            const auto kind = random.index(8);
            logits.push_back(kind == 0   ? 0.0F
                             : kind == 1 ? std::numeric_limits<float>::quiet_NaN()
                                         : static_cast<float>(random.normal()));
            sent.push_back(static_cast<std::uint8_t>(random.index(2)));
            mask.push_back(static_cast<std::uint8_t>(random.index(2)));
            const bool wrong = (logits[i] > 0) != (sent[i] != 0);
            errors += wrong ? 1 : 0;
            marked += wrong && mask[i] != 0 ? 1 : 0;
        }
        for (const SlotKernels* kernels : slotKernels()) {
            const auto found = [&](const std::uint8_t* which) {
                return kernels->countErrors(logits.data(), sent.data(), which, static_cast<int>(count));
            };
            EXPECT_EQ(found(nullptr), errors) << kernels->name << ", " << count << " bits";
            EXPECT_EQ(found(mask.data()), marked) << kernels->name << ", " << count << " bits";
        }
    }
}

} // namespace
} // namespace rxwatt::phy
