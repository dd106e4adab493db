// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/programs/project_fixture.h"

namespace rxwatt::test
{

using Project = ProjectTest;

TEST(Program, ListsItsCommandsWithoutOneAndSaysThatThereIsNoWorkbench)
{
    const ProgramResult result = rxwatt({});
    EXPECT_EQ(result.exitCode, 0);
    EXPECT_THAT(result.out, testing::HasSubstr("simulate"));
    EXPECT_THAT(result.err, testing::HasSubstr("workbench"));
    EXPECT_THAT(result.out, testing::Not(testing::HasSubstr("report")));
}

TEST(Program, ExplainsEveryCommandWithAnExample)
{
    for (const char* command :
         {"init",   "add",   "run",    "list",       "show",       "log",       "cancel",  "pause",
          "resume", "retry", "remove", "simulate",   "dataset",    "infer",     "profile", "doctor",
          "check",  "bench", "export", "completion", "processors", "lifecycle", "power",   "import-trace"}) {
        const ProgramResult result = rxwatt({command, "--help"});
        EXPECT_EQ(result.exitCode, 0) << command;
        EXPECT_THAT(result.out, testing::HasSubstr("Examples:\n")) << command;
        EXPECT_THAT(result.out, testing::HasSubstr(std::string("rxwatt ") + command)) << command;
    }
}

TEST(Program, CompletesItsCommandsInBash)
{
    const ProgramResult script = rxwatt({"completion", "bash"});
    ASSERT_EQ(script.exitCode, 0);
    const TemporaryFolder folder;
    putContent(folder / "rxwatt.bash",
               script.out + "\nCOMP_WORDS=(rxwatt init --te); COMP_CWORD=2; _rxwatt; echo \"${COMPREPLY[*]}\"\n"
                            "COMP_WORDS=(rxwatt init --template q); COMP_CWORD=3; _rxwatt; echo \"${COMPREPLY[*]}\"\n"
                            "COMP_WORDS=(rxwatt che); COMP_CWORD=1; _rxwatt; echo \"${COMPREPLY[*]}\"\n");
    Program bash({"bash", (folder / "rxwatt.bash").string()});
    EXPECT_EQ(bash.wait().out, "--template\nquickstart\ncheck\n");
}

TEST(Program, CompletesArgumentsAndFilesWithBlanksInBash)
{
    const TemporaryFolder folder;
    putContent(folder / "my link.json", "{}");
    putContent(folder / "zebra", "is no shell");
    putContent(folder / "rxwatt.bash",
               rxwatt({"completion", "bash"}).out + "\ncd " + folder.path().string() +
                   "\nCOMP_WORDS=(rxwatt simulate my); COMP_CWORD=2; _rxwatt; printf '%s|' \"${COMPREPLY[@]}\"\n"
                   "COMP_WORDS=(rxwatt completion z); COMP_CWORD=2; _rxwatt; printf '%s|' \"${COMPREPLY[@]}\"\n"
                   "COMP_WORDS=(rxwatt export p lo); COMP_CWORD=3; _rxwatt; printf '%s|' \"${COMPREPLY[@]}\"\n"
                   "COMP_WORDS=(rxwatt bench store inf); COMP_CWORD=3; _rxwatt; printf '%s|' \"${COMPREPLY[@]}\"\n");
    Program bash({"bash", (folder / "rxwatt.bash").string()});
    EXPECT_EQ(bash.wait().out, "my link.json|zsh|loss|inference|");
}

TEST(Program, WritesCompletionsThatTheOtherShellsCanRead)
{
    int shells = 0;
    for (const char* shell : {"zsh", "fish"}) {
        if (std::system((std::string("command -v ") + shell + " >/dev/null").c_str()) != 0) {
            continue;
        }
        ++shells;
        const TemporaryFolder folder;
        putContent(folder / "script", rxwatt({"completion", shell}).out);
        Program check({shell, "-n", (folder / "script").string()});
        const ProgramResult result = check.wait();
        EXPECT_EQ(result.exitCode, 0) << shell << ": " << result.err;
        EXPECT_EQ(result.err, "") << shell;
    }
    if (shells == 0) {
        GTEST_SKIP() << "neither zsh nor fish is installed";
    }
}

TEST(Program, MarksWhatMustBeGiven)
{
    const std::string help = rxwatt({"infer", "--help"}).out;
    EXPECT_THAT(help, testing::ContainsRegex("--weights FILE +A weight file[^-]*\\(required\\)"));
    EXPECT_THAT(help, testing::Not(testing::ContainsRegex("--device DEVICE[^-]*\\(required\\)")));
}

TEST(Program, RefusesAnEmptyCommand)
{
    const ProgramResult result = rxwatt({""});
    EXPECT_EQ(result.exitCode, 2);
    EXPECT_THAT(result.err, testing::StartsWith("rxwatt: there is no command"));
}

TEST_F(Project, HasItsFilesAndNoRuns)
{
    EXPECT_THAT(namesIn(project()), testing::IsSupersetOf({"project.json", "runs.db", "runs"}));
    EXPECT_EQ(documentOf(rxwatt({"list", project(), "--json"})),
              (Json{{"runs", Json::array()}, {"queue", {{"paused", false}, {"reason", nullptr}}}}));
}

TEST_F(Project, BeginsWithTheRunsOfItsTemplate)
{
    for (const char* name : {"quickstart", "paper"}) {
        const ProgramResult made = rxwatt({"init", file(name), "--template", name, "--json"});
        ASSERT_EQ(made.exitCode, 0) << made.err;
        EXPECT_EQ(documentOf(made)["runs"].size(), 1U);
        const Json list = documentOf(rxwatt({"list", file(name), "--json"}));
        ASSERT_EQ(list["runs"].size(), 1U);
        EXPECT_EQ(list["runs"][0]["state"], "queued");
    }
}

TEST_F(Project, PrintsTheSpecificationFilledInWithoutQueueingIt)
{
    const std::string spec = write("small.json", R"({"name": "small"})");
    const ProgramResult printed = rxwatt({"add", project(), spec, "--dry-run", "--json"});
    ASSERT_EQ(printed.exitCode, 0) << printed.err;
    const Json filled = documentOf(printed);
    EXPECT_EQ(filled["schema"], "rxwatt.run/1");
    EXPECT_EQ(filled["training"]["steps"], 20000);
    EXPECT_EQ(filled["link"]["resource_blocks"], 26);
    EXPECT_EQ(documentOf(rxwatt({"list", project(), "--json"}))["runs"].size(), 0U);
    // What was printed means the same and is already whole.
    write("filled.json", printed.out);
    EXPECT_EQ(documentOf(rxwatt({"add", project(), file("filled.json"), "--dry-run", "--json"})), filled);
}

TEST_F(Project, SaysThatItsQueueIsPaused)
{
    add(tinySpec("first"));
    EXPECT_THAT(rxwatt({"pause", project()}).out, testing::StartsWith("the queue is paused"));
    EXPECT_THAT(rxwatt({"list", project()}).out, testing::EndsWith("\nthe queue is paused: paused by rxwatt pause\n"));
    EXPECT_EQ(documentOf(rxwatt({"list", project(), "--json"}))["queue"],
              (Json{{"paused", true}, {"reason", "paused by rxwatt pause"}}));
    EXPECT_EQ(rxwatt({"resume", project()}).out, "the queue is no longer paused\n");
    EXPECT_THAT(rxwatt({"list", project()}).out, testing::Not(testing::HasSubstr("paused")));
}

TEST_F(Project, ShowsARunsSettingsInWords)
{
    add(tinySpec("first"));
    const std::string shown = rxwatt({"show", project(), "first"}).out;
    EXPECT_THAT(shown, testing::HasSubstr("\nlink        1 resource block at 15 kHz, 2 antennas, QPSK, 1 DM-RS symbol; "
                                          "TDL-A, delay spread 10 to 300 ns, Doppler 0 to 500 Hz, SINR 0 to 10 dB\n"));
    EXPECT_THAT(shown, testing::HasSubstr("\ntraining    6 steps of 2 slots, adamw, learning rate 0.001 after 1 step, "
                                          "cosine decay, seed 3\n"));
    EXPECT_THAT(shown, testing::ContainsRegex("\nmodel +[0-9,]+ parameters, "));
    EXPECT_THAT(shown, testing::HasSubstr("\nstate       queued\n"));
}

TEST_F(Project, PrintsTheLogOfARun)
{
    const std::string id = add(tinySpec("first"));
    const ProgramResult none = rxwatt({"log", project(), "first"});
    EXPECT_EQ(none.exitCode, 0);
    EXPECT_EQ(none.out, "");
    EXPECT_THAT(none.err, testing::HasSubstr("no log yet"));
    putContent(project() + "/runs/" + id + "/worker.log", "one\ntwo \x1b[2J\nthree");
    EXPECT_EQ(rxwatt({"log", project(), "first"}).out, "one\ntwo ?[2J\nthree\n");
    EXPECT_EQ(rxwatt({"log", project(), "first", "--tail", "2"}).out, "two ?[2J\nthree\n");
    const Json document = documentOf(rxwatt({"log", project(), "first", "--tail", "1", "--json"}));
    EXPECT_EQ(document["id"], id);
    EXPECT_EQ(document["lines"], Json::array({"three"}));
}

TEST_F(Project, ListsAndShowsWhatWasAdded)
{
    const std::string id = add(tinySpec("first"));
    add(tinySpec("second"));
    const Json list = documentOf(rxwatt({"list", project(), "--json"}));
    ASSERT_EQ(list["runs"].size(), 2U);
    EXPECT_EQ(list["runs"][0]["id"], id);
    EXPECT_EQ(list["runs"][0]["name"], "first");
    EXPECT_FALSE(list["runs"][0].contains("spec"));
    EXPECT_FALSE(list["runs"][0].contains("series"));
    for (const std::string& name : {id, id.substr(0, 6), std::string("first")}) {
        const Json shown = show(name);
        EXPECT_EQ(shown["id"], id);
        EXPECT_EQ(shown["state"], "queued");
        EXPECT_EQ(shown["spec"]["link"]["modulation"], "QPSK");
        EXPECT_EQ(shown["model"]["parameters"].is_number_integer(), true);
        EXPECT_EQ(shown["started_at"], nullptr);
    }
    EXPECT_THAT(rxwatt({"list", project()}).out, testing::ContainsRegex("first +train +queued"));
}

TEST_F(Project, HasEveryKeyOfTheContractInShow)
{
    const Json shown = show(add(tinySpec("first")));
    for (const char* key : {"id", "name", "kind", "state", "reason", "study", "spec", "started_at", "finished_at",
                            "duration_s", "steps_done", "series", "geometric_mean_ber", "ber_curves", "energy",
                            "distillation", "model", "artifacts", "provenance"}) {
        EXPECT_TRUE(shown.contains(key)) << key;
    }
}

TEST_F(Project, IsMadeAgainFromItsFiles)
{
    add(tinySpec("first"));
    const Json before = documentOf(rxwatt({"list", project(), "--json"}));
    std::filesystem::remove(project() + "/runs.db");
    std::filesystem::remove(project() + "/runs.db-wal");
    const ProgramResult broken = rxwatt({"check", project(), "--json"});
    EXPECT_EQ(broken.exitCode, 1);
    EXPECT_EQ(documentOf(broken)["findings"][0]["where"], "runs.db");
    EXPECT_EQ(rxwatt({"check", project(), "--rebuild"}).exitCode, 0);
    EXPECT_EQ(documentOf(rxwatt({"list", project(), "--json"})), before);
    EXPECT_EQ(rxwatt({"check", project()}).exitCode, 0);
}

TEST_F(Project, MovesRemovedRunsToItsTrash)
{
    const std::string id = add(tinySpec("first"));
    EXPECT_EQ(rxwatt({"remove", project(), "first"}).out, id + "\n");
    EXPECT_EQ(documentOf(rxwatt({"list", project(), "--json"}))["runs"].size(), 0U);
    EXPECT_THAT(namesIn(project() + "/trash"), testing::Contains(id));
}

TEST_F(Project, ExportsItsTableOfRuns)
{
    const std::string id = add(tinySpec("first"));
    ASSERT_EQ(rxwatt({"export", project(), "runs", "--out", file("runs.csv")}).exitCode, 0);
    EXPECT_THAT(contentOf(file("runs.csv")), testing::HasSubstr(id + ",first,train,queued,0,"));
}

} // namespace rxwatt::test
