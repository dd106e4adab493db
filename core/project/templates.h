// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/run/spec.h"

#include <string>
#include <vector>

namespace rxwatt::project
{

/// Names of the templates that `rxwatt init` makes projects from.
[[nodiscard]] const std::vector<std::string>& templateNames();

/// The runs that a project of this template begins with.
[[nodiscard]] Result<std::vector<run::RunSpec>> templateRuns(const std::string& name);

} // namespace rxwatt::project
