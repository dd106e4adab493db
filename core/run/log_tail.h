// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace rxwatt::run
{

/// How far a log that grows has been read.
struct LogPosition {
    std::uint64_t inode = 0;
    std::uint64_t offset = 0;
    /// The last bytes before the offset: other ones tell that the file was written anew.
    std::string mark;
};

/// What a log has more than before.
struct LogPart {
    LogPosition position;
    std::string text;
    /// Whether `text` stands in place of all before, not behind it: the first part, another or shorter file under the
    /// name, or more than fits.
    bool isAnew = false;
};

/// Bytes of a log's end that are read of it at most.
inline constexpr std::size_t maxLogTailBytes = std::size_t{256} << 10;

/// Reads what a log has gained since a position (of {}: its end). A text that does not begin at the file's begin begins
/// with a line where one does in it. A file that is not there is an empty one.
[[nodiscard]] Result<LogPart> readLogTail(const std::filesystem::path& file, const LogPosition& from,
                                          std::size_t maxBytes = maxLogTailBytes);

} // namespace rxwatt::run
