// SPDX-License-Identifier: GPL-3.0-or-later
// profile, processors and lifecycle, as they are typed.
#include "tests/programs/project_fixture.h"

#include <numeric>

namespace rxwatt::test
{

namespace
{

using testing::HasSubstr;

class EnergyEstimates : public ProjectTest
{
protected:
    [[nodiscard]] std::string model() const { return write("model.json", "{}"); }

    static Json json(std::vector<std::string> arguments)
    {
        arguments.emplace_back("--json");
        const ProgramResult result = rxwatt(arguments);
        EXPECT_EQ(result.exitCode, 0) << result.err;
        return base::parseJson(result.out, "output").value();
    }
};

TEST_F(EnergyEstimates, ProfileAddsUpByBlockAndIsNullWhereTheCatalogueHasNoNumber)
{
    const Json profile = json({"profile", model(), "--processor", "coral_edge_tpu", "--precision", "int8"});
    EXPECT_EQ(profile.at("processor"), "coral_edge_tpu");
    EXPECT_EQ(profile.at("quality"), "catalogue");
    const double whole = profile.at("energy_j").at("metric0");
    EXPECT_NEAR(whole, profile.at("flops").get<double>() * 2 / 4e12, 1e-9);
    double blocks = 0;
    for (const Json& block : profile.at("blocks")) {
        blocks += block.at("energy_j").at("metric0").get<double>();
    }
    EXPECT_NEAR(blocks / whole, 1, 1e-9);
    EXPECT_TRUE(profile.at("energy_j").at("memory").is_null());
    EXPECT_FALSE(profile.at("energy_j").contains("metric2"));
}

TEST_F(EnergyEstimates, ProfileComparesAllProcessors)
{
    const Json profile = json({"profile", model(), "--processor", "all"});
    EXPECT_EQ(profile.at("processors").size(), 31U);
    EXPECT_TRUE(profile.at("processor").is_null());
    const ProgramResult table = rxwatt({"profile", model(), "--processor", "all"});
    EXPECT_THAT(table.out, HasSubstr("all estimates"));
}

TEST_F(EnergyEstimates, OptionsThatMeanNothingAreBadInput)
{
    for (const std::vector<std::string>& options : {std::vector<std::string>{"--processor", "a100"},
                                                    {"--processor", "l4", "--utilisation", "2"},
                                                    {"--processor", "l4", "--clock-hz", "fast"},
                                                    {"--processor", "l4", "--on-chip", "-1"}}) {
        std::vector<std::string> arguments = {"profile", model()};
        arguments.insert(arguments.end(), options.begin(), options.end());
        const ProgramResult result = rxwatt(arguments);
        EXPECT_EQ(result.exitCode, 2) << options.back();
        EXPECT_EQ(std::count(result.err.begin(), result.err.end(), '\n'), 1) << result.err;
    }
}

TEST_F(EnergyEstimates, OwnProcessorsAreAddedToTheProject)
{
    const std::string board =
        write("board.json", R"({"id": "desk", "name": "My board", "tdp_w": 10, "peak_flops_fp32": 1e12})");
    EXPECT_EQ(rxwatt({"processors", "add", project(), board}).exitCode, 0);
    EXPECT_EQ(json({"processors", "show", "desk", "--project", project()}).at("tdp_w"), 10);
    EXPECT_EQ(json({"processors", "list", "--project", project()}).at("processors").size(), 32U);
    EXPECT_EQ(rxwatt({"processors", "show", "desk"}).exitCode, 2) << "the program's own has none";
    const std::string wrong = write("wrong.json", R"({"id": "desk", "name": "My board", "tdp_w": -1})");
    const ProgramResult refused = rxwatt({"processors", "add", project(), wrong});
    EXPECT_EQ(refused.exitCode, 2);
    EXPECT_THAT(refused.err, testing::AllOf(HasSubstr("wrong.json"), HasSubstr("$.tdp_w")));
    EXPECT_EQ(json({"processors", "show", "desk", "--project", project()}).at("tdp_w"), 10) << "left as it was";
}

TEST_F(EnergyEstimates, LifecycleNeedsAProcessorWhereNothingWasMeasured)
{
    const std::string id = add(tinySpec("tiny"));
    const ProgramResult without = rxwatt({"lifecycle", project(), "tiny"});
    EXPECT_EQ(without.exitCode, 1);
    EXPECT_THAT(without.err, HasSubstr("give --processor ID"));
    const Json cycle =
        json({"lifecycle", project(), "tiny", "--processor", "l4", "--rate", "10", "--hours", "1", "--country", "FRA"});
    EXPECT_EQ(cycle.at("run"), id);
    EXPECT_EQ(cycle.at("inferences"), 36000);
    EXPECT_EQ(cycle.at("intensity_g_per_kwh"), 56);
    EXPECT_EQ(cycle.at("training").at("quality"), "catalogue");
    const double breakEven = cycle.at("break_even_inferences");
    EXPECT_NEAR(breakEven * cycle.at("inference").at("j").get<double>() / cycle.at("training_j").get<double>(), 1,
                1e-9);
}

TEST_F(EnergyEstimates, LifecycleTellsBothReadingsOfThePaper)
{
    const Json readings = json({"lifecycle", "--paper"}).at("readings");
    ASSERT_EQ(readings.size(), 2U);
    EXPECT_NEAR(readings[0].at("break_even_inferences").get<double>(), 2.5e9, 1);
    EXPECT_NEAR(readings[1].at("break_even_s").get<double>() / 60, 13.9, 0.05);
}

TEST_F(EnergyEstimates, FiguresOfEnergyAreExported)
{
    add(tinySpec("tiny"));
    for (const char* figure : {"layer-energy", "processors", "lifecycle", "fig1", "fig2"}) {
        for (const char* extension : {".csv", ".json", ".tex"}) {
            const std::string out = file(std::string(figure) + extension);
            const ProgramResult result = rxwatt({"export", project(), figure, "--out", out});
            EXPECT_EQ(result.exitCode, 0) << result.err;
            EXPECT_GT(contentOf(out).size(), 100U) << out;
        }
    }
    EXPECT_THAT(contentOf(file("layer-energy.csv")), HasSubstr("estimate"));
}

} // namespace

} // namespace rxwatt::test
