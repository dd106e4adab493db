// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/point_file.h"
#include "tests/programs/project_fixture.h"

namespace rxwatt::test
{

using Training = ProjectTest;

TEST_F(Training, EndsWithCurvesWeightsAndTheirOrigin)
{
    const std::string id = add(tinySpec("tiny"));
    const ProgramResult worked = rxwatt({"run", project(), "--until-empty"});
    ASSERT_EQ(worked.exitCode, 0) << worked.err;
    EXPECT_THAT(worked.out, testing::ContainsRegex("tiny +train +succeeded"));
    EXPECT_THAT(worked.out, testing::ContainsRegex("SINR \\(dB\\) +model +ls-linear +perfect-csi"));
    EXPECT_THAT(worked.err, testing::HasSubstr("tiny: running"));
    EXPECT_THAT(worked.err, testing::HasSubstr("tiny: evaluation"));
    EXPECT_EQ(worked.err.find('\x1b'), std::string::npos) << "no terminal, no escape sequences";

    const Json shown = show("tiny");
    EXPECT_EQ(shown["state"], "succeeded");
    EXPECT_EQ(shown["reason"], nullptr);
    EXPECT_EQ(shown["steps_done"], 6);
    EXPECT_TRUE(shown["finished_at"].is_string());
    EXPECT_GT(shown["duration_s"].get<double>(), 0);
    EXPECT_TRUE(shown["geometric_mean_ber"].is_number());
    EXPECT_GE(shown["series"]["train_loss"]["count"].get<int>(), 1);
    EXPECT_EQ(shown["series"]["validation_geometric_mean_ber"]["count"], 2);
    EXPECT_EQ(shown["artifacts"]["weights"], "runs/" + id + "/weights.safetensors");
    EXPECT_TRUE(std::filesystem::exists(project() + "/" + shown["artifacts"]["best"].get<std::string>()));
    EXPECT_EQ(shown["provenance"]["threads"], 1);
    EXPECT_EQ(shown["provenance"]["device"], "cpu");
    EXPECT_EQ(rxwatt({"check", project()}).exitCode, 0);
    EXPECT_EQ(rxwatt({"log", project(), "tiny"}).exitCode, 0);
    EXPECT_EQ(run::readPoints(project() + "/runs/" + id + "/evaluation").size(), 2U) << "what gaps get intervals from";
}

TEST_F(Training, JudgesAllReceiversOnTheSamePoints)
{
    add(tinySpec("tiny"));
    ASSERT_EQ(rxwatt({"run", project(), "--until-empty"}).exitCode, 0);
    const Json curves = show("tiny")["ber_curves"];
    ASSERT_EQ(curves.size(), 3U);
    std::vector<std::string> receivers;
    for (const Json& curve : curves) {
        receivers.push_back(curve["receiver"]);
        EXPECT_EQ(curve["modulation"], "QPSK");
        EXPECT_EQ(curve["dmrs_symbols"], 1);
        EXPECT_EQ(curve["interval"], "by-slot");
        ASSERT_EQ(curve["points"].size(), 2U);
        for (const Json& point : curve["points"]) {
            EXPECT_EQ(point["slots"], curves[0]["points"][0]["slots"]);
            EXPECT_LE(point["low"].get<double>(), point["ber"].get<double>());
            EXPECT_GE(point["high"].get<double>(), point["ber"].get<double>());
        }
    }
    EXPECT_THAT(receivers, testing::UnorderedElementsAre("model", "ls-linear", "perfect-csi"));
}

TEST_F(Training, IsExportedInEveryFormat)
{
    add(tinySpec("tiny"));
    const ProgramResult worked = rxwatt({"run", project(), "--until-empty", "--json"});
    ASSERT_EQ(worked.exitCode, 0) << worked.err;
    EXPECT_EQ(documentOf(worked)["succeeded"], 1);
    for (const char* figure : {"ber", "loss", "runs"}) {
        for (const char* extension : {".csv", ".json", ".tex"}) {
            const std::string out = file(std::string(figure) + extension);
            const ProgramResult exported = rxwatt({"export", project(), figure, "--out", out, "--runs", "tiny"});
            EXPECT_EQ(exported.exitCode, 0) << exported.err;
            EXPECT_FALSE(contentOf(out).empty()) << out;
        }
    }
    const Json drawn = base::parseJson(contentOf(file("ber.json")), "ber.json").value();
    EXPECT_EQ(drawn["series"].size(), 3U);
    const Json table = base::parseJson(contentOf(file("runs.json")), "runs.json").value();
    EXPECT_EQ(table["rows"][0]["zero_error_points"], show("tiny")["zero_error_points"]);
    EXPECT_THAT(contentOf(file("ber.csv")), testing::HasSubstr("\nperfect-csi,10,"));
    EXPECT_THAT(contentOf(file("loss.csv")), testing::HasSubstr("\ntiny,6,"));
}

TEST_F(Training, GivesWeightsThatALaterRunJudges)
{
    const std::string id = add(tinySpec("tiny"));
    Json judge = tinySpec("judge");
    judge["kind"] = "evaluate";
    judge["weights"] = {"tiny", "tiny@best"};
    judge.erase("training");
    judge.erase("validation");
    add(judge);
    const ProgramResult worked = rxwatt({"run", project(), "--until-empty"});
    ASSERT_EQ(worked.exitCode, 0) << worked.err;
    std::vector<std::string> weights;
    const Json shown = show("judge");
    for (const Json& curve : shown["ber_curves"]) {
        weights.push_back(curve.value("weights", ""));
    }
    EXPECT_THAT(weights, testing::IsSupersetOf({id, id + "@best"}));
}

TEST_F(Training, ShowsItsResultAgainWhereNothingIsLeftToDo)
{
    add(tinySpec("tiny"));
    const ProgramResult first = rxwatt({"run", project(), "--until-empty"});
    const ProgramResult second = rxwatt({"run", project(), "--until-empty"});
    EXPECT_EQ(second.exitCode, 0);
    EXPECT_EQ(second.out, first.out);
}

} // namespace rxwatt::test
