// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/figure/run_figures.h"
#include "core/project/open_project.h"

#include <span>
#include <string_view>
#include <vector>

namespace rxwatt::project
{

/// What figures are drawn from, of one run; without its series.
[[nodiscard]] figure::RunData figureDataOf(const store::RunOverview& run);

/// The same of several runs, in the order given (none: all runs in the order of the queue), with the series that the
/// figure of that name wants.
[[nodiscard]] Result<std::vector<figure::RunData>> figureData(const store::RunReader& reader,
                                                              std::span<const RunId> runs, std::string_view figureName);

} // namespace rxwatt::project
