// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/project/open_project.h"

#include <string>
#include <vector>

namespace rxwatt::pages
{

/// A run that is watched.
struct LiveRun {
    store::RunSummary summary;
    /// Its name, with its id's first letters where another one has the same.
    std::string label;
    /// Where it failed: the last lines of its log.
    std::string lastLines;

    bool operator==(const LiveRun&) const = default;
};

/// The runs that are watched.
struct LiveRuns {
    std::vector<LiveRun> runs;
    /// So many more were chosen, or are at work.
    std::size_t leftOut = 0;

    bool operator==(const LiveRuns&) const = default;
};

/// More curves than this say nothing in one plot.
inline constexpr std::size_t mostLiveRuns = 12;

/// The runs of those ids; where there are none, all that are at work. `watched` is what this keeps from call to call:
/// those at work that it found last stay when the last of them has ended, for who watched them wants to see how it
/// went.
[[nodiscard]] Result<LiveRuns> readLiveRuns(const project::OpenProject& project, const std::vector<RunId>& ids,
                                            std::vector<RunId>& watched);

} // namespace rxwatt::pages
