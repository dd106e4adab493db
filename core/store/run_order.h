// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/run_query.h"

namespace rxwatt::store
{

/// Sorts as the database does: runs without a value last, equals by their ids.
void sortRuns(std::vector<RunSummary>& runs, RunSort sort, bool descending);

} // namespace rxwatt::store
