// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/programs/project_fixture.h"

#include <csignal>

namespace rxwatt::test
{

namespace
{

/// rxwatt with a worker beside it that is a script of the test's.
class LoneWorker : public testing::Test
{
protected:
    void SetUp() override { std::filesystem::copy_file(RXWATT_PROGRAM, m_folder / "rxwatt"); }

    void makeWorker(const std::string& script) const
    {
        const std::filesystem::path file = m_folder / "rxwatt-worker";
        putContent(file, "#!/bin/sh\n" + script + "\n");
        std::filesystem::permissions(file, std::filesystem::perms::owner_all);
    }

    [[nodiscard]] std::vector<std::string> command(std::vector<std::string> arguments) const
    {
        arguments.insert(arguments.begin(), file("rxwatt"));
        return arguments;
    }

    [[nodiscard]] ProgramResult run(const std::vector<std::string>& arguments,
                                    const std::map<std::string, std::string>& environment = {}) const
    {
        Program program(command(arguments), environment);
        return program.wait();
    }

    [[nodiscard]] std::string file(const std::string& name) const { return (m_folder / name).string(); }

private:
    TemporaryFolder m_folder;
};

const std::vector<std::string> infer = {"infer", "--weights", "w", "--input", "i", "--out", "o"};

Json checkNamed(const Json& doctor, const std::string& name)
{
    for (const Json& check : doctor.at("checks")) {
        if (check.at("name") == name) {
            return check;
        }
    }
    return nullptr;
}

} // namespace

TEST_F(LoneWorker, IsToldWhatToInfer)
{
    makeWorker(R"(printf '%s ' "$@")");
    EXPECT_EQ(run(infer).out, "infer --weights w --input i --out o --device auto ");
    std::vector<std::string> more = infer;
    more.insert(more.end(), {"--device", "cuda:1", "--threads", "3", "--json"});
    EXPECT_EQ(run(more).out, "infer --weights w --input i --out o --device cuda:1 --threads 3 --json ");
}

TEST_F(LoneWorker, EndsInferenceWithItsOwnCode)
{
    for (const int code : {0, 1, 2, 3}) {
        makeWorker("exit " + std::to_string(code));
        const ProgramResult result = run(infer);
        EXPECT_EQ(result.exitCode, code);
        EXPECT_EQ(result.err, "");
    }
}

TEST_F(LoneWorker, ThatDiesFailsInferenceWithOneMessage)
{
    makeWorker("kill -KILL $$");
    const ProgramResult killed = run(infer);
    EXPECT_EQ(killed.exitCode, 1);
    EXPECT_THAT(killed.err, testing::StartsWith("rxwatt: "));
    EXPECT_THAT(killed.err, testing::HasSubstr("was killed by signal 9"));
    makeWorker("exit 42");
    const ProgramResult strange = run(infer);
    EXPECT_EQ(strange.exitCode, 1);
    EXPECT_THAT(strange.err, testing::HasSubstr("exit code 42"));
}

TEST_F(LoneWorker, IsAskedToEndAndHasTheTimeTo)
{
    makeWorker("trap 'echo cleaned; exit 3' INT TERM\necho begun\nwhile :; do sleep 0.05; done");
    for (const int signal : {SIGINT, SIGTERM}) {
        Program program(command(infer));
        ASSERT_TRUE(eventually([&] { return program.out() == "begun\n"; }));
        program.send(signal);
        const ProgramResult result = program.wait();
        EXPECT_EQ(result.exitCode, 3);
        EXPECT_EQ(result.out, "begun\ncleaned\n");
    }
}

TEST_F(LoneWorker, ThatASignalEndsIsCancelled)
{
    makeWorker("echo begun\nexec sleep 60");
    Program program(command(infer));
    ASSERT_TRUE(eventually([&] { return program.out() == "begun\n"; }));
    program.send(SIGTERM);
    const ProgramResult result = program.wait();
    EXPECT_EQ(result.exitCode, 3);
    EXPECT_EQ(result.err, "rxwatt: cancelled\n");
}

TEST_F(LoneWorker, MakesDoctorNotFineWhereItIsNotFine)
{
    makeWorker(
        R"(echo '{"ok": false, "torch": "1.13", "blas": {"library": "reference", "problem": "slow", "fix": "apt"}}')");
    const ProgramResult bad = run({"doctor", "--json"});
    EXPECT_EQ(bad.exitCode, 0) << bad.err;
    EXPECT_EQ(documentOf(bad)["ok"], false);
    EXPECT_EQ(documentOf(bad)["worker"]["torch"], "1.13");
    EXPECT_EQ(documentOf(bad)["worker"]["path"], file("rxwatt-worker"));
    EXPECT_THAT(run({"doctor"}).out, testing::ContainsRegex("blas library +reference\n +! slow\n +! apt\n"));

    makeWorker(R"(echo '{"ok": true}')");
    const Json good = documentOf(run({"doctor", "--json"}));
    bool machineIsFine = true;
    for (const Json& check : good["checks"]) {
        machineIsFine = machineIsFine && check["ok"] == true;
    }
    EXPECT_EQ(good["ok"], machineIsFine);
}

TEST_F(LoneWorker, HearsFromDoctorOfEverySourceOfPower)
{
    makeWorker(R"(echo '{"ok": true}')");
    const Json report = documentOf(run({"doctor", "--json"}));
    ASSERT_EQ(report["sensors"].size(), 7U);
    for (const Json& sensor : report["sensors"]) {
        const Json check = checkNamed(report, "power " + sensor["source"].get<std::string>());
        EXPECT_EQ(check["value"], sensor["sentence"]);
        EXPECT_EQ(check["fix"], sensor["fix"]);
        EXPECT_TRUE(sensor["available"].is_boolean());
    }
}

TEST_F(LoneWorker, IsToldApartFromNoneByDoctor)
{
    const std::map<std::string, std::string> nowhere = {{"PATH", "/nowhere"}, {"RXWATT_WORKER", ""}};
    const ProgramResult missing = run({"doctor", "--json"}, nowhere);
    EXPECT_EQ(missing.exitCode, 1);
    EXPECT_EQ(checkNamed(documentOf(missing), "worker")["value"], "missing");
    for (const char* script : {"exit 5", "kill -SEGV $$", "echo no JSON", "echo []"}) {
        makeWorker(script);
        const ProgramResult broken = run({"doctor", "--json"});
        EXPECT_EQ(broken.exitCode, 1) << script;
        const Json document = documentOf(broken);
        EXPECT_EQ(document["ok"], false) << script;
        EXPECT_EQ(checkNamed(document, "worker")["value"], "does not run") << script;
        EXPECT_THAT(checkNamed(document, "worker")["fix"].get<std::string>(), testing::HasSubstr("rxwatt-worker"));
    }
}

TEST_F(LoneWorker, IsExaminedWithoutATemporaryFolderToo)
{
    makeWorker(R"(echo '{"ok": true}')");
    const ProgramResult result = run({"doctor", "--json"}, {{"TMPDIR", "/nonexistent"}});
    EXPECT_EQ(result.exitCode, 0) << result.err;
    EXPECT_EQ(checkNamed(documentOf(result), "temporary folder")["ok"], false);
}

TEST_F(LoneWorker, MeasuresNetworksForBench)
{
    makeWorker(
        R"(echo '{"results": [{"name": "inference", "case": "narrow", "repeats": [10, 40, 20]}]}'; echo "$@" >&2)");
    const ProgramResult result =
        run({"bench", "inference", "--json", "--threads", "2", "--repeats", "3", "--seconds", "1"});
    ASSERT_EQ(result.exitCode, 0) << result.err;
    const Json expected = {{"name", "inference narrow"}, {"value", 20.0}, {"unit", "slots/s"}};
    EXPECT_EQ(documentOf(result)["results"], Json::array({expected}));
    EXPECT_EQ(documentOf(result)["threads"], 2);
    EXPECT_THAT(result.err, testing::HasSubstr("bench --work inference --threads 2 --repeats 3 --seconds 1"));
    EXPECT_THAT(run({"bench", "inference"}).out, testing::ContainsRegex("inference narrow +20.0  slots/s"));

    makeWorker(
        R"(echo '{"roofline": {"flop_per_s": 8, "bytes_per_s": 1}, "results": [{"name": "inference", "case": "full",
        "batch_slots": 16, "flop_per_slot": 2, "repeats": [3], "latency_ms": {"p50": 0.5, "p95": 50, "p99": 500}}]}')");
    const std::string text = run({"bench", "inference"}).out;
    EXPECT_THAT(text, testing::ContainsRegex("inference full, 16 slots +3.00  slots/s"));
    EXPECT_THAT(text, testing::ContainsRegex("inference full, 16 slots, p50 +0.50  ms"));
    EXPECT_THAT(text, testing::ContainsRegex("inference full, 16 slots, p99 +500  ms"));

    for (const char* output :
         {R"({"results": [{"name": "inference", "case": "full", "repeats": []}]})",
          R"({"results": [{"name": "inference", "case": "full", "repeats": [1], "latency_ms": {}}]})",
          R"({"results": [], "roofline": {"flop_per_s": "many"}})"}) {
        makeWorker(std::string("echo '") + output + "'");
        EXPECT_EQ(run({"bench", "inference"}).exitCode, 1) << output;
    }

    makeWorker("exit 1");
    const ProgramResult failed = run({"bench", "inference", "--json"});
    EXPECT_EQ(failed.exitCode, 1);
    EXPECT_EQ(documentOf(failed)["failures"].size(), 1U);
}

TEST_F(LoneWorker, IsNotWantedToMeasureTheSimulator)
{
    const ProgramResult result = run({"bench", "generation", "ls-linear", "--seconds", "1", "--json"});
    ASSERT_EQ(result.exitCode, 0) << result.err;
    const Json document = documentOf(result);
    ASSERT_EQ(document["results"].size(), 2U);
    for (const Json& one : document["results"]) {
        EXPECT_GT(one["value"].get<double>(), 0);
        EXPECT_EQ(one["unit"], "slots/s");
    }
}

TEST_F(LoneWorker, LeavesWhatLiesAroundAloneWhereThereIsNoTemporaryFolder)
{
    putContent(file("runs.db"), "a project's");
    Program program({"sh", "-c", "cd \"$0\" && exec ./rxwatt bench store --json",
                     std::filesystem::path(file("x")).parent_path().string()},
                    {{"TMPDIR", "/nonexistent"}});
    const ProgramResult result = program.wait();
    EXPECT_EQ(result.exitCode, 1);
    EXPECT_THAT(result.err, testing::HasSubstr("TMPDIR"));
    EXPECT_EQ(contentOf(file("runs.db")), "a project's");
}

} // namespace rxwatt::test
