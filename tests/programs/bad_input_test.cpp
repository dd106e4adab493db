// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/programs/project_fixture.h"

namespace rxwatt::test
{

namespace
{

struct BadInput {
    const char* description;
    std::string spec;
    /// What the one message must hold besides the file.
    std::vector<std::string> says;
    /// 1 for what a later version may take.
    int exitCode = 2;
};

std::string deeply(int depth)
{
    return std::string(static_cast<std::size_t>(depth), '[') + std::string(static_cast<std::size_t>(depth), ']');
}

std::vector<BadInput> badSpecs()
{
    return {
        {"an unknown key",
         R"({"name": "a", "training": {"step": 5}})",
         {"$.training", "\"step\"", "did you mean \"steps\""}},
        {"not a number", R"({"name": "a", "training": {"learning_rate": NaN}})", {"line 1"}},
        {"an infinite number", R"({"name": "a", "training": {"learning_rate": 1e999}})", {}},
        {"a repeated key", R"({"name": "a", "name": "b"})", {"\"name\""}},
        {"an impossible grid",
         R"({"name": "a", "link": {"resource_blocks": 0}})",
         {"resource_blocks", "0", "1 to 275"}},
        {"an unknown architecture",
         R"({"name": "a", "model": {"architecture": "deeprex"}})",
         {"architecture", "deeprex", "deeprx"}},
        {"an unknown modulation",
         R"({"name": "a", "link": {"modulation": "17QAM"}})",
         {"$.link.modulation", "17QAM", "16QAM"}},
        {"an unknown channel",
         R"({"name": "a", "link": {"channel": {"models": ["TDL-F"]}}})",
         {"models", "TDL-F", "TDL-E"}},
        {"a text for a number",
         R"({"name": "a", "training": {"steps": "many"}})",
         {"$.training.steps", "\"many\"", "whole number"}},
        {"an empty name", R"({"name": ""})", {"$.name"}},
        {"another schema",
         R"({"schema": "rxwatt.run/9", "name": "a"})",
         {"$.schema", "rxwatt.run/9", "rxwatt.run/1"},
         2},
        {"a study", R"({"schema": "rxwatt.study/1", "name": "a"})", {"stud", "not in this version"}, 2},
        {"a kind of later versions", R"({"name": "a", "kind": "distill"})", {"$.kind", "distill", "this version"}, 2},
        {"a channel too many", R"({"name": "a", "model": {"channels": [8, 8], "dilations": [[1, 1]]}})", {"dilations"}},
        {"a weights file that is not there",
         R"({"name": "a", "kind": "evaluate", "weights": "no/such.safetensors"})",
         {"no/such.safetensors"}},
        {"a run that is not there", R"({"name": "a", "kind": "evaluate", "weights": "nobody"})", {"nobody"}},
        {"a text", "hello", {"line 1"}},
        {"nothing", "", {}},
        {"a list", "[]", {"object"}},
        {"invalid UTF-8", "{\"name\": \"a\xff\"}", {}},
        {"too much depth", deeply(100), {"64"}},
    };
}

void expectOneMessage(const ProgramResult& result, const std::string& where)
{
    EXPECT_THAT(result.err, testing::StartsWith("rxwatt: "));
    EXPECT_EQ(std::count(result.err.begin(), result.err.end(), '\n'), 1) << result.err;
    EXPECT_THAT(result.err, testing::HasSubstr(where));
    EXPECT_EQ(result.out, "");
}

} // namespace

using BadInputs = ProjectTest;

TEST_F(BadInputs, GetOneMessageThatNamesFileAndPlaceAndLeaveTheProjectAsItWas)
{
    const Json before = documentOf(rxwatt({"list", project(), "--json"}));
    for (const BadInput& bad : badSpecs()) {
        SCOPED_TRACE(bad.description);
        const std::string spec = write("spec.json", bad.spec);
        const ProgramResult result = rxwatt({"add", project(), spec});
        EXPECT_EQ(result.exitCode, bad.exitCode);
        expectOneMessage(result, spec);
        for (const std::string& text : bad.says) {
            EXPECT_THAT(result.err, testing::HasSubstr(text));
        }
    }
    EXPECT_EQ(documentOf(rxwatt({"list", project(), "--json"})), before);
    EXPECT_TRUE(namesIn(project() + "/runs").empty());
}

TEST_F(BadInputs, QueueNothingWhereOneOfSeveralIsWrong)
{
    const std::string good = writeSpec(tinySpec("good"));
    const std::string bad = write("bad.json", R"({"steps": 1})");
    EXPECT_EQ(rxwatt({"add", project(), good, bad}).exitCode, 2);
    EXPECT_EQ(documentOf(rxwatt({"list", project(), "--json"}))["runs"].size(), 0U);
}

TEST_F(BadInputs, NameTheFileThatIsMissing)
{
    const ProgramResult result = rxwatt({"add", project(), file("missing.json")});
    EXPECT_EQ(result.exitCode, 2);
    expectOneMessage(result, file("missing.json"));
}

TEST_F(BadInputs, NameWhatIsNoProject)
{
    for (const std::string& path : {file("nowhere"), project() + "/runs"}) {
        const ProgramResult result = rxwatt({"list", path});
        EXPECT_EQ(result.exitCode, 2) << path;
        expectOneMessage(result, path);
    }
}

TEST_F(BadInputs, RefuseProjectsOfNewerVersions)
{
    Json record = base::parseJson(contentOf(project() + "/project.json"), "project.json").value();
    record["schema"] = "rxwatt.project/99";
    putContent(project() + "/project.json", base::toText(record));
    const ProgramResult result = rxwatt({"list", project()});
    EXPECT_EQ(result.exitCode, 1);
    expectOneMessage(result, "project.json");
    EXPECT_THAT(result.err, testing::HasSubstr("newer"));
}

TEST_F(BadInputs, DoNotMakeAProjectWhereSomethingLies)
{
    const std::string before = contentOf(project() + "/project.json");
    const ProgramResult result = rxwatt({"init", project()});
    EXPECT_EQ(result.exitCode, 2);
    expectOneMessage(result, project());
    EXPECT_EQ(contentOf(project() + "/project.json"), before);
}

TEST_F(BadInputs, NameRunsThatDoNotExistOrAreAmbiguous)
{
    add(tinySpec("twin"));
    add(tinySpec("twin"));
    const ProgramResult unknown = rxwatt({"show", project(), "nobody"});
    EXPECT_EQ(unknown.exitCode, 2);
    expectOneMessage(unknown, "nobody");
    const ProgramResult ambiguous = rxwatt({"show", project(), "twin"});
    EXPECT_EQ(ambiguous.exitCode, 2);
    EXPECT_THAT(ambiguous.err, testing::StartsWith("rxwatt: 2 runs are called \"twin\""));
}

TEST_F(BadInputs, AreRefusedByFiguresAndFormats)
{
    EXPECT_EQ(rxwatt({"export", project(), "bre", "--out", file("a.csv")}).exitCode, 2);
    EXPECT_EQ(rxwatt({"export", project(), "ber", "--out", file("a.xyz")}).exitCode, 2);
    EXPECT_EQ(rxwatt({"export", project(), "ber", "--out", file("a.csv")}).exitCode, 1) << "no run has a curve";
    const ProgramResult picture = rxwatt({"export", project(), "ber", "--out", file("a.png")});
    EXPECT_EQ(picture.exitCode, 1);
    expectOneMessage(picture, "no run chosen");
    const ProgramResult table = rxwatt({"export", project(), "runs", "--out", file("a.png")});
    EXPECT_EQ(table.exitCode, 2);
    expectOneMessage(table, "is a table");
    expectOneMessage(rxwatt({"export", project(), "ber", "--out", file("a.csv"), "--style", file("s.json")}),
                     "--style");
}

TEST_F(BadInputs, AreRefusedBySimulations)
{
    const std::string link = write("link.json", R"({"modulation": ["QPSK", "16QAM"]})");
    const std::string good = write("good.json", "{}");
    const ProgramResult list = rxwatt({"simulate", link, "--sinr", "0"});
    EXPECT_EQ(list.exitCode, 2);
    expectOneMessage(list, link + ": $.modulation");
    const std::string symbols = write("symbols.json", R"({"dmrs": {"symbols": [1, 2]}})");
    expectOneMessage(rxwatt({"dataset", symbols, "--sinr", "0", "--out", file("d.safetensors")}),
                     symbols + ": $.dmrs.symbols");
    expectOneMessage(rxwatt({"simulate", good, "--sinr", "0:x:1"}), "--sinr: found \"0:x:1\"");
    expectOneMessage(rxwatt({"simulate", good, "--sinr", "0", "--slots", "-3"}), "--slots: found \"-3\"");
    expectOneMessage(rxwatt({"simulate", good, "--sinr", "0", "--slots", "10000001"}), "--slots: found \"10000001\"");
    expectOneMessage(rxwatt({"simulate", good, "--sinr", "0,1", "--slots", "10000000"}), "--slots: found 10000000");
    for (const char* command : {"simulate", "dataset"}) {
        std::vector<std::string> arguments = {command, good, "--sinr", "400"};
        if (std::string(command) == "dataset") {
            arguments.insert(arguments.end(), {"--out", file("d.safetensors")});
        }
        const ProgramResult result = rxwatt(arguments);
        EXPECT_EQ(result.exitCode, 2);
        EXPECT_THAT(result.err, testing::StartsWith("rxwatt: --sinr"));
    }
    const std::string wide = write("wide.json", R"({"resource_blocks": 0})");
    expectOneMessage(rxwatt({"simulate", wide, "--sinr", "0"}), wide + ": $.resource_blocks: found 0");
    const std::string odd = write("odd.json", R"({"output_kernel": 2})");
    expectOneMessage(rxwatt({"profile", odd}), odd + ": $.output_kernel: found 2");
    expectOneMessage(rxwatt({"simulate", good, "--sinr", "0", "--receiver", "zf"}), "perfect-csi");
    expectOneMessage(rxwatt({"simulate", good}), "--sinr");
    expectOneMessage(rxwatt({"profile", good, "--processor", "x"}), "--processor");
}

TEST_F(BadInputs, OfUsageEndWithTwo)
{
    EXPECT_EQ(rxwatt({"frobnicate"}).exitCode, 2);
    EXPECT_EQ(rxwatt({"list"}).exitCode, 2);
    EXPECT_EQ(rxwatt({"list", project(), "--jsn"}).exitCode, 2);
    EXPECT_EQ(rxwatt({"run", project(), "--jobs", "0"}).exitCode, 2);
    EXPECT_EQ(rxwatt({"init", file("new"), "--template", "big"}).exitCode, 2);
    EXPECT_EQ(rxwatt({"completion", "tcsh"}).exitCode, 2);
    EXPECT_EQ(rxwatt({"bench", "everything"}).exitCode, 2);
}

} // namespace rxwatt::test
