// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phy/demapper.h"
#include "core/phy/equalizer.h"
#include "core/phy/estimator_lmmse.h"
#include "core/phy/estimator_ls.h"
#include "tests/core/phy/link_vector.h"

#include <gtest/gtest.h>

namespace rxwatt::phy
{

namespace
{

/// Each value within `relative` of the expected one's magnitude, plus `absolute`.
template <typename T>
void expectNear(const std::vector<T>& found, const std::vector<T>& expected, double relative, double absolute)
{
    ASSERT_EQ(found.size(), expected.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
        ASSERT_LE(std::abs(found[i] - expected[i]), relative * std::abs(expected[i]) + absolute)
            << "at " << i << ": found " << found[i] << ", expected " << expected[i];
    }
}

class LinkVectors : public testing::Test
{
protected:
    void SetUp() override
    {
        if (!std::filesystem::exists(LinkVector::folder())) {
            GTEST_SKIP() << "no vectors of others at " << RXWATT_VECTORS;
        }
    }

    /// Calls `check(case, vector)` for each slot.
    template <typename Check>
    static void forEachSlot(const Check& check)
    {
        for (const LinkVector::Case& which : LinkVector::cases()) {
            for (const std::size_t batch : {std::size_t{0}, std::size_t{1}}) {
                SCOPED_TRACE(std::string(which.name) + ", slot " + std::to_string(batch));
                check(which, LinkVector(which, batch));
            }
        }
    }

    /// The names of the estimates that a case has, and of their files.
    struct Source {
        const char* suffix;
        const char* channel;
        const char* errorVariance; ///< null where the channel is known
    };

    static std::vector<Source> sourcesOf(const LinkVector::Case& which)
    {
        std::vector<Source> sources = {{"perfect", "h", nullptr}, {"ls", "h_ls_lin", "errvar_ls_lin"}};
        if (which.hasLmmse) {
            sources.push_back({"lmmse_ft", "h_lmmse_ft", "errvar_lmmse_ft"});
        }
        return sources;
    }
};

// Amplitudes are about 1, so "relative" for channels and symbols is relative to 1: near a fade a relative error of the
// faded value itself says nothing. The vectors are in single precision throughout.
constexpr double single = 1e-4;

// The vectors form their noise variance as 1/d − 1 with d close to 1, in single precision: that costs 3 units of 2⁻²³,
// which at 30 dB is 2e-3 of the noise variance.
constexpr double noiseRounding = 3 * 0x1p-23;

} // namespace

TEST_F(LinkVectors, LeastSquaresEstimatesAgree)
{
    forEachSlot([](const LinkVector::Case&, const LinkVector& vector) {
        ChannelEstimate estimate;
        LsLinearEstimator().estimate(vector.observation(), estimate);
        expectNear(estimate.channel, vector.read<Complex>("h_ls_lin"), 0, 1e-6);
        std::vector<float> expected = vector.read<float>("errvar_ls_lin");
        for (std::size_t antenna = 0; antenna < 2; ++antenna) {
            const auto begin = expected.begin() + static_cast<std::ptrdiff_t>(antenna * LinkVector::elements);
            expectNear(estimate.errorVariance, {begin, begin + LinkVector::elements}, 1e-6, 0);
        }
    });
}

TEST_F(LinkVectors, WienerEstimatesAgree)
{
    forEachSlot([](const LinkVector::Case& which, const LinkVector& vector) {
        if (!which.hasLmmse) {
            return;
        }
        ChannelEstimate estimate;
        LmmseEstimator().estimate(vector.observation(), vector.statistics(), 30e3, estimate);
        expectNear(estimate.channel, vector.read<Complex>("h_lmmse_ft"), 0, single);
        // The vectors load the pilots' covariance with 36·2⁻²³ = 4.3e-6 so that single precision can invert it; ours is
        // inverted without, in double precision.
        const std::vector<float> expected = vector.read<float>("errvar_lmmse_ft");
        expectNear(estimate.errorVariance, {expected.begin(), expected.begin() + LinkVector::elements}, single, 4.3e-6);
    });
}

TEST_F(LinkVectors, EqualizedSymbolsAgree)
{
    forEachSlot([](const LinkVector::Case& which, const LinkVector& vector) {
        for (const Source& source : sourcesOf(which)) {
            SCOPED_TRACE(source.suffix);
            std::vector<float> errorVariance;
            if (source.errorVariance != nullptr) {
                errorVariance = vector.read<float>(source.errorVariance);
                errorVariance.resize(LinkVector::elements);
            }
            EqualizedSymbols equalized;
            equalize(vector.observation(), vector.read<Complex>(source.channel), errorVariance, equalized);
            expectNear(vector.dataOf(equalized.symbols), vector.read<Complex>("xhat_" + std::string(source.suffix)), 0,
                       1e-6);
            expectNear(vector.dataOf(equalized.noiseVariance),
                       vector.read<float>("noeff_" + std::string(source.suffix)), single, noiseRounding);
        }
    });
}

TEST_F(LinkVectors, LogitsOfTheWholeLeastSquaresReceiverAgree)
{
    forEachSlot([](const LinkVector::Case& which, const LinkVector& vector) {
        ChannelEstimate estimate;
        LsLinearEstimator().estimate(vector.observation(), estimate);
        EqualizedSymbols equalized;
        equalize(vector.observation(), estimate.channel, estimate.errorVariance, equalized);
        const std::vector<float> noise = vector.dataOf(equalized.noiseVariance);
        const auto bits = static_cast<std::size_t>(bitsPerSymbol(which.modulation));
        std::vector<float> logits(noise.size() * bits);
        demapMaxLog(which.modulation, vector.dataOf(equalized.symbols), noise, static_cast<int>(bits), logits);
        const auto expected = vector.read<float>("llr_maxlog_ls");
        for (std::size_t i = 0; i < logits.size(); ++i) {
            const double relative = single + noiseRounding / noise[i / bits];
            ASSERT_LE(std::abs(logits[i] - expected[i]), relative * std::abs(expected[i]) + 1e-3) << "at " << i;
        }
    });
}

TEST_F(LinkVectors, LogitsAgree)
{
    forEachSlot([](const LinkVector::Case& which, const LinkVector& vector) {
        for (const Source& source : sourcesOf(which)) {
            SCOPED_TRACE(source.suffix);
            const auto symbols = vector.read<Complex>("xhat_" + std::string(source.suffix));
            const auto noise = vector.read<float>("noeff_" + std::string(source.suffix));
            const int bits = bitsPerSymbol(which.modulation);
            std::vector<float> logits(symbols.size() * bits);
            demapMaxLog(which.modulation, symbols, noise, bits, logits);
            expectNear(logits, vector.read<float>("llr_maxlog_" + std::string(source.suffix)), single, single);
            demapExact(which.modulation, symbols, noise, bits, logits);
            expectNear(logits, vector.read<float>("llr_app_" + std::string(source.suffix)), single, single);
        }
    });
}

} // namespace rxwatt::phy
