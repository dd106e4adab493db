// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phy/ber_simulation.h"
#include "core/phy/qam.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

namespace rxwatt::phy
{

namespace
{

double berOf(const BerPoint& point)
{
    const ErrorCount total = point.total();
    return static_cast<double>(total.errors) / static_cast<double>(total.bits);
}

/// Exact bit error rate of a Gray-labelled square QAM (Cho and Yoon, "On the general BER expression of one- and
/// two-dimensional amplitude modulations", 2002): bit k = 1 … of an axis of `levels`, d the half distance.
double closedForm(Modulation modulation, double sinr)
{
    const int axisBits = bitsPerSymbol(modulation) / 2;
    const int levels = 1 << axisBits;
    const double argument = pamHalfDistance(modulation) * std::sqrt(sinr);
    double sum = 0;
    for (int k = 1; k <= axisBits; ++k) {
        const int terms = levels - (levels >> k);
        for (int i = 0; i < terms; ++i) {
            const int half = 1 << (k - 1);
            const int sign = ((i * half) / levels) % 2 == 0 ? 1 : -1;
            const int weight = half - (2 * i * half + levels) / (2 * levels);
            sum += sign * weight * std::erfc((2 * i + 1) * argument);
        }
    }
    return sum / levels / axisBits;
}

struct CurveKey {
    int dmrsSymbols;
    std::string column;

    auto operator<=>(const CurveKey&) const = default;
};

/// Bit error rates by SINR in dB.
using Curve = std::map<double, double>;

std::map<CurveKey, Curve> readCurves(const std::filesystem::path& path)
{
    std::map<CurveKey, Curve> curves;
    std::ifstream file(path);
    std::string line;
    std::getline(file, line); // bits,dmrs_symbols,snr_db,slots,ber_ls_lin_lmmse,ber_known_lmmse
    while (std::getline(file, line)) {
        std::istringstream fields(line);
        double values[6];
        for (double& value : values) {
            fields >> value;
            fields.ignore();
        }
        const int dmrsSymbols = static_cast<int>(values[1]);
        curves[{dmrsSymbols, "ls-linear"}][values[2]] = values[4];
        curves[{dmrsSymbols, "perfect-csi"}][values[2]] = values[5];
    }
    return curves;
}

/// Where a falling curve crosses a bit error rate: linear in dB and in the rate's logarithm. NaN where it never does.
double crossing(const Curve& curve, double ber)
{
    for (auto right = std::next(curve.begin()); right != curve.end(); ++right) {
        const auto left = std::prev(right);
        if (left->second >= ber && right->second < ber) {
            const double part = std::log(left->second / ber) / std::log(left->second / right->second);
            return left->first + part * (right->first - left->first);
        }
    }
    return std::nan("");
}

/// The link of vectors/curves.
LinkConfig curveLink(int dmrsSymbols)
{
    LinkConfig link;
    link.carrierFrequencyHz = 4e9;
    link.subcarrierSpacingHz = 15e3;
    link.modulations = {Modulation::qam16};
    link.dmrs.symbols = {dmrsSymbols};
    link.channel.models = {ChannelModel::tdlA, ChannelModel::tdlE};
    link.channel.delaySpread = {10e-9, 300e-9};
    link.channel.maxDopplerHz = {0, 500};
    return link;
}

BerSettings smallSimulation()
{
    BerSettings settings;
    settings.link.resourceBlocks = 2;
    settings.sinrDb = {0, 10};
    settings.slots = 25;
    return settings;
}

} // namespace

TEST(BerSimulation, AwgnMeetsTheClosedForm)
{
    const std::pair<Modulation, std::vector<double>> cases[] = {{Modulation::qpsk, {0, 5}},
                                                                {Modulation::qam16, {5, 12}},
                                                                {Modulation::qam64, {10, 18}},
                                                                {Modulation::qam256, {15, 24}}};
    for (const auto& [modulation, sinrDb] : cases) {
        BerSettings settings;
        settings.link.resourceBlocks = 6;
        settings.link.rxAntennas = 1;
        settings.link.modulations = {modulation};
        settings.link.channel.models = {ChannelModel::awgn};
        settings.receiver = "perfect-csi";
        settings.sinrDb = sinrDb;
        settings.slots = 100;
        settings.threads = 2;
        const auto points = simulateBer(settings);
        ASSERT_TRUE(points) << points.error().message;
        for (const BerPoint& point : *points) {
            const double expected = closedForm(modulation, std::pow(10.0, point.sinrDb / 10));
            // 4 standard deviations of independent bits; those of one symbol hardly depend on each other.
            const double deviation = std::sqrt(expected / static_cast<double>(point.total().bits));
            EXPECT_NEAR(berOf(point), expected, 4 * deviation) << nameOf(modulation) << " at " << point.sinrDb << " dB";
        }
    }
}

TEST(BerSimulation, ReceiversThatEstimateApproachTheClosedFormInAwgn)
{
    BerSettings settings;
    settings.link.resourceBlocks = 6;
    settings.link.rxAntennas = 1;
    settings.link.modulations = {Modulation::qam16};
    settings.link.channel.models = {ChannelModel::awgn};
    settings.receiver = "lmmse";
    settings.sinrDb = {12};
    settings.threads = 2;
    // With one channel to learn from 36 pilots of double power, noise grows by 1/72: 0.06 dB.
    const double lossy = closedForm(Modulation::qam16, std::pow(10.0, 1.2) / (1 + 1.0 / 72));
    const auto points = simulateBer(settings);
    ASSERT_TRUE(points);
    EXPECT_NEAR(berOf(points->front()), lossy, 0.05 * lossy);
}

TEST(BerSimulation, CurvesOfOthersAreMet)
{
    const std::filesystem::path path = std::filesystem::path(RXWATT_VECTORS) / "curves" / "ber_16qam_tdlAE.csv";
    if (!std::filesystem::exists(path)) {
        GTEST_SKIP() << "no vectors of others at " << RXWATT_VECTORS;
    }
    for (const auto& [key, reference] : readCurves(path)) {
        SCOPED_TRACE(key.column + ", DM-RS symbols: " + std::to_string(key.dmrsSymbols));
        BerSettings settings;
        settings.link = curveLink(key.dmrsSymbols);
        settings.receiver = key.column;
        settings.sinrDb = {3, 6, 9, 12, 15, 18, 21};
        settings.slots = 500;
        settings.threads = 2;
        const auto points = simulateBer(settings);
        ASSERT_TRUE(points) << points.error().message;
        Curve curve;
        for (const BerPoint& point : *points) {
            curve[point.sinrDb] = berOf(point);
        }
        if (key.column == "ls-linear" && key.dmrsSymbols == 1) {
            // Straight lines through one DM-RS symbol never get there: the floor of 0.11 to 0.12.
            EXPECT_NEAR(curve.at(21), reference.at(21), 0.01);
            continue;
        }
        EXPECT_NEAR(crossing(curve, 1e-1), crossing(reference, 1e-1), 0.4);
        EXPECT_NEAR(crossing(curve, 1e-2), crossing(reference, 1e-2), 0.4);
    }
}

TEST(BerSimulation, TheWienerFilterLiesBetweenStraightLinesAndTheKnownChannel)
{
    std::map<std::string, double> ber;
    for (const char* receiver : {"perfect-csi", "lmmse", "ls-linear"}) {
        BerSettings settings;
        settings.link.resourceBlocks = 4;
        settings.link.dmrs.symbols = {1, 2};
        settings.link.channel.models = {ChannelModel::tdlA, ChannelModel::tdlB, ChannelModel::tdlC, ChannelModel::tdlD,
                                        ChannelModel::tdlE};
        settings.receiver = receiver;
        settings.sinrDb = {25};
        settings.slots = 200;
        const auto points = simulateBer(settings);
        ASSERT_TRUE(points);
        ber[receiver] = berOf(points->front());
    }
    EXPECT_LT(ber["perfect-csi"], 0.95 * ber["lmmse"]);
    EXPECT_LT(ber["lmmse"], 0.95 * ber["ls-linear"]);
}

TEST(BerSimulation, CountsDoNotDependOnThreads)
{
    BerSettings settings = smallSimulation();
    settings.link.modulations = {Modulation::qam16, Modulation::qam256};
    settings.link.dmrs.symbols = {1, 2};
    settings.receiver = "lmmse";
    const auto one = simulateBer(settings);
    settings.threads = 4;
    const auto four = simulateBer(settings);
    ASSERT_TRUE(one && four);
    for (std::size_t point = 0; point < one->size(); ++point) {
        for (std::size_t slot = 0; slot < settings.slots; ++slot) {
            EXPECT_EQ((*one)[point].slots[slot].errors, (*four)[point].slots[slot].errors);
            EXPECT_EQ((*one)[point].slots[slot].bits, (*four)[point].slots[slot].bits);
        }
    }
}

TEST(BerSimulation, ReportsProgressAndStopsOnRequest)
{
    std::uint64_t last = 0;
    ASSERT_TRUE(simulateBer(smallSimulation(), [&](std::uint64_t done, std::uint64_t total) {
        EXPECT_EQ(total, 50U);
        last = done;
    }));
    EXPECT_EQ(last, 50U);

    std::stop_source source;
    source.request_stop();
    const auto stopped = simulateBer(smallSimulation(), {}, source.get_token());
    ASSERT_FALSE(stopped);
    EXPECT_EQ(stopped.error().kind, ErrorKind::cancelled);
}

TEST(BerSimulation, RefusesSettingsThatMakeNoSense)
{
    BerSettings settings = smallSimulation();
    settings.receiver = "zero-forcing";
    EXPECT_EQ(simulateBer(settings).error().message,
              "receiver: found \"zero-forcing\", perfect-csi, ls-linear and lmmse are allowed");
    settings = smallSimulation();
    settings.slots = 0;
    EXPECT_FALSE(simulateBer(settings));
    settings = smallSimulation();
    settings.sinrDb = {std::nan("")};
    EXPECT_FALSE(simulateBer(settings));
    settings = smallSimulation();
    settings.link.resourceBlocks = 0;
    EXPECT_FALSE(simulateBer(settings));
}

} // namespace rxwatt::phy
