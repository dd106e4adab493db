// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/trace_writer.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdlib>
#include <fcntl.h>
#include <tuple>
#include <unistd.h>

namespace rxwatt::energy
{

namespace
{

constexpr std::int64_t blockNs = 1'000'000'000;
/// What waits for a disk that takes nothing, in one chunk.
constexpr std::size_t mostWaitingBytes = std::size_t{1} << 20;
/// A wall clock that was set by more begins a new chunk: one anchor would be wrong for what follows.
constexpr std::int64_t clockStepNs = 1'000'000'000;

Status writeAt(int descriptor, std::string_view bytes, std::uint64_t offset, const std::filesystem::path& path)
{
    while (!bytes.empty()) {
        const ssize_t written = ::pwrite(descriptor, bytes.data(), bytes.size(), static_cast<off_t>(offset));
        if (written < 0 && errno != EINTR) {
            return tl::unexpected<Error>(base::fileError("write", path, errno));
        }
        bytes.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(written, 0)));
        offset += static_cast<std::uint64_t>(std::max<ssize_t>(written, 0));
    }
    return {};
}

/// The highest number that a file of the folder begins with: "0007-00000.bin" has 7.
int lastRecordingIn(const std::filesystem::path& folder)
{
    int last = 0;
    if (const auto entries = base::entriesOf(folder)) {
        for (const auto& entry : *entries) {
            const std::string name = entry.path().filename().string();
            last = std::max(last, static_cast<int>(std::strtol(name.substr(0, 4).c_str(), nullptr, 10)));
        }
    }
    return last;
}

} // namespace

/// What is written of one chunk, and what is not yet.
struct TraceWriter::Chunk {
    explicit Chunk(const TraceHead& head) : meter(head.zones, head.period), nodes(head.zones.size() + 1) {}

    base::FileDescriptor file; ///< none where it could not be made yet
    std::filesystem::path path;
    std::int64_t anchorMonotonicNs = 0;
    std::int64_t anchorWallNs = 0;
    /// Where the block that still grows begins, and when.
    std::uint64_t offset = 0;
    std::optional<std::int64_t> blockBeganNs;
    EntryEncoder block;
    bool isDirty = false;
    SampleMeter meter;
    LevelSeries nodes; ///< the first level of the pyramid, by series
    std::size_t inNode = 0;
    TraceFoot foot;

    void addToNodes(const SampleEnergy& energy, std::int64_t endNs);
};

void TraceWriter::Chunk::addToNodes(const SampleEnergy& energy, std::int64_t endNs)
{
    const auto beginNs = endNs - static_cast<std::int64_t>(std::llround(1e9 * energy.duration.value));
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const PowerSpan span = spanOf(i == 0 ? energy.total : energy.zones[i - 1], beginNs, endNs);
        if (inNode == 0) {
            nodes[i].push_back(span);
        } else {
            nodes[i].back() = joined(nodes[i].back(), span);
        }
    }
    inNode = (inNode + 1) % firstLevelGroup;
}

TraceWriter::TraceWriter(std::filesystem::path folder, TraceHead head)
    : m_folder(std::move(folder)), m_head(std::move(head))
{
}

TraceWriter::~TraceWriter()
{
    if (m_chunk) {
        std::ignore = finish(); // nobody is left to tell
    }
}

bool TraceWriter::belongsElsewhere(const Sample& sample) const
{
    const std::int64_t wall =
        m_chunk->anchorWallNs + (sample.monotonicNs - m_chunk->anchorMonotonicNs); // by the chunk's clock
    return sample.slept || m_chunk->foot.samples >= samplesPerChunk || std::abs(wall - sample.wallNs) > clockStepNs;
}

void TraceWriter::append(const Sample& sample)
{
    if (m_last && sample.monotonicNs <= m_last->monotonicNs) {
        return;
    }
    // A chunk that cannot be written to its end goes on, so that nothing of it is lost.
    if (m_chunk && belongsElsewhere(sample) && closeChunk()) {
        m_chunk.reset();
    }
    if (!m_chunk) {
        beginChunk(sample);
    }
    if (m_chunk->block.content().size() >= mostWaitingBytes) {
        ++m_lost;
        return;
    }
    put(sample);
    m_last = sample;
}

void TraceWriter::beginChunk(const Sample& sample)
{
    m_chunk = std::make_unique<Chunk>(m_head);
    m_chunk->anchorMonotonicNs = sample.monotonicNs;
    m_chunk->anchorWallNs = sample.wallNs;
    if (m_last && !sample.slept) {
        put(*m_last); // so that each chunk can be read by itself
    }
}

void TraceWriter::put(const Sample& sample)
{
    Chunk& chunk = *m_chunk;
    if (const SampleEnergy* energy = chunk.meter.take(sample)) {
        chunk.addToNodes(*energy, sample.monotonicNs);
    } else {
        chunk.foot.beginNs = sample.monotonicNs;
    }
    chunk.foot.endNs = sample.monotonicNs;
    ++chunk.foot.samples;
    chunk.block.add(sample);
    chunk.blockBeganNs = chunk.blockBeganNs.value_or(sample.monotonicNs);
    chunk.isDirty = true;
}

void TraceWriter::mark(const TraceMark& mark)
{
    if (m_chunk) {
        m_chunk->block.add(mark);
        m_chunk->foot.marks.push_back(mark);
        m_chunk->isDirty = true;
    }
}

Status TraceWriter::makeFile(TraceHead head)
{
    std::error_code error;
    std::filesystem::create_directories(m_folder, error);
    if (error) {
        return tl::unexpected<Error>(base::fileError("make", m_folder, error.value()));
    }
    head.recording = m_recording > 0 ? m_recording : lastRecordingIn(m_folder) + 1;
    head.chunk = m_chunks;
    m_chunk->path = m_folder / chunkFileName(head.recording, head.chunk);
    base::FileDescriptor file(::open(m_chunk->path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0644));
    if (!file.valid()) {
        return tl::unexpected<Error>(base::fileError("make", m_chunk->path, errno));
    }
    const std::string bytes = encodeHead(head);
    if (Status written = writeAt(file.get(), bytes, 0, m_chunk->path); !written) {
        ::unlink(m_chunk->path.c_str()); // a head that is torn would hide the next recording's number
        return written;
    }
    m_chunk->file = std::move(file);
    m_chunk->offset = bytes.size();
    m_recording = head.recording;
    ++m_chunks;
    return {};
}

Status TraceWriter::openChunk()
{
    TraceHead head = m_head;
    head.monotonicNs = m_chunk->anchorMonotonicNs;
    head.wallNs = m_chunk->anchorWallNs;
    return makeFile(std::move(head));
}

Status TraceWriter::flush()
{
    if (!m_chunk || !m_chunk->isDirty) {
        return {};
    }
    Chunk& chunk = *m_chunk;
    if (!chunk.file.valid()) {
        RXWATT_TRY(openChunk());
    }
    const std::string bytes = encodeBlock(BlockType::entries, chunk.block.content());
    RXWATT_TRY(writeAt(chunk.file.get(), bytes, chunk.offset, chunk.path));
    chunk.isDirty = false;
    if (chunk.foot.endNs - chunk.blockBeganNs.value_or(chunk.foot.endNs) >= blockNs) {
        chunk.offset += bytes.size();
        chunk.block.clear();
        chunk.blockBeganNs.reset();
    }
    return {};
}

Status TraceWriter::closeChunk()
{
    RXWATT_TRY(flush());
    Chunk& chunk = *m_chunk;
    if (!chunk.block.content().empty()) {
        chunk.offset += chunk.block.content().size() + blockHeaderBytes;
        chunk.block.clear();
    }
    std::string bytes;
    for (LevelSeries level = std::move(chunk.nodes); !level.front().empty();) {
        chunk.foot.levels.push_back(chunk.offset + bytes.size());
        bytes += encodeBlock(BlockType::level, encodeLevel(level));
        if (level.front().size() == 1) {
            break;
        }
        for (std::vector<PowerSpan>& spans : level) {
            spans = grouped(spans, levelGroup);
        }
    }
    const std::uint64_t foot = chunk.offset + bytes.size();
    bytes += encodeBlock(BlockType::foot, encodeFoot(chunk.foot));
    bytes.append(reinterpret_cast<const char*>(&foot), sizeof foot);
    bytes += traceEndMagic;
    if (Status written = writeAt(chunk.file.get(), bytes, chunk.offset, chunk.path); !written) {
        // The pyramid can be made again by whoever reads; a half of it is of no use.
        std::ignore = ::ftruncate(chunk.file.get(), static_cast<off_t>(chunk.offset));
    }
    return {};
}

Status TraceWriter::finish()
{
    if (!m_chunk) {
        return {};
    }
    Status closed = closeChunk();
    m_chunk.reset();
    return closed;
}

} // namespace rxwatt::energy
