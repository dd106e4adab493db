// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/phy/demapper.h"
#include "core/phy/qam.h"
#include "tests/core/phy/all_modulations.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace rxwatt::phy
{

namespace
{

/// The logit of a bit (0 is b0) by a search over all points, in double precision.
double searchedLogit(Modulation modulation, std::complex<double> symbol, double noise, int bit, bool exact)
{
    const std::span<const Complex> points = constellation(modulation);
    double nearest[2] = {1e300, 1e300};
    double sum[2] = {0, 0};
    for (std::size_t label = 0; label < points.size(); ++label) {
        const std::size_t side = (label >> (bitsPerSymbol(modulation) - 1 - bit)) & 1;
        const double metric = std::norm(symbol - std::complex<double>(points[label])) / noise;
        nearest[side] = std::min(nearest[side], metric);
        sum[side] += std::exp(-metric);
    }
    return exact ? std::log(sum[1] / sum[0]) : nearest[0] - nearest[1];
}

} // namespace

TEST(Demapper, AxesAloneGiveWhatASearchOverAllPointsGives)
{
    base::RandomStream random({.seed = 5});
    for (const Modulation modulation : allModulations) {
        // More than one chunk, and not a whole number of them; symbols beyond the outermost points too.
        std::vector<Complex> symbols;
        std::vector<float> noise;
        for (int i = 0; i < 150; ++i) {
            symbols.emplace_back(static_cast<float>(random.normal()), static_cast<float>(random.normal()));
            noise.push_back(static_cast<float>(0.02 + 0.3 * random.uniform()));
        }
        constexpr int width = 8;
        std::vector<float> maxLog(symbols.size() * width, 7.0F);
        std::vector<float> exact(symbols.size() * width, 7.0F);
        demapMaxLog(modulation, symbols, noise, width, maxLog);
        demapExact(modulation, symbols, noise, width, exact);
        for (std::size_t i = 0; i < symbols.size(); ++i) {
            for (int bit = 0; bit < width; ++bit) {
                const bool used = bit < bitsPerSymbol(modulation);
                const double wantedMaxLog = used ? searchedLogit(modulation, symbols[i], noise[i], bit, false) : 0;
                const double wantedExact = used ? searchedLogit(modulation, symbols[i], noise[i], bit, true) : 0;
                EXPECT_NEAR(maxLog[i * width + bit], wantedMaxLog, 1e-4 * (1 + std::fabs(wantedMaxLog)));
                EXPECT_NEAR(exact[i * width + bit], wantedExact, 1e-4 * (1 + std::fabs(wantedExact)));
            }
        }
    }
}

TEST(Demapper, SurvivesValuesThatAreNotNumbers)
{
    constexpr float nan = std::numeric_limits<float>::quiet_NaN();
    constexpr float infinity = std::numeric_limits<float>::infinity();
    const std::vector<Complex> symbols = {{nan, 1e30F}, {infinity, -infinity}};
    const std::vector<float> noise = {0.1F, nan};
    std::vector<float> logits(16);
    demapMaxLog(Modulation::qam256, symbols, noise, 8, logits);
    EXPECT_TRUE(std::isnan(logits[0]));
}

} // namespace rxwatt::phy
