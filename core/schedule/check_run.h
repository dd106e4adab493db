// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedule/check.h"

namespace rxwatt::schedule
{

/// What is to be said about one run's folder.
[[nodiscard]] std::vector<Finding> checkRun(const run::ProjectFolder& project, const RunId& id);

} // namespace rxwatt::schedule
