// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"

#include "core/base/atomic_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/statfs.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace rxwatt::base
{

namespace
{

/// What of a lock's holder is shown; the file could hold anything.
constexpr std::size_t maxHolderBytes = 256;

/// Reads at most `maxBytes` + 1, so that the caller can tell a file that is too large; st_size is not asked, because it
/// lies for /proc, pipes and files that grow.
Result<std::string> readUpTo(int descriptor, std::size_t maxBytes, const std::filesystem::path& path)
{
    std::string text;
    std::array<char, 65536> buffer;
    while (text.size() <= maxBytes) {
        const std::size_t wanted = std::min(buffer.size(), maxBytes + 1 - text.size());
        const ssize_t got = ::read(descriptor, buffer.data(), wanted);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return tl::unexpected<Error>(fileError("read", path, errno));
        }
        if (got == 0) {
            break;
        }
        text.append(buffer.data(), static_cast<std::size_t>(got));
    }
    return text;
}

std::string holderOf(int descriptor, const std::filesystem::path& path)
{
    std::string text = readUpTo(descriptor, maxHolderBytes - 1, path).value_or("");
    std::replace_if(
        text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; }, ' ');
    text.erase(text.find_last_not_of(' ') + 1);
    return text.empty() ? "another process" : text;
}

} // namespace

FileDescriptor::FileDescriptor(FileDescriptor&& other) noexcept : m_descriptor(std::exchange(other.m_descriptor, -1)) {}

FileDescriptor& FileDescriptor::operator=(FileDescriptor&& other) noexcept
{
    if (this != &other) {
        close();
        m_descriptor = std::exchange(other.m_descriptor, -1);
    }
    return *this;
}

FileDescriptor::~FileDescriptor()
{
    close();
}

void FileDescriptor::close()
{
    if (valid()) {
        ::close(std::exchange(m_descriptor, -1));
    }
}

Error fileError(std::string_view verb, const std::filesystem::path& path, int errorNumber)
{
    return {errorNumber == ENOENT ? ErrorKind::notFound : ErrorKind::storage,
            fmt::format("cannot {} {}: {}", verb, path.string(), std::generic_category().message(errorNumber))};
}

Result<std::string> readFile(const std::filesystem::path& path, std::size_t maxBytes)
{
    // O_NONBLOCK: opening a pipe that nobody writes to must not wait for ever.
    const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    if (!file.valid()) {
        return tl::unexpected<Error>(fileError("read", path, errno));
    }
    RXWATT_ASSIGN(std::string text, readUpTo(file.get(), maxBytes, path));
    if (text.size() > maxBytes) {
        return fail(ErrorKind::badInput,
                    fmt::format("{}: is larger than the {} bytes that are allowed", path.string(), maxBytes));
    }
    return text;
}

Status writeAll(int descriptor, std::string_view text, const std::filesystem::path& pathForMessages)
{
    while (!text.empty()) {
        const ssize_t written = ::write(descriptor, text.data(), text.size());
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written < 0) {
            return tl::unexpected<Error>(fileError("write", pathForMessages, errno));
        }
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

Status syncFolder(const std::filesystem::path& folder)
{
    const FileDescriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    // Some file systems cannot sync folders and say EINVAL; their renames are as durable as they get.
    if (!descriptor.valid() || (::fsync(descriptor.get()) != 0 && errno != EINVAL)) {
        return tl::unexpected<Error>(fileError("sync", folder, errno));
    }
    return {};
}

Status writeFileAtomically(const std::filesystem::path& path, const std::function<Status(int descriptor)>& write)
{
    RXWATT_ASSIGN(AtomicFile file, AtomicFile::open(path));
    RXWATT_TRY(write(file.descriptor()));
    return file.commit();
}

Status writeFileAtomically(const std::filesystem::path& path, std::string_view text)
{
    return writeFileAtomically(path, [&](int descriptor) { return writeAll(descriptor, text, path); });
}

Status replaceFile(const std::filesystem::path& path, std::string_view text)
{
    RXWATT_ASSIGN(AtomicFile file, AtomicFile::open(path));
    RXWATT_TRY(writeAll(file.descriptor(), text, path));
    return file.replace();
}

Result<std::vector<std::filesystem::directory_entry>> entriesOf(const std::filesystem::path& folder)
{
    std::vector<std::filesystem::directory_entry> entries;
    std::error_code problem;
    for (std::filesystem::directory_iterator entry(folder, problem);
         !problem && entry != std::filesystem::directory_iterator(); entry.increment(problem)) {
        entries.push_back(*entry);
    }
    if (problem) {
        return tl::unexpected<Error>(fileError("read", folder, problem.value()));
    }
    return entries;
}

Result<FileLock> FileLock::take(const std::filesystem::path& path, std::string_view holder)
{
    FileLock lock;
    lock.m_file = FileDescriptor(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NONBLOCK, 0666));
    if (!lock.m_file.valid()) {
        return tl::unexpected<Error>(fileError("lock", path, errno));
    }
    if (::flock(lock.m_file.get(), LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK) {
            return tl::unexpected<Error>(fileError("lock", path, errno));
        }
        return fail(ErrorKind::busy,
                    fmt::format("{}: is held by {}", path.string(), holderOf(lock.m_file.get(), path)));
    }
    // The lock holds without its text too: a full disk must not keep anybody from making room.
    if (::ftruncate(lock.m_file.get(), 0) == 0) {
        static_cast<void>(writeAll(lock.m_file.get(), holder, path));
    }
    return lock;
}

Result<std::optional<std::string>> FileLock::holder(const std::filesystem::path& path)
{
    const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
    if (!file.valid()) {
        return errno == ENOENT
                   ? Result<std::optional<std::string>>(std::nullopt)
                   : Result<std::optional<std::string>>(tl::unexpected<Error>(fileError("read", path, errno)));
    }
    // Shared, so that two who ask do not see each other.
    if (::flock(file.get(), LOCK_SH | LOCK_NB) == 0) {
        return std::optional<std::string>();
    }
    if (errno != EWOULDBLOCK) {
        return tl::unexpected<Error>(fileError("lock", path, errno));
    }
    return std::optional(holderOf(file.get(), path));
}

bool onNetworkFileSystem(const std::filesystem::path& folder)
{
    // statfs(2) and the kernel's magic.h; FUSE stands for sshfs, GlusterFS and their like.
    constexpr std::array<std::uint32_t, 16> networkTypes = {
        0x00006969 /* NFS */,    0x0000517B /* SMB */,   0xFF534D42 /* CIFS */,  0xFE534D42 /* SMB2 */,
        0x0BD00BD0 /* Lustre */, 0x47504653 /* GPFS */,  0x5346414F /* AFS */,   0x6B414653 /* kAFS */,
        0x73757245 /* Coda */,   0x00C36400 /* Ceph */,  0x01021997 /* 9P */,    0x65735546 /* FUSE */,
        0x19830326 /* BeeGFS */, 0xAAD7AAEA /* PanFS */, 0x7461636F /* OCFS2 */, 0x01161970 /* GFS2 */};
    struct statfs system = {};
    if (::statfs(folder.c_str(), &system) != 0) {
        return true; // what works on a network file system works everywhere
    }
    return std::find(networkTypes.begin(), networkTypes.end(), static_cast<std::uint32_t>(system.f_type)) !=
           networkTypes.end();
}

} // namespace rxwatt::base
