// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/event_file.h"

#include "core/run/run_folder.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <span>
#include <unistd.h>

namespace rxwatt::run
{

namespace
{

/// Takes the whole lines of a text apart.
void takeLines(std::string_view text, EventBatch& batch)
{
    while (!text.empty()) {
        const std::size_t end = text.find('\n');
        const std::string_view line = text.substr(0, end);
        Result<RunEvent> event = line.size() > maxEventLineBytes
                                     ? Result<RunEvent>(fail(ErrorKind::badInput, "the line is too long"))
                                     : eventFromLine(line);
        if (event) {
            batch.events.push_back(std::move(*event));
        } else {
            ++batch.skippedLines;
        }
        text.remove_prefix(end + 1);
    }
}

/// Where the line that holds `offset` ends (behind its newline); none where it is not whole yet.
Result<std::optional<std::uint64_t>> endOfLine(const EventFile& file, std::uint64_t offset)
{
    constexpr std::size_t blockBytes = std::size_t{1} << 20;
    while (true) {
        RXWATT_ASSIGN(const std::string block, file.read(offset, blockBytes));
        if (block.empty()) {
            return std::optional<std::uint64_t>();
        }
        if (const std::size_t newline = block.find('\n'); newline != std::string::npos) {
            return std::optional<std::uint64_t>(offset + newline + 1);
        }
        offset += block.size();
    }
}

/// A position behind a newline stays; any other is not of this file (the run was started over): from the beginning.
Result<std::uint64_t> startOfReading(const EventFile& file, std::uint64_t offset)
{
    if (offset == 0) {
        return std::uint64_t{0};
    }
    RXWATT_ASSIGN(const std::string before, file.read(offset - 1, 1));
    return before.starts_with('\n') ? offset : std::uint64_t{0};
}

} // namespace

Result<EventFile> EventFile::open(const std::filesystem::path& path, int flags)
{
    EventFile file;
    file.m_path = path;
    // O_NONBLOCK: a pipe under this name must not make us wait.
    file.m_file = base::FileDescriptor(::open(path.c_str(), flags | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0666));
    if (!file.m_file.valid()) {
        return tl::unexpected<Error>(base::fileError("open", path, errno));
    }
    return file;
}

Result<std::string> EventFile::read(std::uint64_t offset, std::size_t maxBytes) const
{
    std::string text(maxBytes, '\0');
    std::size_t done = 0;
    while (done < maxBytes) {
        const ssize_t got =
            ::pread(m_file.get(), text.data() + done, maxBytes - done, static_cast<off_t>(offset + done));
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return tl::unexpected<Error>(base::fileError("read", m_path, errno));
        }
        if (got == 0) {
            break;
        }
        done += static_cast<std::size_t>(got);
    }
    text.resize(done);
    return text;
}

Result<EventBatch> readEvents(const std::filesystem::path& eventsFile, std::uint64_t offset, std::size_t maxBytes)
{
    const Result<EventFile> file = EventFile::open(eventsFile, O_RDONLY);
    if (!file) {
        if (file.error().kind != ErrorKind::notFound) {
            return tl::unexpected<Error>(file.error());
        }
        // Before its first event a run has no such file.
        EventBatch nothing;
        nothing.fromBeginning = offset != 0;
        return nothing;
    }
    EventBatch batch;
    RXWATT_ASSIGN(batch.nextOffset, startOfReading(*file, offset));
    batch.fromBeginning = batch.nextOffset != offset;
    RXWATT_ASSIGN(std::string text, file->read(batch.nextOffset, maxBytes));
    if (text.size() == maxBytes && text.find('\n') == std::string::npos) {
        // Its one line is longer than the caller would take: it is read alone, or passed over.
        RXWATT_ASSIGN(const std::optional<std::uint64_t> end, endOfLine(*file, batch.nextOffset));
        if (end && *end - batch.nextOffset > maxEventLineBytes + 1) {
            ++batch.skippedLines;
            batch.nextOffset = *end;
            return batch;
        }
        RXWATT_ASSIGN(text, file->read(batch.nextOffset, end ? *end - batch.nextOffset : 0));
    }
    text.resize(text.rfind('\n') + 1); // npos + 1 is 0: no whole line
    batch.nextOffset += text.size();
    takeLines(text, batch);
    return batch;
}

} // namespace rxwatt::run
