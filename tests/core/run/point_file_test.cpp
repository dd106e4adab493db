// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/point_file.h"
#include "tests/support/file_helpers.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

namespace rxwatt::run
{

namespace
{

PointSlots samplePoint()
{
    return {{phy::Modulation::qam16, 2, 12.5},
            {{"model", "abc@best"}, {"ls-linear", ""}},
            {100, 100, 96},
            {{0, 3, 1}, {50, 7, 9}}};
}

void expectSample(const PointSlots& point)
{
    const PointSlots sample = samplePoint();
    EXPECT_EQ(point.key.modulation, sample.key.modulation);
    EXPECT_EQ(point.key.dmrsSymbols, sample.key.dmrsSymbols);
    EXPECT_EQ(point.key.sinrDb, sample.key.sinrDb);
    EXPECT_EQ(point.receivers, sample.receivers);
    EXPECT_EQ(point.bits, sample.bits);
    EXPECT_EQ(point.errors, sample.errors);
}

} // namespace

TEST(PointFile, GivesBackThePointOfTheSameReceiversAndDigestOnly)
{
    const rxwatt::test::TemporaryFolder folder;
    const PointSlots sample = samplePoint();
    ASSERT_TRUE(writePoint(folder.path(), sample, "digest"));
    const auto point = readPoint(folder.path(), sample.key, sample.receivers, "digest");
    ASSERT_TRUE(point);
    expectSample(*point);
    EXPECT_FALSE(readPoint(folder.path(), sample.key, sample.receivers, "another"));
    EXPECT_FALSE(readPoint(folder.path(), sample.key, {{"model", ""}, {"ls-linear", ""}}, "digest"));
    EXPECT_FALSE(readPoint(folder.path(), {phy::Modulation::qam16, 2, 13}, sample.receivers, "digest"));
}

TEST(PointFile, IsReadByThoseWhoDoNotKnowWhatItHolds)
{
    const rxwatt::test::TemporaryFolder folder;
    ASSERT_TRUE(writePoint(folder.path(), samplePoint(), "digest"));
    const auto points = readPoints(folder.path());
    ASSERT_EQ(points.size(), 1U);
    expectSample(points[0]);
}

TEST(PointFile, IsLeftOutWhereItIsTornOrNotOurs)
{
    const rxwatt::test::TemporaryFolder folder;
    EXPECT_TRUE(readPoints(folder / "missing").empty());
    PointSlots impossible = samplePoint();
    impossible.errors[0][1] = 101;
    ASSERT_TRUE(writePoint(folder.path(), impossible, "digest"));
    rxwatt::test::putContent(folder / "torn.safetensors", "torn");
    EXPECT_TRUE(readPoints(folder.path()).empty());
    ASSERT_TRUE(writePoint(folder.path(), samplePoint(), "digest"));
    const auto file = folder / pointFileName(samplePoint().key);
    const std::string text = rxwatt::test::contentOf(file);
    for (const auto& [good, bad] : {std::pair("16QAM", "17QAM"), {"12.5", "x2.5"}, {"receiver\\", "receover\\"}}) {
        std::string changed = text;
        const auto place = changed.find(good);
        ASSERT_NE(place, std::string::npos) << good;
        rxwatt::test::putContent(file, changed.replace(place, std::string(bad).size(), bad));
        EXPECT_TRUE(readPoints(folder.path()).empty()) << bad;
    }
}

} // namespace rxwatt::run
