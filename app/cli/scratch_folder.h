// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <string>

namespace rxwatt::cli
{

/// A folder for temporary files that goes away with it.
class ScratchFolder
{
public:
    /// Makes "<name>-XXXXXX" in the temporary folder ($TMPDIR, /tmp).
    [[nodiscard]] static Result<ScratchFolder> make(const std::string& name);

    ScratchFolder(ScratchFolder&& other) noexcept;
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    ~ScratchFolder();

    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

private:
    explicit ScratchFolder(std::filesystem::path path) : m_path(std::move(path)) {}

    /// Empty once moved from.
    std::filesystem::path m_path;
};

} // namespace rxwatt::cli
