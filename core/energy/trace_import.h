// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/energy/recorded_trace.h"

#include <filesystem>
#include <string>

namespace rxwatt::energy
{

/// A stretch of the wall clock, nanoseconds since 1970 UTC.
struct WallStretch {
    std::int64_t beginNs = 0;
    std::int64_t endNs = 0;
};

/// Writes a trace that another program recorded beside a run's own, moved by `offset`; `origin` says what it is.
/// Returns the number of its recording. An error where nothing of it lies in `run`, that names both times.
[[nodiscard]] Result<int> importTrace(const RecordedTrace& trace, Seconds offset, const WallStretch& run,
                                      const std::filesystem::path& powerFolder, const std::string& origin);

/// Takes an import away. What the run itself recorded stays: `badInput`.
[[nodiscard]] Status removeImport(const std::filesystem::path& powerFolder, int recording);

/// "2026-01-01T00:00:00Z", also with a zone of its own.
[[nodiscard]] Result<std::int64_t> wallNsFromIso(const std::string& text);

} // namespace rxwatt::energy
