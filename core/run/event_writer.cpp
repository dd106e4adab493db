// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/event_file.h"
#include "core/run/run_folder.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace rxwatt::run
{

namespace
{

/// Where the file's last whole line ends.
Result<std::uint64_t> endOfWholeLines(const EventFile& file, std::uint64_t size)
{
    constexpr std::uint64_t blockBytes = 65536;
    while (size > 0) {
        const std::uint64_t start = size - std::min(size, blockBytes);
        RXWATT_ASSIGN(const std::string block, file.read(start, size - start));
        if (const std::size_t newline = block.rfind('\n'); newline != std::string::npos) {
            return start + newline + 1;
        }
        size = start;
    }
    return std::uint64_t{0};
}

/// Highest seq and t of all events that can be read from a position on.
Result<RunEvent> lastFrom(std::uint64_t offset, const std::filesystem::path& eventsFile)
{
    RunEvent last;
    while (true) {
        RXWATT_ASSIGN(const EventBatch batch, readEvents(eventsFile, offset));
        for (const RunEvent& event : batch.events) {
            last.seq = std::max(last.seq, event.seq);
            last.t = std::max(last.t, event.t);
        }
        if (batch.nextOffset == offset) {
            return last;
        }
        offset = batch.nextOffset;
    }
}

/// The same of the whole file. Both only rise, so that its end says them; all is read only where nothing there can be.
Result<RunEvent> lastOf(const EventFile& file, std::uint64_t size, const std::filesystem::path& eventsFile)
{
    constexpr std::uint64_t tailBytes = 65536;
    if (size > tailBytes) {
        RXWATT_ASSIGN(const std::string tail, file.read(size - tailBytes, tailBytes));
        const std::uint64_t line = size - tailBytes + tail.find('\n') + 1;
        RXWATT_ASSIGN(const RunEvent last, lastFrom(line, eventsFile));
        if (last.seq > 0) {
            return last;
        }
    }
    return lastFrom(0, eventsFile);
}

} // namespace

Result<EventWriter> EventWriter::open(const std::filesystem::path& eventsFile)
{
    RXWATT_ASSIGN(EventFile file, EventFile::open(eventsFile, O_RDWR | O_CREAT | O_APPEND));
    struct stat status = {};
    if (::fstat(file.descriptor().get(), &status) != 0) {
        return tl::unexpected<Error>(base::fileError("read", eventsFile, errno));
    }
    if (!S_ISREG(status.st_mode)) {
        return fail(ErrorKind::storage, fmt::format("{}: is no regular file", eventsFile.string()));
    }
    const auto size = static_cast<std::uint64_t>(status.st_size);
    RXWATT_ASSIGN(const std::uint64_t whole, endOfWholeLines(file, size));
    if (whole < size && ::ftruncate(file.descriptor().get(), static_cast<off_t>(whole)) != 0) {
        return tl::unexpected<Error>(base::fileError("cut the torn end of", eventsFile, errno));
    }
    RXWATT_ASSIGN(const RunEvent last, lastOf(file, whole, eventsFile));
    EventWriter writer;
    writer.m_file = std::move(file.descriptor());
    writer.m_path = eventsFile;
    writer.m_size = whole;
    writer.m_lastSeq = last.seq;
    writer.m_lastTime = last.t;
    return writer;
}

Status EventWriter::append(const RunEvent& event)
{
    const std::string line = toLine(event) + "\n";
    if (line.size() > maxEventLineBytes + 1) {
        return fail(ErrorKind::failed, fmt::format("{}: an event of {} bytes is too long, at most {} are allowed",
                                                   m_path.string(), line.size(), maxEventLineBytes));
    }
    if (Status status = base::writeAll(m_file.get(), line, m_path); !status) {
        // Takes back the part that a full disk let in, so that the next line does not stick to it. Where this fails
        // too, readers pass over the one spoilt line.
        [[maybe_unused]] const int ignored = ::ftruncate(m_file.get(), static_cast<off_t>(m_size));
        return status;
    }
    m_size += line.size();
    return {};
}

Status EventWriter::sync()
{
    if (::fdatasync(m_file.get()) != 0) {
        return tl::unexpected<Error>(base::fileError("write", m_path, errno));
    }
    return {};
}

} // namespace rxwatt::run
