// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phy/covariance.h"
#include "core/phy/tdl.h"
#include "tests/support/npy.h"

#include <gtest/gtest.h>

namespace rxwatt::phy
{

namespace
{

constexpr struct {
    const char* letter;
    ChannelModel model;
} modelsOfOthers[] = {{"A", ChannelModel::tdlA}, {"C", ChannelModel::tdlC}, {"D", ChannelModel::tdlD}};

class CovarianceVectors : public testing::Test
{
protected:
    void SetUp() override
    {
        if (!std::filesystem::exists(folder())) {
            GTEST_SKIP() << "no vectors of others at " << RXWATT_VECTORS;
        }
    }

    static std::filesystem::path folder() { return std::filesystem::path(RXWATT_VECTORS) / "covariance"; }
};

// Both sides are in double precision and from the same tables: only the order of the sums differs.
constexpr double tolerance = 1e-9;

} // namespace

TEST_F(CovarianceVectors, FrequencyCovariancesAgree)
{
    for (const auto& [letter, model] : modelsOfOthers) {
        ChannelStatistics statistics = channelStatistics(model);
        for (double& delay : statistics.delays) {
            delay *= 100e-9;
        }
        const auto row = test::readNpy<std::complex<double>>(
            folder() / ("tdl_" + std::string(letter) + "_freq_cov_312sc_30kHz_100ns_row0.npy"));
        ASSERT_EQ(row.data.size(), 312U);
        for (std::size_t k = 0; k < row.data.size(); ++k) {
            // Row 0 is E[h(0)·h*(k)].
            const std::complex<double> found = frequencyCovariance(statistics, -30e3 * static_cast<double>(k));
            EXPECT_LT(std::abs(found - row.data[k]), tolerance) << letter << " at " << k;
        }
    }
}

TEST_F(CovarianceVectors, TimeCovariancesAgree)
{
    for (const auto& [letter, model] : modelsOfOthers) {
        ChannelStatistics statistics = channelStatistics(model);
        statistics.maxDopplerHz = 30.0 / 299792458.0 * 3.5e9;
        const auto matrix = test::readNpy<std::complex<double>>(
            folder() / ("tdl_" + std::string(letter) + "_time_cov_14sym_30kHz_30mps_3.5GHz.npy"));
        ASSERT_EQ(matrix.data.size(), 14U * 14U);
        for (int row = 0; row < 14; ++row) {
            for (int column = 0; column < 14; ++column) {
                const auto found = timeCovariance(statistics, (row - column) * symbolDuration(30e3));
                EXPECT_LT(std::abs(found - matrix.data[row * 14 + column]), tolerance) << letter;
            }
        }
    }
}

TEST(Covariance, AwgnIsTheSameEverywhere)
{
    const ChannelStatistics statistics = channelStatistics(ChannelModel::awgn);
    EXPECT_LT(std::abs(frequencyCovariance(statistics, 1e6) - 1.0), 1e-15);
    EXPECT_LT(std::abs(timeCovariance(statistics, 1e-3) - 1.0), 1e-15);
}

} // namespace rxwatt::phy
