// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phy/qam.h"
#include "tests/core/phy/all_modulations.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace rxwatt::phy
{

TEST(Qam, ConstellationsAreThoseOfOthers)
{
    const std::filesystem::path folder = std::filesystem::path(RXWATT_VECTORS) / "qam";
    if (!std::filesystem::exists(folder)) {
        GTEST_SKIP() << "no vectors of others at " << RXWATT_VECTORS;
    }
    for (const Modulation modulation : allModulations) {
        const int size = 1 << bitsPerSymbol(modulation);
        std::ifstream file(folder / ("qam_" + std::to_string(size) + ".csv"));
        std::string line;
        std::getline(file, line); // the heading
        for (int label = 0; label < size; ++label) {
            std::getline(file, line);
            std::istringstream fields(line);
            std::string labelText;
            std::string bitText;
            std::string re;
            std::string im;
            std::getline(fields, labelText, ',');
            std::getline(fields, bitText, ',');
            std::getline(fields, re, ',');
            std::getline(fields, im, ',');
            ASSERT_EQ(labelText, std::to_string(label));
            std::vector<std::uint8_t> bits;
            for (const char bit : bitText) {
                bits.push_back(bit == '1' ? 1 : 0);
            }
            // The same odd integers; the vectors are scaled by a factor that was rounded to single precision (2 units).
            const Complex point = mapBits(modulation, bits);
            const double half = pamHalfDistance(modulation);
            EXPECT_EQ(std::lround(point.real() / half), std::lround(std::stod(re) / half)) << line;
            EXPECT_EQ(std::lround(point.imag() / half), std::lround(std::stod(im) / half)) << line;
            EXPECT_NEAR(point.real(), std::stof(re), 0x1p-22);
            EXPECT_NEAR(point.imag(), std::stof(im), 0x1p-22);
        }
    }
}

TEST(Qam, ConstellationsHaveMeanPowerOneAndEachPointOnce)
{
    for (const Modulation modulation : allModulations) {
        const std::span<const Complex> points = constellation(modulation);
        ASSERT_EQ(points.size(), std::size_t{1} << bitsPerSymbol(modulation));
        double power = 0;
        for (std::size_t i = 0; i < points.size(); ++i) {
            power += std::norm(points[i]);
            for (std::size_t k = 0; k < i; ++k) {
                EXPECT_NE(points[i], points[k]);
            }
        }
        EXPECT_NEAR(power / static_cast<double>(points.size()), 1, 1e-6);
    }
}

TEST(Qam, NeighbouringLevelsDifferInOneBitOfTheirLabels)
{
    for (const Modulation modulation : allModulations) {
        const std::span<const float> levels = pamLevels(modulation);
        for (unsigned a = 0; a < levels.size(); ++a) {
            for (unsigned b = 0; b < a; ++b) {
                if (std::fabs(levels[a] - levels[b]) < 3 * pamHalfDistance(modulation)) {
                    EXPECT_EQ(__builtin_popcount(a ^ b), 1);
                }
            }
        }
    }
}

} // namespace rxwatt::phy
