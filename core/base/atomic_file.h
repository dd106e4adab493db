// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/files.h"

namespace rxwatt::base
{

/// A file that is written beside its name and takes the name, whole and durable, at commit(). Destroyed before, it is
/// gone and the old file is as it was. Only a process that is killed leaves one behind: hidden, named .rxwatt-*.tmp.
class AtomicFile
{
public:
    [[nodiscard]] static Result<AtomicFile> open(const std::filesystem::path& path);
    AtomicFile(AtomicFile&& other) noexcept;
    AtomicFile& operator=(AtomicFile&&) = delete;
    ~AtomicFile();

    [[nodiscard]] int descriptor() const { return m_file.get(); }

    /// The name that it will take, for messages too.
    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

    /// fsync, rename, fsync of the folder. Where only the last fails, the new file is there but may not outlive a
    /// crash.
    [[nodiscard]] Status commit();
    /// The rename alone: whole for every reader, but a power cut may take it.
    [[nodiscard]] Status replace();

private:
    AtomicFile(std::filesystem::path path, std::filesystem::path temporary, FileDescriptor file);

    std::filesystem::path m_path;
    std::filesystem::path m_temporary; ///< empty once there is nothing to remove
    FileDescriptor m_file;
};

/// Removes the .rxwatt-*.tmp files that killed processes left in a folder; those younger than a minute may still be
/// written to. Hold the folder's lock. What cannot be removed stays.
void removeAbandonedFiles(const std::filesystem::path& folder);

} // namespace rxwatt::base
