// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/scratch_folder.h"

#include "core/base/files.h"

#include <cerrno>
#include <cstdlib>
#include <system_error>
#include <utility>

namespace rxwatt::cli
{

Result<ScratchFolder> ScratchFolder::make(const std::string& name)
{
    std::error_code error;
    const std::filesystem::path parent = std::filesystem::temp_directory_path(error);
    if (error) {
        return fail(ErrorKind::storage, "there is no temporary folder: set TMPDIR to one that can be written to");
    }
    std::string path = (parent / (name + "-XXXXXX")).string();
    if (::mkdtemp(path.data()) == nullptr) {
        return tl::unexpected<Error>(base::fileError("make a folder in", parent, errno));
    }
    return ScratchFolder(std::filesystem::path(path));
}

ScratchFolder::ScratchFolder(ScratchFolder&& other) noexcept : m_path(std::exchange(other.m_path, {})) {}

ScratchFolder::~ScratchFolder()
{
    if (!m_path.empty()) {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }
}

} // namespace rxwatt::cli
