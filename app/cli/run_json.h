// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/run/project.h"
#include "core/store/run_reader.h"

namespace rxwatt::cli
{

/// One run whole, as `rxwatt show --json` prints it (docs/manual.md).
[[nodiscard]] Json jsonOf(const store::RunDetails& details, const run::ProjectFolder& project);
/// All runs in the order of the queue, without specification, series and points, as in `rxwatt list --json`.
[[nodiscard]] Result<Json> listOf(const store::RunReader& reader, const run::ProjectFolder& project,
                                  const store::RunQuery& query);

[[nodiscard]] Json jsonOf(const run::BerPoint& point);
[[nodiscard]] Json jsonOf(const run::QueueRecord& queue);

} // namespace rxwatt::cli
