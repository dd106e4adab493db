// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/sensor_file.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <fcntl.h>
#include <unistd.h>

namespace rxwatt::energy
{

namespace fs = std::filesystem;

namespace
{

constexpr std::size_t maxFileBytes = 256;
constexpr std::size_t maxFolders = 256;

} // namespace

std::optional<std::string> SensorFile::line()
{
    std::array<char, 64> text{};
    for (int attempt = 0; attempt < 2; ++attempt) {
        if (!m_descriptor.valid()) {
            // Not to hang on a pipe that lies in a sensor's place.
            m_descriptor = base::FileDescriptor(::open(m_path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
        }
        const ssize_t bytes = ::pread(m_descriptor.get(), text.data(), text.size(), 0);
        if (bytes > 0 && bytes < static_cast<ssize_t>(text.size())) {
            const std::string_view all(text.data(), static_cast<std::size_t>(bytes));
            return std::string(all.substr(0, all.find('\n')));
        }
        m_descriptor.close(); // what went and came back is another file
    }
    return std::nullopt;
}

std::optional<std::uint64_t> SensorFile::number()
{
    const auto text = line();
    return text ? numberFrom(*text) : std::nullopt;
}

std::optional<std::uint64_t> SensorFile::magnitude()
{
    const auto text = line();
    return text ? numberFrom(std::string_view(*text).substr(text->starts_with('-') ? 1 : 0)) : std::nullopt;
}

std::optional<std::uint64_t> numberFrom(std::string_view text)
{
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    return whole ? std::optional(number) : std::nullopt;
}

std::string lineOf(const fs::path& file)
{
    const auto text = base::readFile(file, maxFileBytes);
    return text ? text->substr(0, text->find('\n')) : std::string();
}

std::vector<fs::path> foldersWith(const fs::path& parent, std::string_view prefix)
{
    std::vector<fs::path> folders;
    for (const auto& entry : base::entriesOf(parent).value_or(std::vector<fs::directory_entry>())) {
        std::error_code ignored;
        if (folders.size() < maxFolders && entry.path().filename().string().starts_with(prefix) &&
            entry.is_directory(ignored)) {
            folders.push_back(entry.path());
        }
    }
    std::sort(folders.begin(), folders.end());
    return folders;
}

} // namespace rxwatt::energy
