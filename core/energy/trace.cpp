// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/trace.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace rxwatt::energy
{

namespace
{

constexpr std::size_t mostFiles = 100'000;
constexpr std::size_t keptContents = 4;
/// A mark is made at a sample, and goes through seconds as a double.
constexpr std::int64_t toleranceNs = 1000;

/// Intervals of a chunk that lie between two moments, as if they were evenly spaced.
double shareOf(const TraceChunk& chunk, std::int64_t beginNs, std::int64_t endNs)
{
    const double whole = static_cast<double>(chunk.endNs() - chunk.beginNs());
    const double inside = static_cast<double>(std::min(endNs, chunk.endNs()) - std::max(beginNs, chunk.beginNs()));
    return static_cast<double>(chunk.samples()) * std::clamp(inside / whole, 0.0, 1.0);
}

/// The part of a span that lies between two moments.
double insideOf(const PowerSpan& span, std::int64_t beginNs, std::int64_t endNs)
{
    const std::int64_t before = beginNs - span.beginNs;
    const std::int64_t after = span.endNs - endNs;
    const std::int64_t cut = (before > toleranceNs ? before : 0) + (after > toleranceNs ? after : 0);
    return 1 - static_cast<double>(cut) / static_cast<double>(span.endNs - span.beginNs);
}

bool overlaps(const TraceChunk& chunk, std::int64_t beginNs, std::int64_t endNs)
{
    return chunk.hasIntervals() && chunk.endNs() > beginNs && chunk.beginNs() < endNs;
}

} // namespace

std::int64_t Recording::beginNs() const
{
    return head().toWall(chunks.front().beginNs());
}

std::int64_t Recording::endNs() const
{
    return chunks.back().head().toWall(chunks.back().endNs());
}

std::uint64_t Recording::samples() const
{
    std::uint64_t sum = 0;
    for (const TraceChunk& chunk : chunks) {
        sum += chunk.samples();
    }
    return sum;
}

int Recording::seriesOf(const std::string& zoneKey) const
{
    const auto& zones = head().zones;
    const auto found =
        std::find_if(zones.begin(), zones.end(), [&](const Zone& zone) { return zone.key() == zoneKey; });
    return found == zones.end() ? -1 : static_cast<int>(found - zones.begin()) + 1;
}

Result<Trace> Trace::open(const std::filesystem::path& folder)
{
    Trace trace;
    trace.m_folder = folder;
    RXWATT_TRY(trace.refresh());
    return trace;
}

Status Trace::refresh()
{
    for (Recording& recording : m_recordings) {
        RXWATT_TRY(recording.chunks.back().refresh());
    }
    std::error_code error;
    if (!std::filesystem::is_directory(m_folder, error)) {
        return {};
    }
    RXWATT_ASSIGN(const auto entries, base::entriesOf(m_folder));
    std::vector<std::filesystem::path> fresh;
    for (const auto& entry : entries) {
        if (entry.path().extension() == ".bin" && m_known.count(entry.path().filename().string()) == 0) {
            fresh.push_back(entry.path());
        }
    }
    if (m_known.size() + fresh.size() > mostFiles) {
        return fail(ErrorKind::badInput, "a power trace: more files than any run makes");
    }
    std::sort(fresh.begin(), fresh.end()); // by recording, then by chunk
    for (const auto& path : fresh) {
        m_read.clear(); // chunks move
        auto chunk = TraceChunk::open(path);
        m_known.insert(path.filename().string());
        if (!chunk) {
            m_warnings.push_back(fmt::format("{}: {}", path.filename().string(), chunk.error().message));
            continue;
        }
        const auto same = std::find_if(m_recordings.begin(), m_recordings.end(), [&](const Recording& one) {
            return one.head().recording == chunk->head().recording && one.head().zones == chunk->head().zones;
        });
        if (same == m_recordings.end()) {
            m_recordings.emplace_back().chunks.push_back(std::move(*chunk));
        } else {
            RXWATT_TRY(same->chunks.back().refresh()); // it was closed before this one was begun
            same->chunks.push_back(std::move(*chunk));
        }
    }
    return {};
}

Result<Trace::Content> Trace::contentOf(const TraceChunk& chunk) const
{
    if (!chunk.isClosed()) {
        return chunk.content();
    }
    for (const auto& [known, content] : m_read) {
        if (known == &chunk) {
            return content;
        }
    }
    RXWATT_ASSIGN(Content content, chunk.content());
    m_read.emplace_back(&chunk, content);
    if (m_read.size() > keptContents) {
        m_read.pop_front();
    }
    return content;
}

/// By the chunk's monotonic clock.
Result<std::vector<PowerSpan>> Trace::chunkSpans(const TraceChunk& chunk, std::size_t series, std::int64_t beginNs,
                                                 std::int64_t endNs, std::size_t group) const
{
    std::size_t level = 0;
    std::size_t ofLevel = firstLevelGroup;
    for (; level + 1 < chunk.levels() && ofLevel * levelGroup <= group; ++level) {
        ofLevel *= levelGroup;
    }
    std::vector<PowerSpan> spans;
    // A little coarser than asked for is far quicker than all readings of a chunk.
    if (2 * group >= firstLevelGroup && chunk.levels() > 0) {
        RXWATT_ASSIGN(spans, chunk.level(level, series));
        std::erase_if(spans, [&](const PowerSpan& span) { return span.endNs <= beginNs || span.beginNs >= endNs; });
        return spans;
    }
    RXWATT_ASSIGN(const Content content, contentOf(chunk));
    for (std::size_t i = content->intervalAt(beginNs); i < content->intervals() && content->timesNs[i] < endNs; ++i) {
        spans.push_back(content->span(series, i));
    }
    return group > 1 ? grouped(spans, group) : spans;
}

Result<std::vector<PowerSpan>> Trace::spans(const Recording& recording, std::size_t series, std::int64_t wallBeginNs,
                                            std::int64_t wallEndNs, std::size_t most) const
{
    double wanted = 0;
    for (const TraceChunk& chunk : recording.chunks) {
        const std::int64_t begin = chunk.head().toMonotonic(wallBeginNs);
        const std::int64_t end = chunk.head().toMonotonic(wallEndNs);
        wanted += overlaps(chunk, begin, end) ? shareOf(chunk, begin, end) : 0;
    }
    const auto group = static_cast<std::size_t>(std::max(1.0, std::ceil(wanted / static_cast<double>(most))));
    std::vector<PowerSpan> all;
    for (const TraceChunk& chunk : recording.chunks) {
        const TraceHead& head = chunk.head();
        const std::int64_t begin = head.toMonotonic(wallBeginNs);
        const std::int64_t end = head.toMonotonic(wallEndNs);
        if (!overlaps(chunk, begin, end) || series > head.zones.size()) {
            continue;
        }
        RXWATT_ASSIGN(std::vector<PowerSpan> spans, chunkSpans(chunk, series, begin, end, group));
        for (PowerSpan& span : spans) {
            span.beginNs = head.toWall(span.beginNs);
            span.endNs = head.toWall(span.endNs);
        }
        if (!all.empty() && !spans.empty() && spans.front().beginNs - all.back().endNs > toleranceNs) {
            all.push_back(spanOf(std::nullopt, all.back().endNs, spans.front().beginNs));
        }
        all.insert(all.end(), spans.begin(), spans.end());
    }
    return all;
}

Result<std::vector<PowerSpan>> Trace::intervals(const Recording& recording, std::size_t series, std::int64_t beginNs,
                                                std::int64_t endNs) const
{
    std::vector<PowerSpan> all;
    for (const TraceChunk& chunk : recording.chunks) {
        if (!overlaps(chunk, beginNs, endNs) || series > chunk.head().zones.size()) {
            continue;
        }
        RXWATT_ASSIGN(const Content content, contentOf(chunk));
        for (std::size_t i = content->intervalAt(beginNs); i < content->intervals() && content->timesNs[i] < endNs;
             ++i) {
            const PowerSpan span = content->span(series, i);
            if (span.endNs > beginNs + toleranceNs && span.beginNs + toleranceNs < endNs) {
                all.push_back(span);
            }
        }
    }
    return all;
}

Result<TraceEnergy> Trace::energy(const Recording& recording, std::size_t series, std::int64_t beginNs,
                                  std::int64_t endNs) const
{
    RXWATT_ASSIGN(const std::vector<PowerSpan> spans, intervals(recording, series, beginNs, endNs));
    TraceEnergy sum;
    sum.durationS = 1e-9 * static_cast<double>(endNs - beginNs);
    std::int64_t covered = beginNs;
    for (const PowerSpan& span : spans) {
        if (span.isGap()) {
            continue;
        }
        sum.gaps += span.beginNs > covered + toleranceNs ? 1 : 0;
        covered = span.endNs;
        const double inside = insideOf(span, beginNs, endNs);
        sum.joules = sum.joules.value_or(0) + span.joules * inside;
        sum.coveredS += span.coveredS * inside;
    }
    sum.gaps += endNs > covered + toleranceNs ? 1 : 0;
    return sum;
}

Result<TraceEnergy> Trace::whole(const Recording& recording, std::size_t series) const
{
    RXWATT_ASSIGN(const std::vector<PowerSpan> spans,
                  this->spans(recording, series, recording.beginNs(), recording.endNs() + 1, 1));
    TraceEnergy sum;
    for (const PowerSpan& span : spans) {
        sum.durationS += span.durationS();
        sum.coveredS += span.coveredS;
        sum.joules = span.isGap() ? sum.joules : std::optional(sum.joules.value_or(0) + span.joules);
    }
    return sum;
}

std::vector<MarkedStretch> Trace::stretches(const Recording& recording)
{
    std::vector<MarkedStretch> all;
    std::map<std::string, std::size_t> open;
    for (const TraceChunk& chunk : recording.chunks) {
        for (const TraceMark& mark : chunk.marks()) {
            if (mark.begins) {
                open[mark.what] = all.size();
                all.push_back({mark.what, mark.monotonicNs, recording.chunks.back().endNs()});
            } else if (const auto begun = open.find(mark.what); begun != open.end()) {
                all[begun->second].endNs = mark.monotonicNs;
                open.erase(begun);
            }
        }
    }
    return all;
}

} // namespace rxwatt::energy
