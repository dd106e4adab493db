// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/core/kernels/kernel_fixture.h"

#include <limits>

namespace rxwatt::kernels
{
namespace
{

using test::between;
using test::randomFloats;

/// Not a code that anything here gives by itself.
constexpr std::uint8_t untouched = 0xA5;

std::vector<std::uint8_t> codesOf(const QuantisedSet& set, const std::vector<float>& values, std::ptrdiff_t places,
                                  const std::vector<float>& inverse, const std::vector<float>& offset,
                                  bool numbers = true)
{
    const auto channels = static_cast<std::ptrdiff_t>(inverse.size());
    std::vector<std::uint8_t> codes(static_cast<std::size_t>(places * codeStride(channels)) + 1, untouched);
    EXPECT_EQ(set.quantise(values.data(), places, channels, inverse.data(), offset.data(), codes.data()), numbers)
        << set.name;
    EXPECT_EQ(codes.back(), untouched) << set.name;
    codes.pop_back();
    return codes;
}

std::uint8_t codeByDefinition(float value, float inverse, float offset)
{
    // The product and most sums are exact in doubles, so that this rounds but once.
    const auto code = static_cast<float>(double{value} * inverse + offset);
    return static_cast<std::uint8_t>(std::nearbyint(std::clamp(code, 0.0F, 255.0F)));
}

TEST(Quantise, IsItsDefinitionOnEveryInstructionSet)
{
    std::mt19937 random(20);
    for (int i = 0; i < 100; ++i) {
        const int places = between(random, 1, 9);
        const int channels = between(random, 1, 80);
        const std::vector<float> values = randomFloats(random, static_cast<std::size_t>(places * channels));
        std::vector<float> inverse = randomFloats(random, static_cast<std::size_t>(channels));
        std::vector<float> offset(inverse.size());
        for (std::size_t c = 0; c < inverse.size(); ++c) {
            inverse[c] *= 80; // some are cut off at either end
            offset[c] = static_cast<float>(between(random, 0, 255));
        }
        for (const QuantisedSet* set : quantisedSets()) {
            const std::vector<std::uint8_t> codes = codesOf(*set, values, places, inverse, offset);
            const auto stride = static_cast<std::size_t>(codeStride(channels));
            for (std::size_t at = 0; at < codes.size(); ++at) {
                const std::size_t c = at % stride;
                const int wanted = c < inverse.size() ? codeByDefinition(values[at / stride * inverse.size() + c],
                                                                         inverse[c], offset[c])
                                                      : 0;
                ASSERT_EQ(codes[at], wanted) << set->name << ", " << places << " x " << channels << ", code " << at;
            }
        }
    }
}

TEST(Quantise, RoundsToEvenAndCutsOff)
{
    constexpr float infinity = std::numeric_limits<float>::infinity();
    const std::vector<float> values = {0.5F, 1.5F,   2.5F,   253.5F,   254.5F,    255.5F, 0.49999997F,
                                       -1,   -1e30F, 1e30F,  infinity, -infinity, 255,    0.50000006F,
                                       -0.F, 126.5F, 127.5F, 1e-40F,   128.5F};
    const std::vector<std::uint8_t> wanted = {0,   2, 2,   0xFE, 0xFE, 255, 0,   0, 0,   255,
                                              255, 0, 255, 1,    0,    126, 128, 0, 128, 0};
    const std::vector<float> inverse(values.size(), 1);
    const std::vector<float> offset(values.size(), 0);
    for (const QuantisedSet* set : quantisedSets()) {
        EXPECT_EQ(codesOf(*set, values, 1, inverse, offset), wanted) << set->name;
    }
}

TEST(Quantise, RoundsButOnce)
{
    // The product, 256 − 2⁻¹⁸, is 256 as a float: with it the sum would be 3.5.
    const std::vector<float> values(45, 256 + 0x1p-5F);
    const std::vector<float> inverse(values.size(), 1 - 0x1p-13F);
    const std::vector<float> offset(values.size(), -252.5F);
    for (const QuantisedSet* set : quantisedSets()) {
        std::vector<std::uint8_t> codes = codesOf(*set, values, 1, inverse, offset);
        codes.resize(values.size());
        EXPECT_EQ(codes, std::vector<std::uint8_t>(values.size(), 3)) << set->name;
    }
}

TEST(Quantise, TellsOfWhatIsNoNumber)
{
    constexpr std::ptrdiff_t channels = 45;
    for (const QuantisedSet* set : quantisedSets()) {
        for (std::size_t at = 0; at < 2 * channels; ++at) {
            std::vector<float> values(2 * channels, 3);
            values[at] = NAN;
            const auto codes =
                codesOf(*set, values, 2, std::vector<float>(channels, 1), std::vector<float>(channels, 4), false);
            const std::size_t place = at / channels * static_cast<std::size_t>(codeStride(channels)) + at % channels;
            EXPECT_EQ(codes[place], 0) << set->name;
            EXPECT_EQ(std::count(codes.begin(), codes.end(), 7), 2 * channels - 1) << set->name;
        }
    }
}

TEST(QuantisedMatrix, IsTheMatrixToHalfAStep)
{
    std::mt19937 random(21);
    for (int i = 0; i < 30; ++i) {
        const int depth = between(random, 1, 40);
        const int columns = between(random, 1, 40);
        std::vector<float> matrix = randomFloats(random, static_cast<std::size_t>(depth * columns));
        for (int k = 0; k < depth; ++k) {
            matrix[static_cast<std::size_t>(k * columns)] = 0; // a column without a largest value
        }
        const QuantisedMatrix codes = quantised(matrix.data(), depth, columns);
        for (int column = 0; column < columns; ++column) {
            const float scale = codes.scale[static_cast<std::size_t>(column)];
            int largest = 0;
            for (int k = 0; k < depth; ++k) {
                const float value = matrix[static_cast<std::size_t>(k * columns + column)];
                ASSERT_NEAR(static_cast<float>(codes.code(k, column)) * scale, value, 0.501F * scale);
                largest = std::max(largest, std::abs(codes.code(k, column)));
            }
            EXPECT_EQ(largest, column == 0 ? 0 : 127);
        }
    }
    const std::vector<float> broken = {1, NAN, 2, 3};
    const QuantisedMatrix codes = quantised(broken.data(), 2, 2);
    EXPECT_FALSE(std::isnan(codes.scale[0]));
    EXPECT_TRUE(std::isnan(codes.scale[1]));
}

} // namespace
} // namespace rxwatt::kernels
