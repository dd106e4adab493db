// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/run/project.h"

#include <string>
#include <vector>

namespace rxwatt::project
{

struct NewProject {
    run::ProjectFolder folder;
    /// The runs that its template queued.
    std::vector<RunId> runs;
};

/// Makes a project in a folder that is absent or empty and queues its template's runs. Where that cannot be finished
/// the place is left as it was.
[[nodiscard]] Result<NewProject> createProject(const std::string& path, const std::string& templateName);

} // namespace rxwatt::project
