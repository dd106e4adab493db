// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/files.h"

#include <cstdint>
#include <filesystem>
#include <string>

namespace rxwatt::run
{

/// Bytes of the longest line of events.jsonl, its newline left out: none is written longer, longer ones are passed
/// over.
inline constexpr std::size_t maxEventLineBytes = std::size_t{1} << 20;

/// An events.jsonl read at positions, as readers and the writer share it.
class EventFile
{
public:
    /// `flags` as of open(2).
    [[nodiscard]] static Result<EventFile> open(const std::filesystem::path& path, int flags);

    /// At most `maxBytes` from `offset`; fewer only at the end of the file.
    [[nodiscard]] Result<std::string> read(std::uint64_t offset, std::size_t maxBytes) const;

    [[nodiscard]] base::FileDescriptor& descriptor() { return m_file; }

private:
    base::FileDescriptor m_file;
    std::filesystem::path m_path;
};

} // namespace rxwatt::run
