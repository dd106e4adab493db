// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/project/open_project.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rxwatt::pages
{

/// A file in a run's folder.
struct RunFile {
    /// Below the run's folder.
    std::string path;
    std::uintmax_t bytes = 0;
};

/// All that is shown of one run.
struct RunFacts {
    store::RunDetails details;
    Json spec;
    std::vector<RunFile> files;
    /// There are more files than are listed.
    bool isCut = false;
};

/// What the page shows: one run whole, or the settings of several.
struct DetailsFacts {
    std::vector<RunFacts> runs;
    /// So many more were chosen.
    std::size_t leftOut = 0;
};

/// More columns than this are no comparison.
inline constexpr std::size_t mostComparedRuns = 12;

/// What is known of the runs of those ids; those that are not there are left out. Files only where it is one run.
[[nodiscard]] Result<DetailsFacts> readDetails(const project::OpenProject& project, const std::vector<RunId>& ids);

/// The files in a run's folder by path, without following links.
[[nodiscard]] std::vector<RunFile> filesOf(const std::filesystem::path& folder, std::size_t limit);

} // namespace rxwatt::pages
