// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/file_helpers.h"
#include "tests/support/temporary_folder.h"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace rxwatt::test
{

/// A sysfs tree with RAPL zones.
class FakePowercap
{
public:
    void add(const std::string& path, const std::string& name, std::uint64_t microjoules,
             const std::string& range = "262143328850") const
    {
        const std::filesystem::path folder = zone(path);
        std::filesystem::create_directories(folder);
        putContent(folder / "name", name + "\n");
        set(path, microjoules);
        if (!range.empty()) {
            putContent(folder / "max_energy_range_uj", range + "\n");
        }
    }

    /// In place, always as long: a reader sees the old number or the new one.
    void set(const std::string& path, std::uint64_t microjoules) const
    {
        const std::filesystem::path file = zone(path) / "energy_uj";
        const std::string text = fmt::format("{:020}\n", microjoules);
        if (!std::filesystem::exists(file)) {
            putContent(file, text);
            return;
        }
        std::fstream(file, std::ios::in | std::ios::out | std::ios::binary) << text;
    }

    [[nodiscard]] std::filesystem::path zone(const std::string& path) const
    {
        return m_folder / "class/powercap" / path;
    }

    [[nodiscard]] std::filesystem::path root() const { return m_folder.path(); }

private:
    TemporaryFolder m_folder;
};

} // namespace rxwatt::test
