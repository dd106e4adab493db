// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/files.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rxwatt::energy
{

/// A small file of sysfs that is read again and again: its descriptor is kept. What vanishes is opened anew when it is
/// back.
class SensorFile
{
public:
    explicit SensorFile(std::filesystem::path path) : m_path(std::move(path)) {}

    /// The first line as it is now; none where it cannot be read or is longer than 63 bytes.
    [[nodiscard]] std::optional<std::string> line();
    /// A number that is not negative and alone on the line.
    [[nodiscard]] std::optional<std::uint64_t> number();
    /// Without its sign: batteries give either for the same thing.
    [[nodiscard]] std::optional<std::uint64_t> magnitude();

    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

private:
    std::filesystem::path m_path;
    base::FileDescriptor m_descriptor;
};

[[nodiscard]] std::optional<std::uint64_t> numberFrom(std::string_view text);
/// The first line of a small file, at most 256 bytes; empty where it cannot be read.
[[nodiscard]] std::string lineOf(const std::filesystem::path& file);
/// Folders (or links to some) whose names begin so, sorted by name; at most 256.
[[nodiscard]] std::vector<std::filesystem::path> foldersWith(const std::filesystem::path& parent,
                                                             std::string_view prefix);

} // namespace rxwatt::energy
