// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rxwatt::base
{

/// A file descriptor that closes itself; opened close-on-exec always.
class FileDescriptor
{
public:
    FileDescriptor() = default;

    explicit FileDescriptor(int descriptor) : m_descriptor(descriptor) {}

    FileDescriptor(FileDescriptor&& other) noexcept;
    FileDescriptor& operator=(FileDescriptor&& other) noexcept;
    FileDescriptor(const FileDescriptor&) = delete;
    FileDescriptor& operator=(const FileDescriptor&) = delete;
    ~FileDescriptor();

    [[nodiscard]] int get() const { return m_descriptor; }

    [[nodiscard]] bool valid() const { return m_descriptor >= 0; }

    void close();

private:
    int m_descriptor = -1;
};

/// "cannot write runs.db: No space left on device", from errno. Kind: notFound for ENOENT, else storage.
[[nodiscard]] Error fileError(std::string_view verb, const std::filesystem::path& path, int errorNumber);

/// A whole file, refused where it is larger than `maxBytes`.
[[nodiscard]] Result<std::string> readFile(const std::filesystem::path& path, std::size_t maxBytes);

/// Replaces or makes a file so that after a crash at any moment either the old or the new text is there, whole: written
/// beside, fsync, rename, fsync of the folder (see AtomicFile). On failure the old file is as it was and nothing is
/// left beside it.
[[nodiscard]] Status writeFileAtomically(const std::filesystem::path& path, std::string_view text);

/// The same for content that is written in parts: `write` gets the descriptor of the file beside.
[[nodiscard]] Status writeFileAtomically(const std::filesystem::path& path,
                                         const std::function<Status(int descriptor)>& write);

/// As writeFileAtomically without waiting for the disk, for what is rewritten every few seconds: readers find either
/// text, whole; a power cut may take both.
[[nodiscard]] Status replaceFile(const std::filesystem::path& path, std::string_view text);

/// Writes all of the text, also where the kernel takes it in parts.
[[nodiscard]] Status writeAll(int descriptor, std::string_view text, const std::filesystem::path& pathForMessages);

/// What a folder holds, in no order.
[[nodiscard]] Result<std::vector<std::filesystem::directory_entry>> entriesOf(const std::filesystem::path& folder);

/// Makes a folder's entries (renames, new files) durable.
[[nodiscard]] Status syncFolder(const std::filesystem::path& folder);

/// An advisory lock on a file (flock), held until destroyed or the process ends, however it ends.
class FileLock
{
public:
    /// Takes the lock at once or fails with ErrorKind::busy and the text that the holder left in the file. On a full
    /// disk the lock is taken without leaving the text.
    [[nodiscard]] static Result<FileLock> take(const std::filesystem::path& path, std::string_view holder);
    /// The text that whoever holds the lock left; none where nobody does, or there is no such file. The file stays as
    /// it is.
    [[nodiscard]] static Result<std::optional<std::string>> holder(const std::filesystem::path& path);

private:
    FileDescriptor m_file;
};

/// Whether a folder lies on a network file system (NFS, SMB, Lustre, …), where SQLite's WAL and inotify do not work.
[[nodiscard]] bool onNetworkFileSystem(const std::filesystem::path& folder);

} // namespace rxwatt::base
