// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/run/project.h"

#include <string>
#include <string_view>
#include <vector>

namespace rxwatt::project
{

/// A run in the trash.
struct TrashedRun {
    RunId id;
    std::string name;
    /// ISO 8601, UTC: when its folder last changed, which is when it was moved there.
    std::string trashedAt;

    bool operator==(const TrashedRun&) const = default;
};

/// The runs in a project's trash, the latest first; what cannot be read as one is passed over.
[[nodiscard]] Result<std::vector<TrashedRun>> trashedRuns(const run::ProjectFolder& project);

/// The run in the trash that a person means by an id, a unique prefix or an unambiguous name.
[[nodiscard]] Result<RunId> findTrashedRun(const std::vector<TrashedRun>& trash, std::string_view text);

} // namespace rxwatt::project
