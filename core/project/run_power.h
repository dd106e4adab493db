// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/figure/power_figure.h"
#include "core/project/open_project.h"

namespace rxwatt::project
{

/// Spans of a line of the figure "power": enough for a page.
inline constexpr std::size_t powerPoints = 4000;

/// What the machine took while each run was at work: a line for all its attempts together, with gaps between them, and
/// one for each trace that was imported. Runs without a trace have none.
[[nodiscard]] Result<std::vector<figure::PowerLine>> powerLines(const OpenProject& project,
                                                                std::span<const RunId> runs);

} // namespace rxwatt::project
