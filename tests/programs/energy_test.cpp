// SPDX-License-Identifier: GPL-3.0-or-later
// A measured run from end to end on a machine whose power is known: RAPL counters in a tree of files that a thread of
// the test moves on, by what the run says that it does.
#include "tests/programs/fake_machine.h"
#include "tests/programs/project_fixture.h"

namespace rxwatt::test
{

namespace
{

Json phaseOf(const Json& energy, const std::string& name)
{
    for (const Json& phase : energy.at("phases")) {
        if (phase.at("phase") == name) {
            return phase;
        }
    }
    ADD_FAILURE() << "no phase " << name;
    return Json::object();
}

Json measuredSpec(const std::string& name)
{
    Json spec = tinySpec(name, 1500);
    spec["training"]["checkpoint_every"] = 500;
    spec["validation"]["every"] = 750;
    spec["power"] = {{"baseline_s", 2}, {"sample_period_s", 0.02}, {"inference_max_s", 8}};
    return spec;
}

} // namespace

class Energy : public ProjectTest
{
protected:
    /// Works the queue beside the machine and gives the energy object of a run.
    Json measure(const std::string& id)
    {
        machine.watch(project() + "/runs/" + id + "/events.jsonl");
        const ProgramResult worked = rxwatt({"run", project(), "--until-empty"}, machine.environment());
        EXPECT_EQ(worked.exitCode, 0) << worked.err;
        const Json shown = show(id);
        EXPECT_EQ(shown.value("state", ""), "succeeded") << shown.value("reason", Json());
        return shown.value("energy", Json());
    }

    FakeMachine machine;
};

TEST_F(Energy, OfAMeasuredRunIsWhatTheMachineTook)
{
    const Json energy = measure(add(measuredSpec("measured")));
    ASSERT_TRUE(energy.is_object());
    const Json& base = energy["base_before"];
    EXPECT_NEAR(base["median_w"].get<double>(), restW, 0.5);
    EXPECT_EQ(base["quality"], "counter");
    EXPECT_EQ(base["sensors"], Json({"powercap/intel-rapl:0", "powercap/intel-rapl:0:1", "powercap/intel-rapl:1"}));
    EXPECT_NEAR(energy["base_after"]["median_w"].get<double>(), restW, 0.5);
    double seconds = 0;
    double joules = 0;
    for (const Json& phase : energy["phases"]) {
        EXPECT_EQ(phase["quality"], "counter");
        EXPECT_EQ(phase["gaps"], 0) << "a wrap is none";
        seconds += phase["duration_s"].get<double>();
        joules += phase["absolute_energy_j"].get<double>();
        EXPECT_NEAR(phase["relative_energy_j"].get<double>(),
                    phase["absolute_energy_j"].get<double>() -
                        base["median_w"].get<double>() * phase["duration_s"].get<double>(),
                    1e-6);
        EXPECT_LE(phase["relative_energy_low_j"].get<double>(), phase["relative_energy_j"].get<double>());
    }
    const Json training = phaseOf(energy, "training");
    // The test follows the run's events some milliseconds late.
    EXPECT_NEAR(training["absolute_power_w"].get<double>(), trainingW, 0.05 * trainingW);
    EXPECT_NEAR(training["relative_power_w"].get<double>(), trainingW - restW, 0.1 * (trainingW - restW));
    EXPECT_NEAR(energy["training_step_j"].get<double>(), training["relative_energy_j"].get<double>() / 1500, 1e-9);
    EXPECT_GT(joules, restW * seconds);
    EXPECT_LT(joules, trainingW * seconds);
    const Json& inference = energy["inference"];
    EXPECT_NEAR(inference["j"].get<double>(), (otherW - restW) * inference["seconds_per_inference"].get<double>(),
                0.1 * inference["j"].get<double>());
    EXPECT_EQ(inference["quality"], "counter");
    EXPECT_GE(inference["windows"].get<int>(), 5);
    EXPECT_LT(inference["low_j"].get<double>(), inference["high_j"].get<double>());
    const Json listed = documentOf(rxwatt({"list", project(), "--filter", "quality:counter energy>0", "--json"}));
    ASSERT_EQ(listed["runs"].size(), 1U);
    EXPECT_EQ(listed["runs"][0]["energy"], energy);
    EXPECT_THAT(rxwatt({"show", project(), "measured"}).out, testing::HasSubstr("above the base power"));
    const ProgramResult rebuilt = rxwatt({"check", project(), "--rebuild"});
    EXPECT_EQ(rebuilt.exitCode, 0) << rebuilt.err;
    EXPECT_EQ(show("measured")["energy"], energy) << "the folders say all of it";
}

TEST_F(Energy, IsComputedAgainFromTheTrace)
{
    const std::string id = add(measuredSpec("traced"));
    const Json energy = measure(id);
    const Json traced = documentOf(rxwatt({"power", project(), "traced", "--json"}));
    ASSERT_EQ(traced["recordings"].size(), 1U);
    const Json& recording = traced["recordings"][0];
    EXPECT_EQ(recording["quality"], "counter");
    EXPECT_EQ(recording["origin"], nullptr);
    EXPECT_EQ(recording["sensors"], energy["base_before"]["sensors"]);
    for (const char* base : {"base_before", "base_after"}) {
        for (const char* key : {"median_w", "mad_w", "duration_s", "samples"}) {
            EXPECT_NEAR(recording[base][key].get<double>(), energy[base][key].get<double>(), 1e-6) << base << key;
        }
    }
    ASSERT_EQ(recording["phases"].size(), energy["phases"].size());
    for (const Json& phase : energy["phases"]) {
        const Json again = phaseOf(recording, phase["phase"]);
        for (const char* key : {"duration_s", "absolute_energy_j", "relative_energy_j"}) {
            EXPECT_NEAR(again[key].get<double>(), phase[key].get<double>(), 1e-5) << phase["phase"] << key;
        }
    }
    EXPECT_THAT(rxwatt({"power", project(), "traced"}).out, testing::HasSubstr("above the base power"));
    const std::string csv = file("power.csv");
    ASSERT_EQ(rxwatt({"export", project(), "power", "--out", csv}).exitCode, 0);
    EXPECT_THAT(contentOf(csv), testing::HasSubstr("\ntraced,"));
    EXPECT_THAT(contentOf(csv), testing::HasSubstr("\n\"traced, base power\","));
}

TEST_F(Energy, OfARunThatWasKilledIsInItsTraceToTheLastSecond)
{
    const std::string id = add(measuredSpec("killed"));
    const std::string folder = project() + "/runs/" + id;
    machine.watch(folder + "/events.jsonl");
    Program scheduler(rxwattCommand({"run", project(), "--until-empty"}), machine.environment());
    ASSERT_TRUE(eventually([&] { return std::filesystem::exists(folder + "/power/0001-00000.bin"); }));
    const double atStart = machine.joules();
    ASSERT_TRUE(
        eventually([&] { return contentOf(folder + "/events.jsonl").find("checkpoint") != std::string::npos; }));
    const auto state = base::parseJson(contentOf(folder + "/state.json"), "state.json");
    ASSERT_TRUE(state);
    ::kill((*state)["worker"]["pid"].get<int>(), SIGKILL);
    const double taken = machine.joules();
    ASSERT_EQ(scheduler.wait().exitCode, 0) << scheduler.err();
    const Json traced = documentOf(rxwatt({"power", project(), id, "--json"}));
    ASSERT_EQ(traced["recordings"].size(), 2U) << "one an attempt";
    const double told = traced["recordings"][0]["whole"]["absolute_energy_j"].get<double>();
    EXPECT_GT(told, taken - atStart - trainingW * 1) << "at most the last second is lost";
    EXPECT_LT(told, taken - atStart + restW * 1) << "the file comes up to a second after its first sample";
}

TEST_F(Energy, OfTheMachineIsRead)
{
    const Json read = documentOf(rxwatt({"power", "--seconds", "1", "--json"}, machine.environment()));
    EXPECT_NEAR(read["host_power_w"].get<double>(), restW, 1);
    EXPECT_EQ(read["quality"], "counter");
    EXPECT_NEAR(read["seconds"].get<double>(), 1, 0.3);
    int counted = 0;
    for (const Json& source : read["sources"]) {
        EXPECT_TRUE(source["available"].get<bool>() || source["reason"].is_string()) << source["name"];
        for (const Json& zone : source["zones"]) {
            counted += zone["counted"].get<bool>() ? 1 : 0;
            EXPECT_EQ(zone["gaps"], 0);
        }
    }
    EXPECT_EQ(counted, 3);
    const ProgramResult text = rxwatt({"power", "--seconds", "0.3"}, machine.environment());
    EXPECT_THAT(text.out, testing::HasSubstr("this machine: "));
    EXPECT_THAT(text.out, testing::HasSubstr("no: part of"));
    EXPECT_EQ(rxwatt({"power", "--seconds", "nan"}).exitCode, 2);
    EXPECT_EQ(rxwatt({"power", "--period", "0"}).exitCode, 2);
    EXPECT_EQ(rxwatt({"power", project()}).exitCode, 2);
}

TEST_F(Energy, OfTheMachineAtRestIsItsBasePower)
{
    Json spec = {{"name", "idle"}, {"kind", "idle"}, {"device", "cpu"}, {"power", {{"baseline_s", 3}}}};
    const Json energy = measure(add(spec));
    EXPECT_NEAR(energy["base_before"]["median_w"].get<double>(), restW, 0.5);
    EXPECT_NEAR(energy["base_before"]["duration_s"].get<double>(), 3, 0.2);
    EXPECT_EQ(energy["inference"], nullptr);
}

TEST_F(Energy, OfLayersIsSharedOutByTheirTimes)
{
    Json spec = tinySpec("layers");
    spec["kind"] = "measure";
    spec["power"] = {{"baseline_s", 2}, {"inference_max_s", 8}, {"inference_batch_slots", 4}};
    const Json energy = measure(add(spec));
    double joules = 0;
    for (const Json& layer : energy["layers"]) {
        joules += layer["j"].get<double>();
    }
    EXPECT_NEAR(joules, energy["inference"]["j"].get<double>(), 1e-9);
    EXPECT_EQ(energy["layers"][0]["name"], "input");
    EXPECT_EQ(energy["inference"]["batch_slots"], 4);
}

TEST_F(Energy, OfAnothersWeightsIsDrawnOverTheirModel)
{
    add(tinySpec("teacher"));
    Json spec = {{"name", "measured"}, {"kind", "measure"}, {"device", "cpu"}, {"weights", "teacher"}};
    spec["power"] = {{"baseline_s", 2}, {"inference_max_s", 4}};
    const std::string id = add(spec);
    ASSERT_TRUE(measure(id)["layers"].is_array());
    const std::string csv = file("layers.csv");
    const ProgramResult drawn =
        rxwatt({"export", project(), "layer-energy", "--runs", id, "--energy", "measured", "--out", csv});
    ASSERT_EQ(drawn.exitCode, 0) << drawn.err;
    EXPECT_THAT(contentOf(csv), testing::HasSubstr("Measured (counter)\ninput,"));
    EXPECT_EQ(rxwatt({"export", project(), "lifecycle", "--runs", id, "--out", csv}).exitCode, 1)
        << "whose life it is has another run";
}

TEST_F(Energy, OfARunAtRestIsTheBaseOfTheNext)
{
    const std::string owner =
        add({{"name", "rest"}, {"kind", "idle"}, {"device", "cpu"}, {"power", {{"baseline_s", 2}}}});
    const Json rest = measure(owner)["base_before"];
    Json spec = tinySpec("next");
    spec["power"] = {{"baseline_s", 2}, {"base_max_age_s", 600}, {"inference_max_s", 0}};
    const Json energy = measure(add(spec));
    // Where other programs were busy meanwhile, nobody else takes it.
    const bool isShared = rest["machine"] != "";
    EXPECT_EQ(energy["base_from"], isShared ? Json(owner) : Json(nullptr));
    if (isShared) {
        EXPECT_EQ(energy["base_before"], rest);
        EXPECT_EQ(energy["base_after"], nullptr);
        EXPECT_LT(energy["base_age_s"].get<double>(), 600);
        EXPECT_THAT(rxwatt({"show", project(), "next"}).out, testing::HasSubstr(", of run " + owner));
    }
    spec["name"] = "own";
    spec["power"]["base_max_age_s"] = 0;
    EXPECT_EQ(measure(add(spec))["base_from"], nullptr);
}

TEST_F(Energy, WithoutASensorIsNothingAndTheRunSucceeds)
{
    Json spec = measuredSpec("unmeasured");
    spec["power"]["estimate"] = "none";
    const std::string id = add(spec);
    const TemporaryFolder empty;
    const ProgramResult worked =
        rxwatt({"run", project(), "--until-empty"}, {{"RXWATT_SYSFS_ROOT", empty.path().string()}});
    EXPECT_EQ(worked.exitCode, 0) << worked.err;
    const Json energy = show(id)["energy"];
    EXPECT_EQ(energy["base_before"], nullptr);
    EXPECT_EQ(phaseOf(energy, "training")["absolute_energy_j"], nullptr);
    EXPECT_THAT(energy["warnings"].dump(), testing::HasSubstr("powercap"));
}

TEST_F(Energy, OfAMachineWithoutASensorIsAnEstimateAndSaysSo)
{
    Json spec = measuredSpec("estimated");
    spec["power"] = {{"baseline_s", 2}, {"inference_max_s", 2}, {"estimate", "half-tdp"}, {"estimate_tdp_w", 100}};
    const std::string id = add(spec);
    const TemporaryFolder empty;
    const ProgramResult worked =
        rxwatt({"run", project(), "--until-empty"}, {{"RXWATT_SYSFS_ROOT", empty.path().string()}});
    EXPECT_EQ(worked.exitCode, 0) << worked.err;
    const Json energy = show(id)["energy"];
    const Json training = phaseOf(energy, "training");
    EXPECT_EQ(training["quality"], "estimated");
    EXPECT_EQ(training["relative_energy_low_j"], nullptr) << "an estimate has no interval";
    EXPECT_GE(training["absolute_power_w"].get<double>(), 50 + 10) << "half of the TDP, and the memory's";
    EXPECT_THAT(training["warnings"].dump(), testing::HasSubstr("TDP 100 W (given)"));
    EXPECT_EQ(energy["inference"]["settled"], false);
    EXPECT_THAT(rxwatt({"show", project(), id}).out, testing::HasSubstr("an estimate (estimated)"));
    EXPECT_THAT(rxwatt({"list", project()}).out, testing::HasSubstr("(estimate)"));
    EXPECT_EQ(documentOf(rxwatt({"list", project(), "--filter", "quality:counter", "--json"}))["runs"].size(), 0U);
}

} // namespace rxwatt::test
