// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/model_config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rxwatt::model
{
namespace
{

using testing::AllOf;
using testing::HasSubstr;

std::string messageOf(const ModelConfig& model)
{
    const Status status = model.validate();
    return status ? "valid" : status.error().message;
}

TEST(ModelConfig, DefaultsAreValid)
{
    EXPECT_EQ(messageOf(ModelConfig{}), "valid");
}

TEST(ModelConfig, NamesTheUnknownArchitecture)
{
    ModelConfig model;
    model.architecture = "resnet";
    EXPECT_THAT(messageOf(model), AllOf(HasSubstr("model.architecture"), HasSubstr("resnet"), HasSubstr("deeprx")));
}

TEST(ModelConfig, WantsADilationForEachBlock)
{
    ModelConfig model;
    model.dilations.pop_back();
    EXPECT_THAT(messageOf(model), AllOf(HasSubstr("model.dilations"), HasSubstr("10"), HasSubstr("11")));
}

TEST(ModelConfig, WantsOneToSixtyFourBlocks)
{
    ModelConfig model;
    model.channels.clear();
    model.dilations.clear();
    EXPECT_THAT(messageOf(model), AllOf(HasSubstr("model.channels"), HasSubstr("found 0")));
    model.channels.assign(64, 8);
    model.dilations.assign(64, {1, 1});
    EXPECT_EQ(messageOf(model), "valid");
    model.channels.push_back(8);
    model.dilations.push_back({1, 1});
    EXPECT_THAT(messageOf(model), AllOf(HasSubstr("model.channels"), HasSubstr("found 65")));
}

TEST(ModelConfig, NamesTheBlockWhoseWidthIsOutOfRange)
{
    for (const int width : {0, -1, 4097}) {
        ModelConfig model;
        model.channels[3] = width;
        EXPECT_THAT(messageOf(model),
                    AllOf(HasSubstr("model.channels[3]"), HasSubstr(std::to_string(width)), HasSubstr("1 to 4096")));
    }
}

TEST(ModelConfig, NamesTheDilationOutOfRange)
{
    ModelConfig model;
    model.dilations[2] = {1, 65};
    EXPECT_THAT(messageOf(model), AllOf(HasSubstr("model.dilations[2][1]"), HasSubstr("65"), HasSubstr("1 to 64")));
    model.dilations[2] = {0, 1};
    EXPECT_THAT(messageOf(model), HasSubstr("model.dilations[2][0]"));
}

TEST(ModelConfig, BoundsTheDepthMultiplier)
{
    for (const int multiplier : {0, 17}) {
        ModelConfig model;
        model.depthMultiplier = multiplier;
        EXPECT_THAT(messageOf(model), AllOf(HasSubstr("model.depth_multiplier"), HasSubstr("1 to 16")));
    }
}

TEST(ModelConfig, AllowsOutputKernelsOneAndThree)
{
    ModelConfig model;
    model.outputKernel = 3;
    EXPECT_EQ(messageOf(model), "valid");
    model.outputKernel = 2;
    EXPECT_THAT(messageOf(model), AllOf(HasSubstr("model.output_kernel"), HasSubstr("found 2")));
}

} // namespace
} // namespace rxwatt::model
