// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedule/check.h"

#include <string_view>
#include <vector>

namespace rxwatt::project
{

/// Remakes a project's index from its run folders, whatever state the index is in. Runs that cannot be read are left
/// out and reported. Errors: `busy` where somebody holds the project, or what `progress` returned; the old index then
/// stays.
[[nodiscard]] Result<std::vector<schedule::Finding>> rebuildIndex(const run::ProjectFolder& folder,
                                                                  const schedule::FillProgress& progress = {});

/// Whether the error of reading a project that has this message is one that rebuildIndex() cures: its index is missing,
/// damaged, or an older version's.
[[nodiscard]] bool isCuredByRebuild(std::string_view message);

} // namespace rxwatt::project
