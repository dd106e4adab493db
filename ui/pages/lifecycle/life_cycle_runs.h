// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/energy/processor.h"
#include "core/project/open_project.h"

#include <optional>
#include <string>
#include <vector>

namespace rxwatt::pages
{

/// What the other runs of a run's study took: the search that found its model, as far as it was measured.
struct StudyEnergy {
    /// What stands before the first "/" of the names.
    std::string study;
    double joules = 0;
    /// The worst of the runs'.
    run::Quality quality = run::Quality::counter;
    int runs = 0;
    /// Runs that trained too and have no energy: the search took more than `joules`.
    int unknown = 0;
};

struct LifeCycleRun {
    store::RunDetails details;
    /// None where the run belongs to no study.
    std::optional<StudyEnergy> study;
};

/// The runs that are compared, and what can be estimated on.
struct LifeCycleRuns {
    std::vector<LifeCycleRun> runs;
    std::vector<energy::Processor> processors;
    /// Why the project's own processors are not among them.
    std::string processorProblem;
    /// So many more were chosen.
    std::size_t leftOut = 0;
};

/// More columns than this are no comparison.
inline constexpr std::size_t mostLifeCycleRuns = 12;

/// What is known of the runs of those ids; those that are not there are left out.
[[nodiscard]] Result<LifeCycleRuns> readLifeCycleRuns(const project::OpenProject& project,
                                                      const std::vector<RunId>& ids);

/// Of a run named "study/run" among all whose names begin alike; itself is left out.
[[nodiscard]] std::optional<StudyEnergy> studyEnergyOf(const store::RunSummary& run,
                                                       const std::vector<store::RunSummary>& others);

} // namespace rxwatt::pages
