// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/run/project.h"
#include "core/run/spec.h"

#include <string>
#include <vector>

namespace rxwatt::test
{

/// How a made-up run came to its energy: not at all, by counters, or by the load of the machine.
enum class EnergySource { none, counter, load };

/// One made-up run of a sample project: what a worker might have left of it. Nothing here was simulated or trained.
struct SampleRun {
    std::string name = "sample";
    run::RunState state = run::RunState::succeeded;
    std::string reason = {};
    double learningRate = 3e-3;
    std::uint64_t seed = 1;
    std::int64_t steps = 2000;
    /// Part of the steps that are done.
    double done = 1;
    /// Points of the evaluation that are judged; all (7) where it is done.
    int points = 7;
    /// Gap of the receiver to the known channel, dB; more of it at high SINR makes the error floor.
    double gapDb = 2.5;
    double floorBer = 8e-3;
    std::vector<std::string> modulations = {"16QAM"};
    std::vector<std::string> tags = {};
    std::string notes = {};
    bool starred = false;
    EnergySource energy = EnergySource::none;
    /// Of the model's blocks; empty: the quickstart's.
    std::vector<int> channels = {};
};

/// Makes a project of such runs in a folder that is absent or empty: files and index agree with each other, as
/// `rxwatt check` finds. Returns the runs' ids in order. Throws std::runtime_error where that fails.
std::vector<RunId> makeSampleProject(const std::filesystem::path& folder, const std::vector<SampleRun>& runs);

/// Kinds of sample projects, for pictures and tests of pages.
/// "empty", "one", "many" (seeds × learning rates and every state; energy by counters, by the load, or none),
/// "running", "failed", "hostile" (names of any kind), "large" (10,000 runs).
[[nodiscard]] const std::vector<std::string>& sampleProjectKinds();
[[nodiscard]] std::vector<SampleRun> sampleRunsOf(const std::string& kind);

} // namespace rxwatt::test
