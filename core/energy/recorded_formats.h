// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/energy/recorded_table.h"
#include "core/energy/recorded_trace.h"

#include <string_view>

namespace rxwatt::energy
{

// One reader a format; each is given the table open behind its header. docs/energy.md says how each is understood.

[[nodiscard]] bool isPowerGadget(const RecordedTable& table);
[[nodiscard]] Result<RecordedTrace> readPowerGadget(RecordedTable table, const RecordedOptions& options);

[[nodiscard]] bool isNvidiaSmi(const RecordedTable& table);
[[nodiscard]] Result<RecordedTrace> readNvidiaSmi(RecordedTable table, const RecordedOptions& options);

[[nodiscard]] bool isCodeCarbon(const RecordedTable& table);
[[nodiscard]] Result<RecordedTrace> readCodeCarbon(RecordedTable table, const RecordedOptions& options);

[[nodiscard]] Result<RecordedTrace> readAnyCsv(RecordedTable table, const RecordedOptions& options);

/// data.json: a JSON object a line.
[[nodiscard]] bool isImpactTracker(std::string_view text);
[[nodiscard]] Result<RecordedTrace> readImpactTracker(std::string_view text, const RecordedOptions& options);
/// data.csv of its first versions.
[[nodiscard]] bool isImpactTrackerCsv(const RecordedTable& table);
[[nodiscard]] Result<RecordedTrace> readImpactTrackerCsv(RecordedTable table, const RecordedOptions& options);

} // namespace rxwatt::energy
