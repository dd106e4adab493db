// SPDX-License-Identifier: GPL-3.0-or-later
// Traces of other programs, put beside a run's own.
#include "tests/programs/fake_machine.h"
#include "tests/programs/project_fixture.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

namespace rxwatt::test
{

class Import : public ProjectTest
{
protected:
    void SetUp() override
    {
        ProjectTest::SetUp();
        run = add(tinySpec("worked", 400));
        const ProgramResult worked = rxwatt({"run", project(), "--until-empty"}, machine.environment());
        ASSERT_EQ(worked.exitCode, 0) << worked.err;
        own = recordings().at(0);
    }

    [[nodiscard]] Json recordings() const
    {
        return documentOf(rxwatt({"power", project(), run, "--json"}))["recordings"];
    }

    /// A log of a wall meter that shows the same power all the time, from a minute before the run on, its clock
    /// `late` seconds behind.
    std::string log(double watts, int late = 0) const
    {
        std::tm began{};
        ::strptime(own["began_at"].get<std::string>().c_str(), "%Y-%m-%dT%H:%M:%SZ", &began);
        const std::time_t from = ::timegm(&began) - 60 - late;
        std::string text = "time,power_w\n";
        for (int second = 0; second < 180; ++second) {
            text += fmt::format("{:%Y-%m-%dT%H:%M:%SZ},{}\n", fmt::gmtime(from + second), watts);
        }
        return write("meter.csv", text);
    }

    FakeMachine machine;
    std::string run;
    Json own;
};

TEST_F(Import, TellsTheRunsPhasesByAnotherMeter)
{
    const ProgramResult imported = rxwatt({"import-trace", project(), "worked", log(50), "--json"});
    ASSERT_EQ(imported.exitCode, 0) << imported.err;
    const Json told = documentOf(imported);
    EXPECT_EQ(told["origin"], "csv: meter.csv");
    EXPECT_EQ(told["quality"], "integrated");
    ASSERT_EQ(recordings().size(), 2U);
    EXPECT_EQ(recordings()[1], told);
    EXPECT_EQ(recordings()[0], own) << "the run's own stays as it was";
    ASSERT_EQ(told["phases"].size(), own["phases"].size());
    for (const Json& phase : told["phases"]) {
        EXPECT_NEAR(phase["absolute_energy_j"].get<double>(), 50 * phase["duration_s"].get<double>(), 1e-4);
        EXPECT_EQ(phase["gaps"], 0);
    }
    const std::string csv = file("power.csv");
    ASSERT_EQ(rxwatt({"export", project(), "power", "--runs", run, "--out", csv}).exitCode, 0);
    EXPECT_THAT(contentOf(csv), testing::HasSubstr("\"worked, csv: meter.csv\""));
}

TEST_F(Import, PutsAClockRight)
{
    const std::string behind = log(50, 3600);
    const ProgramResult apart = rxwatt({"import-trace", project(), run, behind});
    EXPECT_EQ(apart.exitCode, 2);
    EXPECT_THAT(apart.err, testing::HasSubstr("lies in the run's time"));
    EXPECT_EQ(recordings().size(), 1U);
    EXPECT_EQ(rxwatt({"import-trace", project(), run, behind, "--offset", "3600"}).exitCode, 0);
    EXPECT_EQ(recordings().size(), 2U);
}

TEST_F(Import, TakesAReadingThatIsTypedIn)
{
    const ProgramResult imported = rxwatt({"import-trace", project(), run, "--meter", "1000", "--json"});
    ASSERT_EQ(imported.exitCode, 0) << imported.err;
    EXPECT_EQ(documentOf(imported)["origin"], "meter");
    EXPECT_NEAR(documentOf(imported)["whole"]["absolute_energy_j"].get<double>(), 1000, 1e-3);
    EXPECT_EQ(rxwatt({"import-trace", project(), run, "--meter", "-5"}).exitCode, 2);
    EXPECT_EQ(rxwatt({"import-trace", project(), run, "--meter", "5", "--from", "yesterday"}).exitCode, 2);
}

TEST_F(Import, IsTakenAwayAgainButNotTheRunsOwn)
{
    ASSERT_EQ(rxwatt({"import-trace", project(), run, log(50)}).exitCode, 0);
    EXPECT_EQ(rxwatt({"import-trace", project(), run, "--remove", "1"}).exitCode, 2);
    EXPECT_EQ(rxwatt({"import-trace", project(), run, "--remove", "2"}).exitCode, 0);
    EXPECT_EQ(rxwatt({"import-trace", project(), run, "--remove", "2"}).exitCode, 2);
    EXPECT_EQ(recordings(), Json::array({own}));
}

TEST_F(Import, RefusesWhatIsNoLog)
{
    for (const std::string& text : {std::string(),
                                    std::string("\x7f"
                                                "ELF\0\0",
                                                6),
                                    std::string("a,b\n1,2\n")}) {
        const ProgramResult imported = rxwatt({"import-trace", project(), run, write("log", text)});
        EXPECT_EQ(imported.exitCode, 2) << text;
        EXPECT_FALSE(imported.err.empty());
    }
    EXPECT_EQ(rxwatt({"import-trace", project(), run}).exitCode, 2);
    EXPECT_EQ(rxwatt({"import-trace", project(), run, file("absent")}).exitCode, 2);
    const std::string waiting = add(tinySpec("waiting"));
    const ProgramResult early = rxwatt({"import-trace", project(), waiting, log(50)});
    EXPECT_EQ(early.exitCode, 2);
    EXPECT_THAT(early.err, testing::HasSubstr("has not been at work"));
    EXPECT_EQ(recordings().size(), 1U);
}

} // namespace rxwatt::test
