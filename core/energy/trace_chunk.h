// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/files.h"
#include "core/energy/trace_format.h"

#include <filesystem>
#include <memory>
#include <optional>

namespace rxwatt::energy
{

/// All intervals of a chunk: between each two samples, of each series (0: the sum of what counts; then the zones), the
/// energy, NaN in a gap.
struct ChunkContent {
    std::vector<std::int64_t> timesNs; ///< monotonic, of the samples
    std::vector<std::vector<double>> joules;
    std::vector<TraceMark> marks;

    [[nodiscard]] std::size_t intervals() const { return timesNs.empty() ? 0 : timesNs.size() - 1; }

    [[nodiscard]] PowerSpan span(std::size_t series, std::size_t interval) const;
    /// The first interval that ends behind a time.
    [[nodiscard]] std::size_t intervalAt(std::int64_t monotonicNs) const;
};

/// Blocks of entries into intervals. The last block may still grow: it can be taken back and given again.
class ChunkDecoder final : private EntryTaker
{
public:
    explicit ChunkDecoder(const TraceHead& head);

    [[nodiscard]] Status add(std::string_view block);
    void takeBackLast();

    [[nodiscard]] const ChunkContent& content() const { return m_content; }

private:
    void take(const Sample& sample) override;
    void take(TraceMark mark) override;

    std::size_t m_zones;
    SampleMeter m_meter;
    ChunkContent m_content;
    SampleMeter m_meterBefore; ///< the last block
    std::size_t m_samplesBefore = 0;
    std::size_t m_marksBefore = 0;
};

/// One file of a trace. A chunk that was closed is known by its foot alone; of one that is still written, or was never
/// closed, all intervals are in memory. What is torn or broken ends it.
class TraceChunk
{
public:
    [[nodiscard]] static Result<TraceChunk> open(const std::filesystem::path& path);

    [[nodiscard]] const TraceHead& head() const { return m_head; }

    [[nodiscard]] bool isClosed() const { return m_foot.has_value(); }

    /// Whether it has two samples at least.
    [[nodiscard]] bool hasIntervals() const { return endNs() > beginNs(); }

    [[nodiscard]] std::int64_t beginNs() const;
    [[nodiscard]] std::int64_t endNs() const;
    [[nodiscard]] std::size_t samples() const;
    [[nodiscard]] const std::vector<TraceMark>& marks() const;

    /// Takes what was written meanwhile.
    [[nodiscard]] Status refresh();

    /// Of a closed chunk's pyramid, 0 the finest; none where there is none of that number.
    [[nodiscard]] std::size_t levels() const { return m_foot ? m_foot->levels.size() : 0; }

    [[nodiscard]] Result<std::vector<PowerSpan>> level(std::size_t level, std::size_t series) const;
    /// All of it, read anew where the chunk is closed.
    [[nodiscard]] Result<std::shared_ptr<const ChunkContent>> content() const;

private:
    TraceChunk() = default;

    [[nodiscard]] Result<std::string> read(std::uint64_t offset, std::size_t most) const;
    [[nodiscard]] Status readHead();
    [[nodiscard]] Status readFoot();
    /// Blocks of entries from `offset` on; returns where the last one that could be read begins.
    [[nodiscard]] Result<std::uint64_t> decode(std::uint64_t offset, ChunkDecoder& decoder) const;

    std::filesystem::path m_path;
    TraceHead m_head;
    std::uint64_t m_firstBlock = 0;
    std::optional<TraceFoot> m_foot;
    /// Of a chunk without a foot; its last block begins at m_lastBlock.
    std::shared_ptr<ChunkDecoder> m_decoder;
    std::uint64_t m_lastBlock = 0;
};

} // namespace rxwatt::energy
