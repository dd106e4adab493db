// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"

#include "core/base/ids.h"

#include <fmt/format.h>

#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace rxwatt::base
{

namespace
{

constexpr std::string_view temporaryPrefix = ".rxwatt-";
constexpr std::string_view temporarySuffix = ".tmp";
constexpr std::chrono::minutes abandonedAfter{1};

std::filesystem::path folderOf(const std::filesystem::path& path)
{
    return path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
}

} // namespace

AtomicFile::AtomicFile(std::filesystem::path path, std::filesystem::path temporary, FileDescriptor file)
    : m_path(std::move(path)), m_temporary(std::move(temporary)), m_file(std::move(file))
{
}

AtomicFile::AtomicFile(AtomicFile&& other) noexcept
    : m_path(std::move(other.m_path)),
      m_temporary(std::exchange(other.m_temporary, {})),
      m_file(std::move(other.m_file))
{
}

AtomicFile::~AtomicFile()
{
    if (!m_temporary.empty()) {
        ::unlink(m_temporary.c_str());
    }
}

Result<AtomicFile> AtomicFile::open(const std::filesystem::path& path)
{
    // Hidden, and short whatever the length of the file's own name.
    std::filesystem::path temporary =
        folderOf(path) / fmt::format("{}{}{}", temporaryPrefix, makeRunId().text, temporarySuffix);
    FileDescriptor descriptor(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
    if (!descriptor.valid()) {
        return tl::unexpected<Error>(fileError("write", path, errno));
    }
    AtomicFile file(path, std::move(temporary), std::move(descriptor));
    struct stat old = {};
    if (::stat(path.c_str(), &old) == 0 && S_ISREG(old.st_mode) &&
        ::fchmod(file.descriptor(), old.st_mode & 0777) != 0) {
        return tl::unexpected<Error>(fileError("write", path, errno));
    }
    return file;
}

Status AtomicFile::commit()
{
    if (::fsync(m_file.get()) != 0) {
        return tl::unexpected<Error>(fileError("write", m_path, errno));
    }
    RXWATT_TRY(replace());
    return syncFolder(folderOf(m_path));
}

Status AtomicFile::replace()
{
    if (::rename(m_temporary.c_str(), m_path.c_str()) != 0) {
        return tl::unexpected<Error>(fileError("write", m_path, errno));
    }
    m_temporary.clear();
    m_file.close();
    return {};
}

void removeAbandonedFiles(const std::filesystem::path& folder)
{
    namespace fs = std::filesystem;
    const auto entries = entriesOf(folder);
    for (const fs::directory_entry& entry : entries.value_or(std::vector<fs::directory_entry>())) {
        std::error_code problem;
        const std::string name = entry.path().filename().string();
        const bool ours = name.starts_with(temporaryPrefix) && name.ends_with(temporarySuffix);
        const auto written = entry.last_write_time(problem);
        if (ours && !problem && fs::file_time_type::clock::now() - written > abandonedAfter) {
            fs::remove(entry.path(), problem);
        }
    }
}

} // namespace rxwatt::base
