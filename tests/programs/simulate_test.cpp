// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/programs/project_fixture.h"

namespace rxwatt::test
{

namespace
{

const char* const link = R"({"resource_blocks": 2, "modulation": "16QAM", "channel": {"models": ["TDL-A", "TDL-E"]}})";

} // namespace

TEST(Simulate, PrintsTheContractsDocument)
{
    const TemporaryFolder folder;
    putContent(folder / "link.json", link);
    const ProgramResult result = rxwatt({"simulate", (folder / "link.json").string(), "--receiver", "perfect-csi",
                                         "--sinr", "-4:12:20", "--slots", "40", "--seed", "5", "--json"});
    ASSERT_EQ(result.exitCode, 0) << result.err;
    const Json document = documentOf(result);
    EXPECT_EQ(document["receiver"], "perfect-csi");
    EXPECT_EQ(document["seed"], 5);
    EXPECT_EQ(document["link"]["resource_blocks"], 2);
    EXPECT_GT(document["slots_per_second"].get<double>(), 0);
    ASSERT_EQ(document["points"].size(), 3U);
    double before = 1;
    for (const Json& point : document["points"]) {
        EXPECT_EQ(point["slots"], 40);
        // 14 symbols less one of pilots, 24 subcarriers, 4 bits.
        EXPECT_EQ(point["bits"], 40 * 13 * 24 * 4);
        const double ber = point["ber"].get<double>();
        EXPECT_DOUBLE_EQ(ber, point["bit_errors"].get<double>() / point["bits"].get<double>());
        EXPECT_LE(point["low"].get<double>(), ber);
        EXPECT_GE(point["high"].get<double>(), ber);
        EXPECT_LT(ber, before);
        before = ber;
    }
}

TEST(Simulate, KnowsThatAwgnDoesNotFade)
{
    const TemporaryFolder folder;
    const auto point = [&](const char* model) {
        putContent(folder / "link.json",
                   std::string(R"({"resource_blocks": 2, "modulation": "16QAM", "channel": {"models": [")") + model +
                       R"("]}})");
        return documentOf(rxwatt({"simulate", (folder / "link.json").string(), "--receiver", "perfect-csi", "--sinr",
                                  "14", "--slots", "300", "--json"}))["points"][0];
    };
    const Json even = point("AWGN");
    EXPECT_GT(even["bit_errors"], 100);
    EXPECT_LT(even["high"].get<double>(), 1.5 * even["ber"].get<double>());
    const Json fading = point("TDL-D");
    EXPECT_GT(fading["high"].get<double>(), fading["ber"].get<double>() + 1.8 / 300);
}

TEST(Simulate, CountsTheSameErrorsOnAnyNumberOfThreads)
{
    const TemporaryFolder folder;
    putContent(folder / "link.json", link);
    Json points;
    for (const char* threads : {"1", "2", "5"}) {
        const Json document = documentOf(rxwatt({"simulate", (folder / "link.json").string(), "--receiver", "ls-linear",
                                                 "--sinr", "5,15", "--slots", "30", "--threads", threads, "--json"}));
        if (points.is_null()) {
            points = document["points"];
        }
        EXPECT_EQ(document["points"], points) << threads;
    }
}

TEST(Simulate, DrawsOtherSlotsFromAnotherSeed)
{
    const TemporaryFolder folder;
    putContent(folder / "link.json", link);
    const auto points = [&](const char* seed) {
        return documentOf(rxwatt({"simulate", (folder / "link.json").string(), "--sinr", "5", "--slots", "30", "--seed",
                                  seed, "--json"}))["points"];
    };
    EXPECT_NE(points("1"), points("2"));
}

TEST(Dataset, IsTheSameFileOnAnyNumberOfThreads)
{
    const TemporaryFolder folder;
    putContent(folder / "link.json", link);
    const auto write = [&](const std::string& threads) {
        const std::string out = (folder / (threads + ".safetensors")).string();
        const ProgramResult result = rxwatt({"dataset", (folder / "link.json").string(), "--slots", "6", "--sinr",
                                             "0,10", "--seed", "3", "--threads", threads, "--out", out, "--json"});
        EXPECT_EQ(result.exitCode, 0) << result.err;
        EXPECT_EQ(documentOf(result)["slots"], 12);
        return contentOf(out);
    };
    const std::string one = write("1");
    EXPECT_GT(one.size(), 12U * 2 * 14 * 24 * 8);
    EXPECT_TRUE(one == write("3"));
}

TEST(Profile, AddsUpToThePublishedNetwork)
{
    const TemporaryFolder folder;
    putContent(folder / "model.json", "{}");
    const Json document = documentOf(rxwatt({"profile", (folder / "model.json").string(), "--json"}));
    EXPECT_EQ(document["parameters"], 1232776);
    EXPECT_EQ(document["resource_grid"], (Json{14, 312}));
    EXPECT_EQ(document["flops"], 2 * document["macs"].get<std::int64_t>());
    std::int64_t macs = 0;
    for (const Json& block : document["blocks"]) {
        macs += block["macs"].get<std::int64_t>();
    }
    EXPECT_EQ(macs, document["macs"]);
    EXPECT_EQ(document["blocks"].front()["name"], "input");
    EXPECT_EQ(document["blocks"].back()["name"], "output");
}

TEST(Profile, CountsHalfTheBytesInHalfPrecision)
{
    const TemporaryFolder folder;
    putContent(folder / "model.json", "{}");
    const std::string model = (folder / "model.json").string();
    const Json whole = documentOf(rxwatt({"profile", model, "--json"}));
    const Json half = documentOf(rxwatt({"profile", model, "--precision", "fp16", "--json"}));
    EXPECT_EQ(half["layers"][0]["bytes_written"].get<std::int64_t>() * 2, whole["layers"][0]["bytes_written"]);
    EXPECT_EQ(half["macs"], whole["macs"]);
}

} // namespace rxwatt::test
