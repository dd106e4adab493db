// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/config_json.h"
#include "core/run/spec.h"
#include "tests/core/run/golden.h"
#include "tests/core/run/spec_of.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace rxwatt::run
{

namespace
{

using phy::ChannelModel;
using phy::Modulation;
using test::json;
using test::specOf;
using testing::ElementsAre;

phy::LinkConfig linkOf(const std::string& text)
{
    phy::LinkConfig link;
    const Status status = readLink(json(text), "link", link);
    EXPECT_TRUE(status) << status.error().message;
    return link;
}

TEST(LinkJson, TakesOneValueOrAList)
{
    const phy::LinkConfig one =
        linkOf(R"({"modulation": "QPSK", "dmrs": {"symbols": 2}, "channel": {"models": "AWGN"}})");
    const phy::LinkConfig many = linkOf(
        R"({"modulation": ["16QAM", "64QAM"], "dmrs": {"symbols": [1, 2]}, "channel": {"models": ["TDL-D", "TDL-E"]}})");

    EXPECT_THAT(one.modulations, ElementsAre(Modulation::qpsk));
    EXPECT_THAT(one.dmrs.symbols, ElementsAre(2));
    EXPECT_THAT(one.channel.models, ElementsAre(ChannelModel::awgn));
    EXPECT_THAT(many.modulations, ElementsAre(Modulation::qam16, Modulation::qam64));
    EXPECT_THAT(many.dmrs.symbols, ElementsAre(1, 2));
    EXPECT_THAT(many.channel.models, ElementsAre(ChannelModel::tdlD, ChannelModel::tdlE));
}

TEST(LinkJson, TakesAPairOrOneNumberForARange)
{
    const phy::LinkConfig link = linkOf(R"({"sinr_db": 12, "channel": {"max_doppler_hz": [5, 70]}})");

    EXPECT_EQ(link.sinrDb, (phy::Range{12, 12}));
    EXPECT_EQ(link.channel.maxDopplerHz, (phy::Range{5, 70}));
    EXPECT_EQ(toJson(link)["sinr_db"], 12.0);
}

TEST(LinkJson, ChangesOnlyWhatIsNamed)
{
    phy::LinkConfig link;
    link.resourceBlocks = 4;
    link.channel.maxDopplerHz = {1, 2};

    ASSERT_TRUE(readLink(json(R"({"channel": {"models": "TDL-A"}})"), "link", link));

    EXPECT_EQ(link.resourceBlocks, 4);
    EXPECT_EQ(link.channel.maxDopplerHz, (phy::Range{1, 2}));
    EXPECT_THAT(link.channel.models, ElementsAre(ChannelModel::tdlA));
}

TEST(LinkJson, LeavesTheLinkAloneWhereAPartIsWrong)
{
    phy::LinkConfig link;

    const Status status = readLink(json(R"({"resource_blocks": 4, "sinr_db": [1, 2, 3]})"), "link", link);

    ASSERT_FALSE(status);
    EXPECT_THAT(status.error().message, testing::HasSubstr("link.sinr_db"));
    EXPECT_EQ(link, phy::LinkConfig());
}

TEST(ModelJson, ReadsBackWhatItPrints)
{
    model::ModelConfig model;
    model.input = model::Input::equalized;
    model.channels = {8, 16};
    model.dilations = {{1, 1}, {2, 3}};
    model.projectionInput = model::ProjectionInput::input;
    model.outputKernel = 3;
    model.depthMultiplier = 1;

    model::ModelConfig read;
    ASSERT_TRUE(readModel(toJson(model), "model", read));

    EXPECT_EQ(read, model);
}

TEST(EvaluationLink, OverridesPartsOfTheLink)
{
    const RunSpec spec =
        specOf(R"({"link": {"resource_blocks": 4, "channel": {"models": ["TDL-B"], "max_doppler_hz": 70}},
                                    "evaluation": {"link": {"channel": {"models": ["TDL-A", "TDL-E"]}}}})");

    const Result<phy::LinkConfig> judged = spec.evaluationLink();

    ASSERT_TRUE(judged);
    EXPECT_EQ(judged->resourceBlocks, 4);
    EXPECT_EQ(judged->channel.maxDopplerHz, (phy::Range{70, 70}));
    EXPECT_THAT(judged->channel.models, ElementsAre(ChannelModel::tdlA, ChannelModel::tdlE));
    EXPECT_THAT(spec.link.channel.models, ElementsAre(ChannelModel::tdlB));
}

TEST(EvaluationDigest, IsTheSameForWhatIsJudgedOnTheSameSlots)
{
    const std::string digest = evaluationDigest(specOf("{}"));

    EXPECT_EQ(evaluationDigest(
                  specOf(R"({"name": "b", "seed": 5, "training": {"steps": 7}, "model": {"depth_multiplier": 1}})")),
              digest);
    EXPECT_EQ(evaluationDigest(specOf(R"({"link": {"sinr_db": [0, 10]}, "evaluation": {"baselines": []}})")), digest);
    EXPECT_EQ(evaluationDigest(specOf(R"({"evaluation": {"sinr_db": {"first": -4, "step": 2, "last": 32}}})")), digest);
    // The same judged link, however it came about.
    EXPECT_EQ(evaluationDigest(specOf(R"({"link": {"channel": {"models": ["TDL-A"]}}})")),
              evaluationDigest(specOf(R"({"evaluation": {"link": {"channel": {"models": "TDL-A"}}}})")));
}

TEST(EvaluationDigest, ChangesWithEverythingThatSlotsDependOn)
{
    const std::string digest = evaluationDigest(specOf("{}"));
    for (const char* text : {R"({"link": {"resource_blocks": 25}})", R"({"evaluation": {"seed": 1}})",
                             R"({"evaluation": {"sinr_db": [0]}})", R"({"evaluation": {"max_slots": 999}})",
                             R"({"evaluation": {"min_slots": 99}})", R"({"evaluation": {"target_bit_errors": 9}})",
                             R"({"evaluation": {"link": {"interference_share": 0.5}}})"}) {
        EXPECT_NE(evaluationDigest(specOf(text)), digest) << text;
    }
}

} // namespace

} // namespace rxwatt::run
