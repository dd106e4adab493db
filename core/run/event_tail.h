// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/run/event.h"

#include <cstdint>
#include <filesystem>
#include <optional>

namespace rxwatt::run
{

/// Bytes of an events.jsonl's end in which its latest progress is looked for.
inline constexpr std::size_t eventTailBytes = std::size_t{64} << 10;

/// The last progress event near the end of an events.jsonl: none where there is none, or no such file yet. A torn last
/// line is left out.
[[nodiscard]] Result<std::optional<ProgressEvent>> lastProgress(const std::filesystem::path& eventsFile,
                                                                std::size_t maxBytes = eventTailBytes);

} // namespace rxwatt::run
