// SPDX-License-Identifier: GPL-3.0-or-later
// What whoever starts the program may have in store for it: limits, closed descriptors, readers that go away.
#include "tests/programs/project_fixture.h"

namespace rxwatt::test
{

namespace
{

class Surroundings : public ProjectTest
{
protected:
    /// Runs a script in which $r is the program and $p the project.
    [[nodiscard]] ProgramResult shell(const std::string& script) const
    {
        Program program({"sh", "-c", script}, {{"r", RXWATT_PROGRAM}, {"p", project()}, {"d", file("")}});
        return program.wait();
    }

    /// Runs a command that may not write a byte into any file; what it says comes through a pipe, then its exit code.
    [[nodiscard]] std::string withoutRoom(const std::string& command) const
    {
#ifdef __SANITIZE_THREAD__
        // The sanitizer writes a file before main() is there to ignore the signal.
        const std::string begin = "trap '' XFSZ; ";
#else
        const std::string begin;
#endif
        return shell("{ (" + begin + "ulimit -f 0; exec \"$r\" " + command + "); echo \"code $?\"; } 2>&1 | cat").out;
    }
};

} // namespace

TEST_F(Surroundings, AFileThatMayNotGrowIsOneMessageAndNoDeath)
{
    const std::string spec = writeSpec(tinySpec("tiny"));
    const std::string link = write("link.json", R"({"resource_blocks": 1})");
    for (const std::string& command :
         {std::string("init \"$d/new\""), "add \"$p\" " + spec, std::string("export \"$p\" runs --out \"$d/runs.csv\""),
          "dataset " + link + " --slots 2 --sinr 0 --seed 1 --out \"$d/slots.safetensors\""}) {
        const std::string said = withoutRoom(command);
        EXPECT_THAT(said, testing::StartsWith("rxwatt: ")) << command;
        EXPECT_THAT(said, testing::EndsWith("\ncode 1\n")) << command;
        EXPECT_EQ(std::count(said.begin(), said.end(), '\n'), 2) << command << ": " << said;
    }
    EXPECT_EQ(documentOf(rxwatt({"list", project(), "--json"}))["runs"].size(), 0U);
    EXPECT_FALSE(std::filesystem::exists(file("runs.csv")));
    EXPECT_FALSE(std::filesystem::exists(file("slots.safetensors")));
}

TEST_F(Surroundings, WithoutStandardErrorNothingIsWrittenElsewhere)
{
    const std::string spec = writeSpec(tinySpec("tiny"));
    EXPECT_EQ(shell("\"$r\" add \"$p\" " + spec + " 2>&- && \"$r\" pause \"$p\" tiny 2>&- <&-").exitCode, 0);
    // Says that the run named is paused, to nobody.
    EXPECT_EQ(shell("\"$r\" run \"$p\" tiny 2>&-").exitCode, 1);
    EXPECT_EQ(rxwatt({"check", project()}).out, "nothing wrong\n");
    const ProgramResult closed = shell("\"$r\" list \"$p\" >&-");
    EXPECT_EQ(closed.exitCode, 1) << "output that nobody gets is an error";
    EXPECT_THAT(closed.err, testing::HasSubstr("standard output"));
}

TEST_F(Surroundings, AReaderThatWentAwayDoesNotKill)
{
    add(tinySpec("tiny"));
    ASSERT_EQ(rxwatt({"pause", project(), "tiny"}).exitCode, 0);
    const ProgramResult run =
        shell("{ sleep 0.2; \"$r\" run \"$p\" tiny 2>&1 >/dev/null; echo $? > \"$d/code\"; } | true");
    EXPECT_EQ(contentOf(file("code")), "1\n");
}

TEST_F(Surroundings, ANamedRunThatCannotBeWorkedOnIsToldAlone)
{
    add(tinySpec("tiny"));
    add(tinySpec("other"));
    ASSERT_EQ(rxwatt({"pause", project(), "tiny"}).exitCode, 0);
    const ProgramResult run = rxwatt({"run", project(), "tiny"});
    EXPECT_EQ(run.exitCode, 1);
    EXPECT_THAT(run.err, testing::HasSubstr("is paused"));
    EXPECT_THAT(run.out, testing::HasSubstr("tiny"));
    EXPECT_THAT(run.out, testing::Not(testing::HasSubstr("other"))) << "nobody asked about that one";
}

TEST_F(Surroundings, ChecksThatTheIndexSaysWhatTheFilesSay)
{
    const std::string id = add(tinySpec("tiny"));
    const std::string state = project() + "/runs/" + id + "/state.json";
    std::string text = contentOf(state);
    text.replace(text.find("queued"), 6, "cancelled");
    putContent(state, text);
    const ProgramResult check = rxwatt({"check", project()});
    EXPECT_EQ(check.exitCode, 1);
    EXPECT_THAT(check.out, testing::HasSubstr("error: runs.db: says of run " + id));
    EXPECT_EQ(rxwatt({"check", project(), "--rebuild"}).exitCode, 0);
}

} // namespace rxwatt::test
