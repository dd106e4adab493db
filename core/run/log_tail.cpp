// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/log_tail.h"

#include "core/run/event_file.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>

namespace rxwatt::run
{

namespace
{

constexpr std::size_t markBytes = 64;

Result<bool> goesOn(const EventFile& file, const struct stat& properties, const LogPosition& from, std::size_t maxBytes)
{
    const auto size = static_cast<std::uint64_t>(properties.st_size);
    if (properties.st_ino != from.inode || size < from.offset || size - from.offset > maxBytes) {
        return false;
    }
    RXWATT_ASSIGN(const std::string before, file.read(from.offset - from.mark.size(), from.mark.size()));
    return before == from.mark;
}

void moveMark(LogPart& part)
{
    part.position.offset += part.text.size();
    part.position.mark += part.text.substr(part.text.size() - std::min(part.text.size(), markBytes));
    if (part.position.mark.size() > markBytes) {
        part.position.mark.erase(0, part.position.mark.size() - markBytes);
    }
}

} // namespace

Result<LogPart> readLogTail(const std::filesystem::path& path, const LogPosition& from, std::size_t maxBytes)
{
    Result<EventFile> file = EventFile::open(path, O_RDONLY);
    if (!file) {
        LogPart none;
        none.isAnew = from.inode != 0;
        return file.error().kind == ErrorKind::notFound ? Result<LogPart>(none)
                                                        : Result<LogPart>(tl::unexpected<Error>(file.error()));
    }
    struct stat properties = {};
    if (::fstat(file->descriptor().get(), &properties) != 0) {
        return tl::unexpected<Error>(base::fileError("read", path, errno));
    }
    LogPart part;
    RXWATT_ASSIGN(const bool same, goesOn(*file, properties, from, maxBytes));
    if (same) {
        part.position = from;
        RXWATT_ASSIGN(part.text, file->read(from.offset, maxBytes));
        moveMark(part);
        return part;
    }
    const auto size = static_cast<std::uint64_t>(properties.st_size);
    part.isAnew = true;
    part.position.inode = properties.st_ino;
    part.position.offset = size > maxBytes ? size - maxBytes : 0;
    const bool isCut = part.position.offset > 0;
    RXWATT_ASSIGN(part.text, file->read(part.position.offset, maxBytes));
    moveMark(part);
    if (const std::size_t newline = part.text.find('\n'); isCut && newline != std::string::npos) {
        part.text.erase(0, newline + 1);
    }
    return part;
}

} // namespace rxwatt::run
