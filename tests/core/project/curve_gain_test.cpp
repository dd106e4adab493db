// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/curve_gain.h"

#include <gtest/gtest.h>

namespace rxwatt::project
{
namespace
{

using analysis::Crossing;

store::BerCurve curve(const std::string& receiver, const std::vector<std::pair<double, std::int64_t>>& errorsAt)
{
    store::BerCurve curve{receiver, "16QAM", 1, "", {}};
    for (const auto& [sinr, errors] : errorsAt) {
        curve.points.push_back({sinr, 4, 4000, errors, static_cast<double>(errors) / 4000, 0, 1});
    }
    return curve;
}

run::PointSlots slotsFile(double sinr, const std::vector<run::ReceiverName>& receivers,
                          const std::vector<std::vector<std::int64_t>>& errors)
{
    return {{phy::Modulation::qam16, 1, sinr}, receivers, {1000, 1000, 1000, 1000}, errors};
}

/// The model is 5 dB ahead of its reference at 1 in 10.
const store::BerCurve model = curve("model", {{0, 800}, {10, 200}});
const store::BerCurve reference = curve("ls-linear", {{5, 800}, {15, 200}});

std::vector<run::PointSlots> files()
{
    return {slotsFile(0, {{"model", ""}}, {{200, 200, 200, 200}}), slotsFile(10, {{"model", ""}}, {{50, 50, 50, 50}}),
            slotsFile(5, {{"ls-linear", ""}}, {{200, 200, 200, 200}}),
            slotsFile(15, {{"ls-linear", ""}}, {{50, 50, 50, 50}})};
}

TEST(CurveGain, IsPositiveWhereTheReceiverNeedsLess)
{
    const CurveGain gain = interpolatedGain(model, reference, 0.1);
    ASSERT_TRUE(gain.gainDb);
    EXPECT_NEAR(*gain.gainDb, 5, 1e-9);
    EXPECT_NEAR(gain.receiver.sinrDb, 5, 1e-9);
    EXPECT_FALSE(gain.resampled);
}

TEST(CurveGain, SaysWhichCurveHasNoCrossing)
{
    const CurveGain low = interpolatedGain(model, reference, 0.001);
    EXPECT_EQ(low.receiver.kind, Crossing::notReached);
    EXPECT_FALSE(low.gainDb);
    const CurveGain high = interpolatedGain(model, reference, 0.4);
    EXPECT_EQ(high.receiver.kind, Crossing::fromTheFirst);
    EXPECT_FALSE(interpolatedGain(curve("model", {}), reference, 0.1).gainDb);
}

TEST(CurveGain, HasAnIntervalWhereAllSlotsAreKept)
{
    const CurveGain gain = resampledGain(model, files(), reference, files(), 0.1);
    EXPECT_TRUE(gain.resampled);
    ASSERT_TRUE(gain.lowDb && gain.highDb);
    EXPECT_NEAR(*gain.lowDb, 5, 1e-9) << "all slots are alike";
    EXPECT_NEAR(*gain.highDb, 5, 1e-9);
}

TEST(CurveGain, HasNoneWhereAPointIsMissingOrTellsAnotherStory)
{
    auto missing = files();
    missing.pop_back();
    EXPECT_FALSE(resampledGain(model, missing, reference, missing, 0.1).resampled);
    auto other = files();
    other[0].errors[0][0] = 201;
    const CurveGain gain = resampledGain(model, other, reference, other, 0.1);
    EXPECT_FALSE(gain.resampled);
    EXPECT_TRUE(gain.gainDb) << "the curves themselves are there";
}

} // namespace
} // namespace rxwatt::project
