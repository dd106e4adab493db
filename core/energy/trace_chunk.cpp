// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/trace_chunk.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <fcntl.h>
#include <limits>
#include <sys/stat.h>
#include <unistd.h>

namespace rxwatt::energy
{

namespace
{

constexpr double gap = std::numeric_limits<double>::quiet_NaN();
/// What is read of a chunk at once; longer files are none of ours.
constexpr std::size_t maxChunkBytes = std::size_t{1} << 30;

} // namespace

PowerSpan ChunkContent::span(std::size_t series, std::size_t interval) const
{
    const double energy = joules[series][interval];
    return spanOf(std::isnan(energy) ? std::nullopt : std::optional(Joules{energy}), timesNs[interval],
                  timesNs[interval + 1]);
}

std::size_t ChunkContent::intervalAt(std::int64_t monotonicNs) const
{
    const auto after = std::upper_bound(timesNs.begin(), timesNs.end(), monotonicNs);
    const auto index = static_cast<std::size_t>(after - timesNs.begin());
    return std::min(index == 0 ? 0 : index - 1, intervals());
}

ChunkDecoder::ChunkDecoder(const TraceHead& head)
    : m_zones(head.zones.size()), m_meter(head.zones, head.period), m_meterBefore(m_meter)
{
    m_content.joules.resize(m_zones + 1);
}

Status ChunkDecoder::add(std::string_view block)
{
    m_meterBefore = m_meter;
    m_samplesBefore = m_content.timesNs.size();
    m_marksBefore = m_content.marks.size();
    return decodeEntries(block, m_zones, *this);
}

void ChunkDecoder::takeBackLast()
{
    m_meter = m_meterBefore;
    m_content.timesNs.resize(m_samplesBefore);
    m_content.marks.resize(m_marksBefore);
    for (std::vector<double>& series : m_content.joules) {
        series.resize(m_content.intervals());
    }
}

void ChunkDecoder::take(const Sample& sample)
{
    const bool isMisplaced = !m_content.timesNs.empty() && sample.monotonicNs <= m_content.timesNs.back();
    if (isMisplaced || !isMoment(sample.monotonicNs)) {
        return; // no writer makes such a file
    }
    if (const SampleEnergy* energy = m_meter.take(sample)) {
        m_content.joules[0].push_back(energy->total ? energy->total->value : gap);
        for (std::size_t i = 0; i < m_zones; ++i) {
            m_content.joules[i + 1].push_back(energy->zones[i] ? energy->zones[i]->value : gap);
        }
    }
    m_content.timesNs.push_back(sample.monotonicNs);
}

void ChunkDecoder::take(TraceMark mark)
{
    if (isMoment(mark.monotonicNs)) {
        m_content.marks.push_back(std::move(mark));
    }
}

Result<TraceChunk> TraceChunk::open(const std::filesystem::path& path)
{
    TraceChunk chunk;
    chunk.m_path = path;
    RXWATT_TRY(chunk.readHead());
    RXWATT_TRY(chunk.readFoot());
    if (!chunk.m_foot) {
        chunk.m_decoder = std::make_shared<ChunkDecoder>(chunk.m_head);
        chunk.m_lastBlock = chunk.m_firstBlock;
        RXWATT_ASSIGN(chunk.m_lastBlock, chunk.decode(chunk.m_firstBlock, *chunk.m_decoder));
    }
    return chunk;
}

std::int64_t TraceChunk::beginNs() const
{
    if (m_foot) {
        return m_foot->beginNs;
    }
    const auto& times = m_decoder->content().timesNs;
    return times.empty() ? m_head.monotonicNs : times.front();
}

std::int64_t TraceChunk::endNs() const
{
    if (m_foot) {
        return m_foot->endNs;
    }
    const auto& times = m_decoder->content().timesNs;
    return times.empty() ? m_head.monotonicNs : times.back();
}

std::size_t TraceChunk::samples() const
{
    return m_foot ? static_cast<std::size_t>(m_foot->samples) : m_decoder->content().timesNs.size();
}

const std::vector<TraceMark>& TraceChunk::marks() const
{
    return m_foot ? m_foot->marks : m_decoder->content().marks;
}

Result<std::string> TraceChunk::read(std::uint64_t offset, std::size_t most) const
{
    const base::FileDescriptor file(::open(m_path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    struct stat status = {};
    if (!file.valid() || ::fstat(file.get(), &status) != 0) {
        return tl::unexpected<Error>(base::fileError("read", m_path, errno));
    }
    const auto size = static_cast<std::uint64_t>(status.st_size);
    if (!S_ISREG(status.st_mode) || size > maxChunkBytes) {
        return fail(ErrorKind::badInput, "a power trace: " + m_path.filename().string() + " is none");
    }
    std::string bytes(offset < size ? std::min<std::uint64_t>(most, size - offset) : 0, '\0');
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t got =
            ::pread(file.get(), bytes.data() + done, bytes.size() - done, static_cast<off_t>(offset + done));
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            return tl::unexpected<Error>(base::fileError("read", m_path, errno));
        }
        if (got == 0) {
            break; // cut off meanwhile
        }
        done += static_cast<std::size_t>(got);
    }
    bytes.resize(done);
    return bytes;
}

Status TraceChunk::readHead()
{
    constexpr std::size_t usual = std::size_t{64} << 10;
    RXWATT_ASSIGN(std::string bytes, read(0, usual));
    std::size_t size = 0;
    auto head = decodeHead(bytes, size);
    if (!head && bytes.size() == usual) {
        RXWATT_ASSIGN(bytes, read(0, maxHeadBytes));
        head = decodeHead(bytes, size);
    }
    RXWATT_ASSIGN(m_head, std::move(head));
    m_firstBlock = size;
    return {};
}

Status TraceChunk::readFoot()
{
    std::error_code error;
    const auto size = std::filesystem::file_size(m_path, error);
    if (error || size < m_firstBlock + traceEndBytes) {
        return {};
    }
    RXWATT_ASSIGN(const std::string end, read(size - traceEndBytes, traceEndBytes));
    if (end.size() != traceEndBytes || end.substr(sizeof(std::uint64_t)) != traceEndMagic) {
        return {}; // still written, or never closed
    }
    std::uint64_t offset = 0;
    std::memcpy(&offset, end.data(), sizeof offset);
    if (offset < m_firstBlock || offset > size) {
        return {};
    }
    RXWATT_ASSIGN(const std::string bytes, read(offset, maxBlockBytes));
    const auto block = decodeBlock(bytes);
    if (!block || block->type != BlockType::foot) {
        return {};
    }
    if (auto foot = decodeFoot(block->content)) {
        m_foot = std::move(*foot);
        m_decoder.reset();
    }
    return {};
}

Result<std::uint64_t> TraceChunk::decode(std::uint64_t offset, ChunkDecoder& decoder) const
{
    RXWATT_ASSIGN(const std::string bytes, read(offset, maxChunkBytes));
    std::size_t last = 0;
    for (std::size_t at = 0; at < bytes.size();) {
        const auto block = decodeBlock(std::string_view(bytes).substr(at));
        if (!block || block->type != BlockType::entries || !decoder.add(block->content)) {
            break; // torn, still being written, or the pyramid of a chunk whose end is
        }
        last = at;
        at += block->size;
    }
    return offset + last;
}

Status TraceChunk::refresh()
{
    if (m_foot) {
        return {};
    }
    RXWATT_TRY(readFoot());
    if (m_foot) {
        return {};
    }
    m_decoder->takeBackLast();
    RXWATT_ASSIGN(m_lastBlock, decode(m_lastBlock, *m_decoder));
    return {};
}

Result<std::vector<PowerSpan>> TraceChunk::level(std::size_t level, std::size_t series) const
{
    if (level >= levels()) {
        return fail(ErrorKind::badInput, "a power trace: no such level");
    }
    // A level's block ends where the next one begins, at most.
    const std::uint64_t begin = m_foot->levels[level];
    const std::size_t most =
        level + 1 < levels() ? static_cast<std::size_t>(m_foot->levels[level + 1] - begin) : maxBlockBytes;
    RXWATT_ASSIGN(const std::string bytes, read(begin, std::min(most, maxBlockBytes)));
    RXWATT_ASSIGN(const BlockView block, decodeBlock(bytes));
    return decodeLevel(block.content, series);
}

Result<std::shared_ptr<const ChunkContent>> TraceChunk::content() const
{
    if (!m_foot) {
        return std::shared_ptr<const ChunkContent>(m_decoder, &m_decoder->content());
    }
    ChunkDecoder decoder(m_head);
    RXWATT_TRY(decode(m_firstBlock, decoder));
    return std::make_shared<const ChunkContent>(decoder.content());
}

} // namespace rxwatt::energy
