// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/programs/project_fixture.h"

#include <sys/stat.h>
#include <unistd.h>

namespace rxwatt::test
{

namespace
{

/// Runs a shell script with mounts of its own, which end with it.
ProgramResult withOwnMounts(const std::string& script)
{
    Program program({"unshare", "--mount", "sh", "-c", script});
    return program.wait();
}

bool mayMount()
{
    return ::geteuid() == 0 && withOwnMounts("mount -t tmpfs tmpfs /mnt").exitCode == 0;
}

} // namespace

using Failure = ProjectTest;

TEST_F(Failure, WithoutAWorkerSaysSoAndLeavesTheRestWorking)
{
    add(tinySpec("tiny"));
    const std::string alone = file("alone");
    std::filesystem::create_directory(alone);
    std::filesystem::copy_file(RXWATT_PROGRAM, alone + "/rxwatt");
    const std::map<std::string, std::string> nowhere = {{"PATH", "/nowhere"}, {"RXWATT_WORKER", ""}};
    const auto lonely = [&](std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), alone + "/rxwatt");
        Program program(arguments, nowhere);
        return program.wait();
    };
    const ProgramResult run = lonely({"run", project(), "--until-empty"});
    EXPECT_EQ(run.exitCode, 1);
    EXPECT_THAT(run.err, testing::HasSubstr("rxwatt-worker"));
    EXPECT_THAT(run.err, testing::HasSubstr("RXWATT_WORKER"));
    const ProgramResult infer = lonely({"infer", "--weights", "w", "--input", "i", "--out", "o"});
    EXPECT_EQ(infer.exitCode, 1);
    EXPECT_THAT(infer.err, testing::HasSubstr("RXWATT_WORKER"));
    const ProgramResult doctor = lonely({"doctor", "--json"});
    EXPECT_EQ(doctor.exitCode, 1);
    EXPECT_EQ(documentOf(doctor)["worker"], nullptr);
    EXPECT_EQ(lonely({"list", project()}).exitCode, 0);
    EXPECT_EQ(stateOf("tiny"), "queued");
    EXPECT_THAT(show("tiny")["reason"].get<std::string>(), testing::HasSubstr("RXWATT_WORKER"));
    // Where the worker is back the run is worked.
    EXPECT_EQ(rxwatt({"run", project(), "--until-empty"}).exitCode, 0);
}

TEST_F(Failure, ReadsAProjectThatCannotBeWritten)
{
    if (!mayMount()) {
        GTEST_SKIP() << "mounting read-only wants root and the right to mount";
    }
    add(tinySpec("tiny"));
    const std::string bind =
        "mount --bind " + project() + " " + project() + " && mount -o remount,ro,bind " + project() + " && ";
    const ProgramResult list = withOwnMounts(bind + RXWATT_PROGRAM + " list " + project());
    EXPECT_EQ(list.exitCode, 0) << list.err;
    EXPECT_THAT(list.out, testing::HasSubstr("tiny"));
    const std::string spec = writeSpec(tinySpec("more"));
    for (const std::string& command :
         {"add " + project() + " " + spec, "run " + project() + " --until-empty", "cancel " + project() + " tiny"}) {
        const ProgramResult refused = withOwnMounts(bind + RXWATT_PROGRAM + " " + command);
        EXPECT_EQ(refused.exitCode, 1) << command;
        EXPECT_THAT(refused.err, testing::StartsWith("rxwatt: ")) << command;
        EXPECT_THAT(refused.err, testing::HasSubstr("Read-only file system")) << command;
    }
    EXPECT_EQ(documentOf(rxwatt({"list", project(), "--json"}))["runs"].size(), 1U);
}

TEST_F(Failure, LosesNothingOnAFullDisk)
{
    if (!mayMount()) {
        GTEST_SKIP() << "a small disk of its own wants root and the right to mount";
    }
    const std::string spec = writeSpec(tinySpec("tiny", 20));
    const std::string program = RXWATT_PROGRAM;
    const ProgramResult result = withOwnMounts("d=" + file("disk") +
                                               R"(; mkdir "$d" && mount -t tmpfs -o size=4m tmpfs "$d" || exit 100
p="$d/p"; r=)" + program + R"(
"$r" init "$p" && "$r" add "$p" )" + spec + R"( || exit 101
dd if=/dev/zero of="$d/filler" bs=4k 2>/dev/null
"$r" run "$p" --until-empty; echo "full: $?"
"$r" add "$p" )" + spec + R"(; echo "add: $?"
rm "$d/filler"
"$r" check "$p" >&2
"$r" retry "$p" tiny 2>/dev/null
"$r" run "$p" --until-empty; echo "free: $?"
"$r" list "$p"
)");
    EXPECT_EQ(result.exitCode, 0) << result.err;
    EXPECT_THAT(result.out, testing::HasSubstr("full: 1")) << result.err;
    EXPECT_THAT(result.out, testing::HasSubstr("add: 1")) << result.err;
    EXPECT_THAT(result.err, testing::HasSubstr("No space left on device"));
    EXPECT_THAT(result.out, testing::HasSubstr("free: 0")) << result.err;
    EXPECT_THAT(result.out, testing::ContainsRegex("tiny +train +succeeded"));
}

TEST_F(Failure, WithoutMemoryTheRunSaysSoAndTheNextGoesOn)
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    GTEST_SKIP() << "sanitizers map far more memory than any limit allows";
#endif
    // A step of so many slots takes tens of gigabytes, which a limited worker may not have.
    Json greedy = tinySpec("greedy");
    greedy["training"]["batch_slots"] = 20'000;
    greedy["model"]["channels"] = {256, 256};
    add(greedy);
    add(tinySpec("modest"));
    Program limited({"sh", "-c", "ulimit -v 6000000; exec \"$r\" run \"$p\" --until-empty"},
                    {{"r", RXWATT_PROGRAM}, {"p", project()}});
    const ProgramResult worked = limited.wait();
    EXPECT_EQ(worked.exitCode, 1) << worked.err;
    const Json shown = show("greedy");
    EXPECT_EQ(shown["state"], "failed");
    EXPECT_THAT(shown["reason"].get<std::string>(), testing::StartsWith("out of memory: "));
    EXPECT_EQ(stateOf("modest"), "succeeded") << "the next run goes on, under the same limit";
}

TEST_F(Failure, OfAWorkerThatSaysTooMuchFillsNoDisk)
{
    const std::string log = project() + "/runs/" + add(tinySpec("tiny")) + "/worker.log";
    putContent(log, std::string(std::size_t{9} << 20, '\n'));
    const ProgramResult worked = rxwatt({"run", project(), "--until-empty"});
    EXPECT_EQ(worked.exitCode, 0) << worked.err;
    EXPECT_EQ(stateOf("tiny"), "succeeded") << "a full log stops no run";
    const std::string text = contentOf(log);
    EXPECT_LT(text.size(), (std::size_t{9} << 20) + 200);
    EXPECT_THAT(text, testing::EndsWith("worker.log is full: what follows is not kept\n"));
}

TEST_F(Failure, OfARunEndsItAloneAndWithAReason)
{
    Json bad = tinySpec("bad");
    // Every step makes the weights a million times larger.
    bad["training"]["learning_rate"] = 1000;
    bad["training"]["weight_decay"] = 1000;
    bad["training"]["steps"] = 200;
    add(bad);
    add(tinySpec("good"));
    const ProgramResult worked = rxwatt({"run", project(), "--until-empty"});
    EXPECT_EQ(worked.exitCode, 1) << worked.err;
    const Json shown = show("bad");
    EXPECT_EQ(shown["state"], "failed");
    EXPECT_THAT(shown["reason"].get<std::string>(), testing::StartsWith("training broke down at step "));
    EXPECT_EQ(stateOf("good"), "succeeded");
}

} // namespace rxwatt::test
