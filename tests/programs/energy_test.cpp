// SPDX-License-Identifier: GPL-3.0-or-later
// A measured run from end to end on a machine whose power is known: RAPL counters in a tree of files that a thread of
// the test moves on, by what the run says that it does.
#include "tests/core/energy/fake_powercap.h"
#include "tests/programs/project_fixture.h"

#include <atomic>
#include <chrono>
#include <fstream>
#include <mutex>
#include <thread>

namespace rxwatt::test
{

namespace
{

constexpr double restW = 40;
constexpr double trainingW = 90;
constexpr double otherW = 60;

/// Two packages and the memory beside one, with a part of a package and the platform's counter, which must not be
/// counted twice. Their sum is `restW` while nothing is at work.
class FakeMachine
{
public:
    FakeMachine()
    {
        // Wraps when the first joule is over.
        m_tree.add("intel-rapl:0", "package-0", range - 1'000'000);
        m_tree.add("intel-rapl:0:0", "core", 0);
        m_tree.add("intel-rapl:0:1", "dram", 0);
        m_tree.add("intel-rapl:1", "package-1", 0);
        m_tree.add("intel-rapl:2", "psys", 0);
        m_thread = std::jthread([this](const std::stop_token& stop) { run(stop); });
    }

    /// Follows a run's events from now on.
    void watch(const std::filesystem::path& eventsFile)
    {
        const std::lock_guard lock(m_mutex);
        m_events = eventsFile;
    }

    /// All that the packages and the memory have taken.
    [[nodiscard]] double joules() const { return m_joules; }

    [[nodiscard]] std::map<std::string, std::string> environment() const
    {
        return {{"RXWATT_SYSFS_ROOT", m_tree.root().string()}};
    }

private:
    static constexpr std::uint64_t range = 262'143'328'850;

    void run(const std::stop_token& stop)
    {
        using Clock = std::chrono::steady_clock;
        auto last = Clock::now();
        while (!stop.stop_requested()) {
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
            const auto now = Clock::now();
            m_joules = m_joules + powerNow() * std::chrono::duration<double>(now - last).count();
            last = now;
            const auto microjoules = static_cast<std::uint64_t>(m_joules * 1e6);
            m_tree.set("intel-rapl:0", (range - 1'000'000 + microjoules / 2) % range);
            m_tree.set("intel-rapl:0:0", microjoules / 4);
            m_tree.set("intel-rapl:0:1", microjoules / 4);
            m_tree.set("intel-rapl:1", microjoules / 4);
            m_tree.set("intel-rapl:2", 2 * microjoules);
        }
    }

    /// By the last phase that the run told of; it rests before the first, and where the energy is the last thing told.
    double powerNow()
    {
        const std::lock_guard lock(m_mutex);
        constexpr std::size_t tailBytes = 16384;
        std::ifstream file(m_events, std::ios::binary | std::ios::ate);
        const auto size = file ? static_cast<std::size_t>(file.tellg()) : 0;
        std::string tail(std::min(size, tailBytes), ' ');
        file.seekg(static_cast<std::streamoff>(size - tail.size()));
        file.read(tail.data(), static_cast<std::streamsize>(tail.size()));
        if (const std::size_t at = tail.rfind(R"("type":"phase","phase":")"); at != std::string::npos) {
            m_power = tail.compare(at, 34, R"("type":"phase","phase":"training"})") == 0 ? trainingW : otherW;
        }
        const std::size_t last = tail.size() > 1 ? tail.rfind('\n', tail.size() - 2) + 1 : 0;
        return tail.find(R"("type":"energy")", last) != std::string::npos ? restW : m_power;
    }

    FakePowercap m_tree;
    std::mutex m_mutex;
    std::filesystem::path m_events;
    double m_power = restW;
    std::atomic<double> m_joules = 0;
    std::jthread m_thread;
};

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
