// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/run_tables.h"

#include <gtest/gtest.h>

namespace rxwatt::cli
{

namespace
{

run::BerPoint point(double sinrDb, std::int64_t errors, double low, double high)
{
    return {sinrDb, 100, 100000, errors, static_cast<double>(errors) / 100000, low, high};
}

store::RunDetails judgedRun()
{
    store::RunDetails details;
    details.berCurves = {
        {"model", "16QAM", 1, "", {point(2, 20000, 0.19, 0.21), point(12, 840, 0.0078, 0.009), point(22, 0, 0, 2e-5)}},
        {"ls-linear",
         "16QAM",
         1,
         "",
         {point(2, 28000, 0.27, 0.29), point(12, 14000, 0.13, 0.15), point(22, 12000, 0.11, 0.13)}},
        {"perfect-csi", "16QAM", 1, "", {point(2, 18000, 0.17, 0.19), point(12, 500, 0.004, 0.006)}}};
    return details;
}

} // namespace

TEST(BerTables, ShowIntervalsAtTheValuesOwnScale)
{
    EXPECT_EQ(berCell(point(2, 840, 0.0078, 0.009)), "8.4e-3 ±0.6e-3");
    EXPECT_EQ(berCell(point(2, 0, 0, 2e-5)), "< 2.0e-5");
    EXPECT_EQ(berCell(point(2, 10000, 0.09, 0.11)), "1.0e-1 ±0.1e-1");
    EXPECT_EQ(berCell(point(2, 99999, 0.99998, 1)), "1.0e0 ±0.0e0");
}

TEST(BerTables, TellLopsidedIntervalsByTheirEnds)
{
    EXPECT_EQ(berCell(point(2, 520, 0.0011, 0.15)), "5.2e-3 (1.1e-3 to 1.5e-1)");
}

TEST(BerTables, HaveARowForEverySinrAndAColumnForEveryReceiver)
{
    EXPECT_EQ(berText(judgedRun(), {}), "BER, 16QAM with 1 DM-RS symbol (95 % intervals by slot)\n"
                                        "SINR (dB)  model           ls-linear       perfect-csi\n"
                                        "        2  2.0e-1 ±0.1e-1  2.8e-1 ±0.1e-1  1.8e-1 ±0.1e-1\n"
                                        "       12  8.4e-3 ±0.6e-3  1.4e-1 ±0.1e-1  5.0e-3 ±1.0e-3\n"
                                        "       22  < 2.0e-5        1.2e-1 ±0.1e-1  –\n"
                                        "gap to the known channel at BER 0.1: model ≈ 0.5 dB, ls-linear not reached\n");
}

/// Slots that add up to a curve's points.
std::vector<run::PointSlots> slotsOf(const std::vector<store::BerCurve>& curves)
{
    constexpr std::int64_t slots = 100;
    std::vector<run::PointSlots> files;
    for (const double sinrDb : {2.0, 12.0, 22.0}) {
        run::PointSlots file{{phy::Modulation::qam16, 1, sinrDb}, {}, std::vector<std::int64_t>(slots, 1000), {}};
        for (const store::BerCurve& curve : curves) {
            for (const run::BerPoint& point : curve.points) {
                if (point.sinrDb == sinrDb) {
                    file.receivers.push_back({curve.receiver, curve.weights});
                    file.errors.emplace_back(slots);
                    auto& errors = file.errors.back();
                    for (std::size_t i = 0; i < errors.size(); ++i) {
                        // Two kinds of slots, so that samples differ.
                        errors[i] = point.bitErrors / slots + (i % 2 == 0 ? 3 : -3);
                    }
                    errors.front() += point.bitErrors % slots;
                }
            }
        }
        files.push_back(std::move(file));
    }
    return files;
}

TEST(BerTables, GiveTheGapItsIntervalWhereTheSlotsAreThere)
{
    store::RunDetails details = judgedRun();
    details.berCurves[0].points.pop_back();
    std::vector<run::PointSlots> files = slotsOf(details.berCurves);
    EXPECT_NE(berText(details, files).find("BER 0.1: model 0.5 dB (0.5 to 0.6), ls-linear not reached\n"),
              std::string::npos)
        << berText(details, files);
    files[0].errors[0][0] += 1;
    EXPECT_NE(berText(details, files).find("model ≈ 0.5 dB,"), std::string::npos) << "the slots are of another curve";
    files.erase(files.begin());
    EXPECT_NE(berText(details, files).find("model ≈ 0.5 dB,"), std::string::npos) << "a point is missing";
}

TEST(BerTables, TellAFloorFromACurveThatIsBelowFromTheBeginning)
{
    store::RunDetails details = judgedRun();
    details.berCurves[0].points.erase(details.berCurves[0].points.begin());
    EXPECT_NE(berText(details, {}).find("model below 0.1 from the first point on, ls-linear not reached"),
              std::string::npos)
        << berText(details, {});
    details.berCurves[2].points.erase(details.berCurves[2].points.begin());
    EXPECT_NE(berText(details, {}).find("none, the known channel's curve is below 0.1 from the first point on\n"),
              std::string::npos);
}

TEST(RunsTable, MarksEvaluationsOnlyWhereTheyDiffer)
{
    store::RunSummary first;
    first.name = "first";
    first.geometricMeanBer = -1.5;
    first.evaluationDigest = "abcdef";
    store::RunSummary second = first;
    second.name = "second";
    second.zeroErrorPoints = 2;
    store::RunSummary waiting;
    EXPECT_EQ(runsTable({first, second, waiting}).find("EVALUATION"), std::string::npos);
    second.evaluationDigest = "xyzuvw";
    const std::string table = runsTable({first, second, waiting});
    EXPECT_NE(table.find("EVALUATION"), std::string::npos);
    EXPECT_NE(table.find("-1.500                     abcd"), std::string::npos) << table;
    EXPECT_NE(table.find("-1.500 (2 without errors)  xyzu"), std::string::npos) << table;
}

TEST(BerTables, LeaveTheGapOutWithoutAKnownChannel)
{
    store::RunDetails details = judgedRun();
    details.berCurves.pop_back();
    EXPECT_EQ(berText(details, {}).find("gap"), std::string::npos);
    details.berCurves.clear();
    EXPECT_EQ(berText(details, {}), "");
}

} // namespace rxwatt::cli
