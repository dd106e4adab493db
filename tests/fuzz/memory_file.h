// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/files.h"

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <sys/mman.h>

namespace rxwatt::fuzz
{

/// A file in memory with a path, for code that opens files: a real one would make fuzzing a test of the disk.
class MemoryFile
{
public:
    explicit MemoryFile(std::string_view content) : m_file(::memfd_create("fuzz", MFD_CLOEXEC))
    {
        if (!m_file.valid() || !base::writeAll(m_file.get(), content, path())) {
            std::abort();
        }
    }

    [[nodiscard]] std::filesystem::path path() const { return "/proc/self/fd/" + std::to_string(m_file.get()); }

private:
    base::FileDescriptor m_file;
};

/// Ends the run with the input kept where something that must hold does not; also where NDEBUG takes assert() out.
inline void require(bool holds)
{
    if (!holds) {
        std::abort();
    }
}

inline std::string_view textOf(const std::uint8_t* data, std::size_t size)
{
    return {reinterpret_cast<const char*>(data), size};
}

} // namespace rxwatt::fuzz
