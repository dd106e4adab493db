// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/random.h"
#include "core/phy/channel.h"
#include "core/phy/slot_random.h"
#include "tests/support/npy.h"

#include <gtest/gtest.h>

#include <cmath>
#include <complex>
#include <filesystem>
#include <numbers>
#include <string>

namespace rxwatt::phy
{
namespace
{

using Complex128 = std::complex<double>;

LinkConfig linkOf(int resourceBlocks, int antennas)
{
    LinkConfig config;
    config.resourceBlocks = resourceBlocks;
    config.rxAntennas = antennas;
    return config;
}

/// Draws responses, one key after another.
class Channels
{
public:
    Channels(int resourceBlocks, int antennas)
        : m_config(linkOf(resourceBlocks, antennas)),
          m_channel(m_config, *slotKernels().back()),
          m_response(antennas * symbolsPerSlot, m_config.subcarriers())
    {
    }

    void next(const ChannelDraw& draw)
    {
        m_key.index++;
        m_channel.respond(philoxSource(m_key, RandomPurpose::channel), draw, m_response);
    }

    [[nodiscard]] Complex128 at(int antenna, int symbol, int subcarrier)
    {
        const SplitComplex row = m_response.row(antenna * symbolsPerSlot + symbol);
        return {row.re[subcarrier], row.im[subcarrier]};
    }

    [[nodiscard]] const LinkConfig& config() const { return m_config; }

    [[nodiscard]] const base::SlotKey& key() const { return m_key; }

private:
    LinkConfig m_config;
    base::SlotKey m_key{11, base::Stream::simulation, 0};
    FadingChannel m_channel;
    SplitGrid m_response;
};

/// The formula of the class in double precision, from the same random words.
Complex128 responseByFormula(const Channels& channels, const ChannelDraw& draw, int antenna, int symbol, int subcarrier)
{
    constexpr double turn = 2 * std::numbers::pi;
    const LinkConfig& config = channels.config();
    constexpr int set = 24 * sinusoidsPerTap;
    // Words lie word by word, not block by block.
    const int stride = padded((1 + (1 + config.rxAntennas) * set + 3) / 4);
    const auto word = [&](int at) {
        const PhiloxSource source = philoxSource(channels.key(), RandomPurpose::channel);
        const auto block = base::philox(
            {static_cast<std::uint32_t>(at % stride), source.counter[0], source.counter[1], source.counter[2]},
            {source.key[0], source.key[1]});
        return block.at(static_cast<std::size_t>(at / stride));
    };
    const double time = symbol * symbolDuration(config.subcarrierSpacingHz);
    const double frequency = (subcarrier - config.subcarriers() / 2) * config.subcarrierSpacingHz;
    const TdlProfile profile = tdlProfile(draw.model);
    Complex128 sum = std::polar(std::sqrt(profile.lineOfSightPower),
                                turn * (word(0) * 0x1p-32 + draw.maxDopplerHz * std::sqrt(0.5) * time));
    for (int tap = 0; tap < static_cast<int>(profile.delays.size()); ++tap) {
        Complex128 gain;
        for (int n = 0; n < sinusoidsPerTap; ++n) {
            const int at = 1 + tap * sinusoidsPerTap + n;
            const double theta = static_cast<std::int32_t>(word(at)) * 0x1p-32 / sinusoidsPerTap;
            const double alpha = turn * (static_cast<double>(n) / sinusoidsPerTap + theta);
            const double phi = turn * word(at + (1 + antenna) * set) * 0x1p-32;
            gain += std::polar(1.0, turn * draw.maxDopplerHz * time * std::cos(alpha) + phi);
        }
        const double delay = draw.delaySpread * profile.delays[tap];
        sum += std::sqrt(profile.powers[tap] / sinusoidsPerTap) * gain * std::polar(1.0, -turn * frequency * delay);
    }
    return sum;
}

TEST(FadingChannel, EqualsItsFormulaInDoublePrecision)
{
    for (const ChannelModel model : {ChannelModel::tdlA, ChannelModel::tdlC, ChannelModel::tdlE}) {
        for (const int resourceBlocks : {1, 26, 275}) {
            Channels channels(resourceBlocks, 2);
            const ChannelDraw draw{model, 3e-7, 500};
            channels.next(draw);
            for (const int subcarrier : {0, 1, 5, 6, 11, channels.config().subcarriers() - 1}) {
                for (const int symbol : {0, 7, 13}) {
                    const Complex128 expected = responseByFormula(channels, draw, 1, symbol, subcarrier);
                    EXPECT_LT(std::abs(channels.at(1, symbol, subcarrier) - expected), 2e-6)
                        << nameOf(model) << ' ' << resourceBlocks << ' ' << subcarrier << ' ' << symbol;
                }
            }
        }
    }
}

/// 100 ns at 30 kHz: E[h(0) h(k)*], 12,800 draws on independent antennas. The standard error of a product of two
/// unit-power values is 1/√12,800 = 0.009; 312 correlated values are held to 4 of them.
TEST(FadingChannel, HasTheReferenceFrequencyCovariance)
{
    const auto folder = std::filesystem::path(RXWATT_VECTORS) / "covariance";
    if (!exists(folder)) {
        GTEST_SKIP() << "no reference vectors in " << RXWATT_VECTORS;
    }
    constexpr int antennas = 16;
    constexpr int slots = 800;
    for (const ChannelModel model : {ChannelModel::tdlA, ChannelModel::tdlC, ChannelModel::tdlD}) {
        const std::string letter = std::string(nameOf(model)).substr(4);
        const auto expected =
            test::readNpy<Complex128>(folder / ("tdl_" + letter + "_freq_cov_312sc_30kHz_100ns_row0.npy")).data;
        Channels channels(26, antennas);
        std::vector<Complex128> sums(expected.size());
        for (int slot = 0; slot < slots; ++slot) {
            channels.next({model, 1e-7, 350});
            for (int antenna = 0; antenna < antennas; ++antenna) {
                for (std::size_t k = 0; k < sums.size(); ++k) {
                    sums[k] += channels.at(antenna, 0, 0) * std::conj(channels.at(antenna, 0, static_cast<int>(k)));
                }
            }
        }
        for (std::size_t k = 0; k < sums.size(); ++k) {
            EXPECT_LT(std::abs(sums[k] / double{slots * antennas} - expected[k]), 0.036) << nameOf(model) << ' ' << k;
        }
    }
}

/// 30 m/s at 3.5 GHz and 30 kHz, 14 symbols. 160,000 draws: standard error 0.0025, held to 4. Symbols without their
/// prefix would be off by 0.029.
TEST(FadingChannel, HasTheReferenceTimeCovariance)
{
    const auto folder = std::filesystem::path(RXWATT_VECTORS) / "covariance";
    if (!exists(folder)) {
        GTEST_SKIP() << "no reference vectors in " << RXWATT_VECTORS;
    }
    constexpr double doppler = 30 * 3.5e9 / 299792458;
    constexpr int antennas = 16;
    constexpr int slots = 10000;
    for (const ChannelModel model : {ChannelModel::tdlA, ChannelModel::tdlD}) {
        const std::string letter = std::string(nameOf(model)).substr(4);
        const auto expected =
            test::readNpy<Complex128>(folder / ("tdl_" + letter + "_time_cov_14sym_30kHz_30mps_3.5GHz.npy")).data;
        Channels channels(1, antennas);
        std::array<Complex128, symbolsPerSlot> sums;
        for (int slot = 0; slot < slots; ++slot) {
            channels.next({model, 1e-7, doppler});
            for (int antenna = 0; antenna < antennas; ++antenna) {
                for (int symbol = 0; symbol < symbolsPerSlot; ++symbol) {
                    sums[symbol] += channels.at(antenna, 0, 3) * std::conj(channels.at(antenna, symbol, 3));
                }
            }
        }
        for (int symbol = 0; symbol < symbolsPerSlot; ++symbol) {
            EXPECT_LT(std::abs(sums[symbol] / double{slots * antennas} - expected[symbol]), 0.01)
                << nameOf(model) << ' ' << symbol;
        }
    }
}

/// E|h|² = 1, and E|h|⁴ = 2 − p² − Σ P_l²/N of a ray of power p and taps of N sinusoids. 48,000 draws: standard errors
/// 1/√48,000 = 0.0046 and √20/√48,000 = 0.02, held to 4.
TEST(FadingChannel, HasUnitPowerAndTheFadingDepthOfItsKFactor)
{
    constexpr int antennas = 16;
    constexpr int slots = 3000;
    for (const ChannelModel model :
         {ChannelModel::tdlA, ChannelModel::tdlB, ChannelModel::tdlC, ChannelModel::tdlD, ChannelModel::tdlE}) {
        const TdlProfile profile = tdlProfile(model);
        double fourth = 2 - profile.lineOfSightPower * profile.lineOfSightPower;
        for (const double power : profile.powers) {
            fourth -= power * power / sinusoidsPerTap;
        }
        Channels channels(1, antennas);
        double squares = 0;
        double fourths = 0;
        for (int slot = 0; slot < slots; ++slot) {
            channels.next({model, 2e-7, 100});
            for (int antenna = 0; antenna < antennas; ++antenna) {
                const double power = std::norm(channels.at(antenna, slot % 14, slot % 12));
                squares += power;
                fourths += power * power;
            }
        }
        EXPECT_NEAR(squares / (slots * antennas), 1, 0.018) << nameOf(model);
        EXPECT_NEAR(fourths / (slots * antennas), fourth, 0.08) << nameOf(model);
    }
}

TEST(FadingChannel, AntennasFadeIndependentlyButShareTheLineOfSight)
{
    constexpr int slots = 10000;
    for (const ChannelModel model : {ChannelModel::tdlB, ChannelModel::tdlD}) {
        Channels channels(1, 2);
        Complex128 sum;
        for (int slot = 0; slot < slots; ++slot) {
            channels.next({model, 2e-7, 100});
            sum += channels.at(0, 0, 0) * std::conj(channels.at(1, 0, 0));
        }
        // 4 standard errors
        EXPECT_LT(std::abs(sum / double{slots} - tdlProfile(model).lineOfSightPower), 0.04) << nameOf(model);
    }
}

TEST(FadingChannel, StandsStillWithoutDoppler)
{
    Channels channels(2, 2);
    for (const ChannelModel model : {ChannelModel::tdlA, ChannelModel::tdlD}) {
        channels.next({model, 3e-7, 0});
        for (int subcarrier = 0; subcarrier < 24; ++subcarrier) {
            for (int symbol = 1; symbol < symbolsPerSlot; ++symbol) {
                EXPECT_EQ(channels.at(1, symbol, subcarrier), channels.at(1, 0, subcarrier));
            }
        }
        EXPECT_NE(channels.at(0, 0, 0), channels.at(0, 0, 23));
    }
}

TEST(FadingChannel, IsFlatWithoutDelaySpread)
{
    Channels channels(2, 2);
    channels.next({ChannelModel::tdlC, 0, 500});
    for (int symbol = 0; symbol < symbolsPerSlot; ++symbol) {
        for (int subcarrier = 1; subcarrier < 24; ++subcarrier) {
            EXPECT_LT(std::abs(channels.at(1, symbol, subcarrier) - channels.at(1, symbol, 0)), 1e-6);
        }
    }
}

TEST(FadingChannel, AwgnIsOne)
{
    Channels channels(1, 2);
    channels.next({ChannelModel::tdlC, 1e-7, 500});
    channels.next({ChannelModel::awgn, 1e-7, 500});
    for (int symbol = 0; symbol < symbolsPerSlot; ++symbol) {
        for (int subcarrier = 0; subcarrier < 12; ++subcarrier) {
            EXPECT_EQ(channels.at(1, symbol, subcarrier), Complex128(1));
        }
    }
}

} // namespace
} // namespace rxwatt::phy
