// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

namespace
{

using namespace rxwatt;
using base::philox;
using base::RandomStream;
using base::SlotKey;
using base::Stream;
using Block = std::array<std::uint32_t, 4>;

// Random123's own known-answer tests (kat_vectors, "philox4x32 10").
TEST(Philox, GivesTheKnownAnswersOfRandom123)
{
    EXPECT_EQ(philox({0, 0, 0, 0}, {0, 0}), (Block{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}));
    constexpr std::uint32_t ones = 0xffffffff;
    EXPECT_EQ(philox({ones, ones, ones, ones}, {ones, ones}), (Block{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}));
    EXPECT_EQ(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}),
              (Block{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}));
}

std::vector<std::uint32_t> firstOf(SlotKey key, std::uint32_t purpose = 0, std::size_t count = 16)
{
    RandomStream stream(key, purpose);
    std::vector<std::uint32_t> numbers(count);
    std::generate(numbers.begin(), numbers.end(), [&] { return stream.nextUint32(); });
    return numbers;
}

TEST(RandomStream, GivesTheSameNumbersForTheSameKey)
{
    const SlotKey key{.seed = 0x123456789abcdef0, .stream = Stream::evaluation, .index = 77};
    EXPECT_EQ(firstOf(key, 3), firstOf(key, 3));
}

// Pinned: another order of drawing would change every slot of every project.
TEST(RandomStream, DrawsTheBlocksOfItsKeyInOrder)
{
    const std::vector<std::uint32_t> numbers =
        firstOf({.seed = 0x0000000500000007, .stream = Stream::evaluation, .index = 0x0000000300000002}, 9, 8);
    std::vector<std::uint32_t> expected;
    for (const std::uint32_t block : {0U, 1U}) {
        const Block words = philox({block, (3U << 24) | 9U, 2, 3}, {7, 5});
        expected.insert(expected.end(), words.begin(), words.end());
    }
    EXPECT_EQ(numbers, expected);
}

TEST(RandomStream, DiffersInEveryPartOfItsKey)
{
    const std::uint64_t high = std::uint64_t{1} << 32;
    std::set<std::vector<std::uint32_t>> starts;
    int count = 0;
    for (const std::uint64_t seed : {std::uint64_t{0}, std::uint64_t{1}, high}) {
        for (const Stream stream : {Stream::initialisation, Stream::training, Stream::validation, Stream::evaluation,
                                    Stream::dataset, Stream::simulation}) {
            for (const std::uint64_t index : {std::uint64_t{0}, std::uint64_t{1}, high}) {
                for (const std::uint32_t purpose : {0U, 1U, 0xFFFFFFU}) {
                    starts.insert(firstOf({.seed = seed, .stream = stream, .index = index}, purpose));
                    ++count;
                }
            }
        }
    }
    EXPECT_EQ(starts.size(), static_cast<std::size_t>(count));
}

constexpr int draws = 200'000;

struct Moments {
    double mean = 0;
    double variance = 0;
    double fourth = 0; ///< central, over variance²
};

template <typename Draw>
Moments momentsOf(Draw draw)
{
    std::vector<double> values(draws);
    std::generate(values.begin(), values.end(), draw);
    Moments moments;
    for (const double value : values) {
        moments.mean += value / draws;
    }
    for (const double value : values) {
        const double square = (value - moments.mean) * (value - moments.mean);
        moments.variance += square / draws;
        moments.fourth += square * square / draws;
    }
    moments.fourth /= moments.variance * moments.variance;
    return moments;
}

// Tolerances are five standard deviations of each figure over 200,000 draws; the key is fixed, so these never flicker.
TEST(RandomStream, IsUniformOnZeroToOne)
{
    RandomStream stream({.seed = 1});
    const Moments moments = momentsOf([&] { return stream.uniform(); });
    EXPECT_NEAR(moments.mean, 0.5, 5 * std::sqrt(1.0 / 12 / draws));
    EXPECT_NEAR(moments.variance, 1.0 / 12, 5 * std::sqrt(1.0 / 180 / draws));
    for (int i = 0; i < draws; ++i) {
        const double value = stream.uniform();
        ASSERT_TRUE(value >= 0 && value < 1) << value;
    }
}

TEST(RandomStream, IsUniformInItsRange)
{
    RandomStream stream({.seed = 2});
    for (int i = 0; i < 1000; ++i) {
        const double value = stream.uniform(-3, 5);
        ASSERT_TRUE(value >= -3 && value < 5) << value;
    }
    EXPECT_EQ(stream.uniform(4, 4), 4);
}

TEST(RandomStream, DrawsIndicesEquallyOften)
{
    RandomStream stream({.seed = 3});
    std::array<int, 7> counts{};
    for (int i = 0; i < draws; ++i) {
        ++counts.at(stream.index(7));
    }
    for (const int count : counts) {
        EXPECT_NEAR(count, draws / 7.0, 5 * std::sqrt(draws * (1.0 / 7) * (6.0 / 7)));
    }
    EXPECT_EQ(stream.index(1), 0U);
}

TEST(RandomStream, DrawsStandardNormals)
{
    RandomStream stream({.seed = 4});
    const Moments moments = momentsOf([&] { return stream.normal(); });
    EXPECT_NEAR(moments.mean, 0, 5 * std::sqrt(1.0 / draws));
    EXPECT_NEAR(moments.variance, 1, 5 * std::sqrt(2.0 / draws));
    EXPECT_NEAR(moments.fourth, 3, 5 * std::sqrt(24.0 / draws));
}

// Correlation of unit-variance draws has a standard deviation of 1/sqrt(n).
TEST(RandomStream, HasNoCorrelationBetweenNeighbouringSlotsAndStreams)
{
    const auto correlation = [](SlotKey first, SlotKey second) {
        RandomStream a(first);
        RandomStream b(second);
        double sum = 0;
        for (int i = 0; i < draws; ++i) {
            sum += a.normal() * b.normal();
        }
        return sum / draws;
    };
    const double limit = 5 / std::sqrt(double{draws});
    EXPECT_NEAR(correlation({.seed = 1, .index = 5}, {.seed = 1, .index = 6}), 0, limit);
    EXPECT_NEAR(correlation({.seed = 1, .index = 5}, {.seed = 2, .index = 5}), 0, limit);
    EXPECT_NEAR(correlation({.seed = 1, .stream = Stream::training}, {.seed = 1, .stream = Stream::validation}), 0,
                limit);
}

// The first draw of many slots, which is what a link sees of a slot's SINR, must be as good as many draws of one.
TEST(RandomStream, StartsSlotsUniformlyAndWithoutCorrelation)
{
    std::vector<double> firsts(draws);
    std::uint64_t index = 0;
    const Moments moments = momentsOf([&] {
        RandomStream stream({.seed = 9, .index = index});
        return firsts[index++] = stream.uniform();
    });
    EXPECT_NEAR(moments.mean, 0.5, 5 * std::sqrt(1.0 / 12 / draws));
    double sum = 0;
    for (int i = 1; i < draws; ++i) {
        sum += (firsts[static_cast<std::size_t>(i)] - 0.5) * (firsts[static_cast<std::size_t>(i) - 1] - 0.5);
    }
    EXPECT_NEAR(12 * sum / draws, 0, 5 / std::sqrt(double{draws}));
}

} // namespace
