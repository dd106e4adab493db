// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/event_tail.h"

#include "core/run/event_file.h"

#include <cerrno>
#include <fcntl.h>
#include <string_view>
#include <sys/stat.h>

namespace rxwatt::run
{

namespace
{

Result<std::string> endOf(const std::filesystem::path& path, std::size_t maxBytes)
{
    RXWATT_ASSIGN(EventFile file, EventFile::open(path, O_RDONLY));
    struct stat properties = {};
    if (::fstat(file.descriptor().get(), &properties) != 0) {
        return tl::unexpected<Error>(base::fileError("read", path, errno));
    }
    const auto size = static_cast<std::uint64_t>(properties.st_size);
    return file.read(size > maxBytes ? size - maxBytes : 0, maxBytes);
}

/// The progress of a line; lines that are none cost no parsing.
std::optional<ProgressEvent> progressOf(std::string_view line)
{
    if (line.find("\"progress\"") == std::string_view::npos) {
        return std::nullopt;
    }
    const Result<RunEvent> event = eventFromLine(line);
    const auto* progress = event ? std::get_if<ProgressEvent>(&event->payload) : nullptr;
    return progress != nullptr ? std::optional(*progress) : std::nullopt;
}

} // namespace

Result<std::optional<ProgressEvent>> lastProgress(const std::filesystem::path& eventsFile, std::size_t maxBytes)
{
    const Result<std::string> text = endOf(eventsFile, maxBytes);
    if (!text) {
        return text.error().kind == ErrorKind::notFound
                   ? Result<std::optional<ProgressEvent>>(std::nullopt)
                   : Result<std::optional<ProgressEvent>>(tl::unexpected<Error>(text.error()));
    }
    std::string_view rest(*text);
    rest = rest.substr(0, rest.rfind('\n') + 1); // npos + 1 is 0: no whole line
    while (!rest.empty()) {
        rest.remove_suffix(1);
        const std::size_t begin = rest.rfind('\n') + 1;
        if (std::optional<ProgressEvent> progress = progressOf(rest.substr(begin))) {
            return progress;
        }
        rest = rest.substr(0, begin);
    }
    return std::optional<ProgressEvent>();
}

} // namespace rxwatt::run
