// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/phy/slot_kernels.h"
#include "core/phy/slot_random.h"
#include "core/phy/split_grid.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <complex>
#include <cstring>
#include <numbers>
#include <numeric>
#include <vector>

namespace rxwatt::phy
{
namespace
{

const base::SlotKey key{0x0123456789ABCDEF, base::Stream::simulation, 0xFEDCBA9876543210};
const PhiloxSource source = philoxSource(key, RandomPurpose::noise);

/// Angles all over the circle, its axes and diagonals and their neighbours among them.
std::vector<std::uint32_t> manyAngles()
{
    std::vector<std::uint32_t> angles;
    for (std::uint32_t eighth = 0; eighth < 8; ++eighth) {
        for (const std::uint32_t offset : {0xFFFFFFFFU, 0U, 1U}) {
            angles.push_back((eighth << 29) + offset);
        }
    }
    base::RandomStream random(key);
    while (angles.size() < 100003) {
        angles.push_back(random.nextUint32());
    }
    angles.resize(padded(static_cast<int>(angles.size())));
    return angles;
}

TEST(SlotKernels, WordsAreThoseOfTheRandomStream)
{
    constexpr int blocks = 37;
    constexpr std::ptrdiff_t stride = padded(blocks);
    for (const SlotKernels* kernels : slotKernels()) {
        std::vector<std::uint32_t> words(4 * stride);
        kernels->fillWords(source, blocks, words.data(), stride);
        base::RandomStream random(key, static_cast<std::uint32_t>(RandomPurpose::noise));
        for (int block = 0; block < blocks; ++block) {
            for (int word = 0; word < 4; ++word) {
                EXPECT_EQ(words[word * stride + block], random.nextUint32()) << kernels->name << ' ' << block;
            }
        }
    }
}

TEST(SlotKernels, PhasorsAreCosineAndSineWithinTheStatedError)
{
    const std::vector<std::uint32_t> angles = manyAngles();
    for (const SlotKernels* kernels : slotKernels()) {
        std::vector<float> re(angles.size());
        std::vector<float> im(angles.size());
        kernels->unitPhasors(angles.data(), static_cast<int>(angles.size()), {re.data(), im.data()});
        double worst = 0;
        for (std::size_t i = 0; i < angles.size(); ++i) {
            const double angle = angles[i] * 0x1p-32 * 2 * std::numbers::pi;
            worst = std::max({worst, std::abs(re[i] - std::cos(angle)), std::abs(im[i] - std::sin(angle))});
        }
        EXPECT_LT(worst, 1.2e-7) << kernels->name;
    }
}

/// Float rounding of radius, phasor and product: a few 2^−24.
TEST(SlotKernels, NormalsAreBoxMullerOfTheirWords)
{
    constexpr int count = 20000;
    for (const SlotKernels* kernels : slotKernels()) {
        SplitGrid normals(2, count);
        kernels->complexNormals(source, 7, count, normals.row(0), normals.row(1));
        for (std::uint32_t i = 0; i < count; ++i) {
            const auto words = base::philox({7 + i, source.counter[0], source.counter[1], source.counter[2]},
                                            {source.key[0], source.key[1]});
            for (int row = 0; row < 2; ++row) {
                // u itself is rounded to float, which shows where it is near 1.
                const double uniform = static_cast<float>((words[2 * row] >> 1) | 1) * 0x1p-31;
                const double angle = words[2 * row + 1] * 0x1p-32 * 2 * std::numbers::pi;
                const std::complex<double> expected = std::polar(std::sqrt(-std::log(uniform)), angle);
                const std::complex<double> found(normals.row(row).re[i], normals.row(row).im[i]);
                ASSERT_LT(std::abs(found - expected), 6e-7 * (1 + std::abs(expected))) << kernels->name << ' ' << i;
            }
        }
    }
}

/// Every byte, and numbers of them that are no multiple of a vector.
TEST(SlotKernels, PointsAndBitsAreThoseOfTheirBytes)
{
    base::RandomStream random(key);
    std::array<float, 16> levels{};
    std::iota(levels.begin(), levels.end(), 1.0F);
    for (const int count : {256, 1, 5, 12, 31, 60}) {
        std::vector<std::uint8_t> bytes(count + kernelPadding);
        std::iota(bytes.begin(), bytes.end(), static_cast<std::uint8_t>(random.index(256)));
        const auto bitOf = [&bytes](int element, int bit) { return (bytes[element] >> (7 - bit)) & 1; };
        for (const SlotKernels* kernels : slotKernels()) {
            SplitGrid points(1, count);
            kernels->mapSymbols(bytes.data(), levels.data(), count, points.row(0));
            for (int i = 0; i < count; ++i) {
                int inPhase = 0;
                int quadrature = 0;
                for (int bit = 0; bit < 8; bit += 2) {
                    inPhase = 2 * inPhase + bitOf(i, bit);
                    quadrature = 2 * quadrature + bitOf(i, bit + 1);
                }
                EXPECT_EQ(points.row(0).re[i], levels.at(inPhase)) << kernels->name << ' ' << i;
                EXPECT_EQ(points.row(0).im[i], levels.at(quadrature)) << kernels->name << ' ' << i;
            }
            for (const int width : {2, 4, 6, 8}) {
                const int used = 2 + 2 * static_cast<int>(random.index(static_cast<std::uint32_t>(width) / 2));
                const auto mask = static_cast<std::uint8_t>(0xFF << (8 - used));
                std::vector<std::uint8_t> bits(count * width + 1, 7);
                kernels->unpackBits(bytes.data(), count, mask, width, bits.data());
                for (int i = 0; i < count * width; ++i) {
                    ASSERT_EQ(bits[i], i % width < used ? bitOf(i / width, i % width) : 0)
                        << kernels->name << ", width " << width << ", bit " << i;
                }
                EXPECT_EQ(bits.back(), 7) << kernels->name << ", width " << width;
            }
        }
    }
}

constexpr float unwritten = 12345.0F;

struct Shape {
    int columns;
    int taps;
    int antennas;
};

/// The outputs of every kernel, as bytes.
std::vector<float> outputsOf(const SlotKernels& kernels, const Shape& shape)
{
    const auto [columns, taps, antennas] = shape;
    constexpr int sinusoids = 20;
    std::vector<std::uint32_t> words(4 * 64);
    kernels.fillWords(source, 61, words.data(), 64);
    SplitGrid phasors(1, 256);
    kernels.unitPhasors(words.data(), 251, phasors.row(0));
    SplitGrid phases(taps, columns / 2);
    SplitGrid gains(taps, antennas * 16);
    for (int tap = 0; tap < taps; ++tap) {
        kernels.tapPhases(0x0123456789ABCDEF * (tap + 1), columns / 2, phases.row(tap));
        kernels.tapFading({words.data(), phasors.row(0), sinusoids, antennas, sinusoids, 0.3F, gains.row(tap)});
    }
    SplitGrid grid(antennas * 14 + 2, columns);
    kernels.tapMix({gains.row(0), gains.stride(), phases.row(0), phases.stride(), taps, antennas, columns / 2,
                    grid.row(0), grid.stride()});
    const int last = antennas * 14;
    kernels.complexNormals(source, 5, columns, grid.row(last), grid.row(last + 1));
    std::vector<float> channel(2 * columns + 1, unwritten);
    std::vector<float> received(2 * columns + 1, unwritten);
    kernels.rowMix({grid.row(3), grid.row(4), grid.row(last), 0.7F, 0.3F, grid.row(5), grid.row(last + 1), columns,
                    channel.data(), received.data()});
    std::vector<float> outputs;
    for (int row = 0; row < last + 2; ++row) {
        outputs.insert(outputs.end(), grid.row(row).re, grid.row(row).re + columns);
        outputs.insert(outputs.end(), grid.row(row).im, grid.row(row).im + columns);
    }
    EXPECT_EQ(channel.back(), unwritten) << kernels.name;
    EXPECT_EQ(received.back(), unwritten) << kernels.name;
    outputs.insert(outputs.end(), channel.begin(), channel.end());
    outputs.insert(outputs.end(), received.begin(), received.end());
    return outputs;
}

TEST(SlotKernels, AllInstructionSetsGiveTheSameBits)
{
    if (slotKernels().size() == 1) {
        GTEST_SKIP() << "this processor runs the baseline only";
    }
    base::RandomStream random(key);
    for (int trial = 0; trial < 30; ++trial) {
        const Shape shape{12 * (1 + static_cast<int>(random.index(27))), 1 + static_cast<int>(random.index(24)),
                          1 + static_cast<int>(random.index(4))};
        const std::vector<float> baseline = outputsOf(*slotKernels().front(), shape);
        for (const SlotKernels* kernels : slotKernels().subspan(1)) {
            const std::vector<float> outputs = outputsOf(*kernels, shape);
            ASSERT_EQ(outputs.size(), baseline.size());
            ASSERT_EQ(std::memcmp(outputs.data(), baseline.data(), outputs.size() * sizeof(float)), 0)
                << kernels->name << ", " << shape.columns << " columns, " << shape.taps << " taps, " << shape.antennas
                << " antennas";
        }
    }
}

} // namespace
} // namespace rxwatt::phy
