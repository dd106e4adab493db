// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>

namespace rxwatt::cli
{

/// A folder for temporary files that goes away with it.
class ScratchFolder
{
public:
    explicit ScratchFolder(const std::string& name)
    {
        std::string path = (std::filesystem::temp_directory_path() / (name + "-XXXXXX")).string();
        if (const char* made = ::mkdtemp(path.data())) {
            m_path = made;
        }
    }

    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;

    ~ScratchFolder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }

    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

private:
    std::filesystem::path m_path;
};

} // namespace rxwatt::cli
