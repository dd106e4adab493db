// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/figure/run_figures.h"
#include "core/project/open_project.h"

#include <set>
#include <span>
#include <string>
#include <vector>

namespace rxwatt::pages
{

/// The runs whose curves are shown.
struct BerRuns {
    std::vector<figure::RunData> runs;
    std::vector<run::RunState> states;
    /// Why the first of those that failed did; empty where none did.
    std::string failure;
    /// So many more were chosen.
    std::size_t leftOut = 0;

    [[nodiscard]] bool hasPoints() const;
};

/// More curves than this say nothing in one plot.
inline constexpr std::size_t mostBerRuns = 40;

/// What is known of the runs of those ids; those that are not there are left out.
[[nodiscard]] Result<BerRuns> readBerRuns(const project::OpenProject& project, std::span<const RunId> ids);

/// Which of the curves are shown.
struct CurveChoice {
    std::set<std::string> hiddenModulations;
    std::set<int> hiddenDmrsSymbols;
    bool baselines = true;

    bool operator==(const CurveChoice&) const = default;
};

/// A curve as it stands in the plot and the tables.
struct ShownCurve {
    /// The series' name in the plot.
    std::string name;
    /// Without what tells the curves of a receiver apart.
    std::string who;
    RunId run;
    std::string evaluationDigest;
    store::BerCurve curve;

    [[nodiscard]] bool isBaseline() const { return curve.receiver != "model"; }
};

/// What the page shows.
struct BerView {
    figure::Plot plot;
    std::vector<ShownCurve> curves;
};

[[nodiscard]] BerView viewOf(const BerRuns& runs, const CurveChoice& choice);

} // namespace rxwatt::pages
