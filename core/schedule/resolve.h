// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/run/spec.h"
#include "core/run/state.h"

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rxwatt::schedule
{

/// What a run is known by.
struct KnownRun {
    RunId id;
    std::string name;
    run::RunKind kind = run::RunKind::train;
    run::RunState state = run::RunState::queued;
};

/// The run that a person means by an id, a unique prefix of one or an unambiguous name. Errors (`notFound`, or
/// `badInput` where several fit) list what fits.
[[nodiscard]] Result<RunId> resolveRun(std::string_view text, std::span<const KnownRun> runs);

/// Turns the runs in a specification's `weights` ("name", "name@best", "prefix@2000") into ids, and files into absolute
/// paths as seen from `baseFolder`; a reference that is neither is an error, and so is a run that never has weights.
/// What looks like a file is one where no run is called so.
[[nodiscard]] Status resolveWeights(run::RunSpec& spec, std::span<const KnownRun> runs,
                                    const std::filesystem::path& baseFolder);

/// The run that a resolved weights reference needs; none for files.
struct WeightsNeed {
    RunId run;
    /// "best" or a step; empty for the weights at the end.
    std::string checkpoint;

    bool operator==(const WeightsNeed&) const = default;
};

[[nodiscard]] std::vector<WeightsNeed> needsOf(const run::RunSpec& spec);

/// Whether other runs may be at work on the machine at the same time.
enum class Company {
    any, ///< as many as there are slots
    none ///< while its energy is measured it has the machine to itself
};

/// Of a run on a machine with a sensor; on one without, nothing is measured and all may have company.
[[nodiscard]] Company companyOf(const run::RunSpec& spec);

} // namespace rxwatt::schedule
