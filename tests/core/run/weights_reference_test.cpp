// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/run_folder.h"

#include <gtest/gtest.h>

namespace rxwatt::run
{

TEST(WeightsReference, IsARunAndOneOfItsCheckpoints)
{
    const auto expectParts = [](const std::string& text, const std::string& run, const std::string& checkpoint) {
        const RunWeights parts = WeightsReference{text}.asRun();
        EXPECT_EQ(parts.run, run) << text;
        EXPECT_EQ(parts.checkpoint, checkpoint) << text;
    };
    expectParts("teacher", "teacher", "");
    expectParts("teacher@best", "teacher", "best");
    expectParts("me@home@2000", "me@home", "2000");
    expectParts("me@home", "me@home", "");
    expectParts("teacher@", "teacher@", "");
    expectParts("teacher@1234567890123456789", "teacher@1234567890123456789", "");
}

TEST(WeightsReference, LooksLikeAFileWithASlashOrTheExtension)
{
    EXPECT_TRUE(WeightsReference{"a/b"}.looksLikeFile());
    EXPECT_TRUE(WeightsReference{"b.safetensors"}.looksLikeFile());
    EXPECT_FALSE(WeightsReference{"teacher@best"}.looksLikeFile());
}

TEST(WeightsReference, NamesAFileOfTheRunsFolder)
{
    const RunFolder folder("/p/runs/bbbbbbbbbbb1");
    EXPECT_EQ(folder.weightsFile(""), folder.weightsFile());
    EXPECT_EQ(folder.weightsFile("best"), folder.bestWeightsFile());
    EXPECT_EQ(folder.weightsFile("2000"), folder.snapshotFile(2000));
}

} // namespace rxwatt::run
