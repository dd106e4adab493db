// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/energy/trace_chunk.h"

#include <deque>
#include <map>
#include <set>

namespace rxwatt::energy
{

/// What was recorded in one go: by an attempt of the run, or imported.
struct Recording {
    std::vector<TraceChunk> chunks;

    [[nodiscard]] const TraceHead& head() const { return chunks.front().head(); }

    /// On the wall clock, of the first and the last sample.
    [[nodiscard]] std::int64_t beginNs() const;
    [[nodiscard]] std::int64_t endNs() const;
    [[nodiscard]] std::uint64_t samples() const;
    /// 0 is the sum of what counts; −1 where the recording has no such zone.
    [[nodiscard]] int seriesOf(const std::string& zoneKey) const;
};

/// What a zone, or all that count, took over a stretch.
struct TraceEnergy {
    double durationS = 0;
    double coveredS = 0;
    /// None where nothing is covered.
    std::optional<double> joules;
    std::int64_t gaps = 0;
};

/// What marks enclose, on the monotonic clock of its recording; without an end it lasts to the last sample.
struct MarkedStretch {
    std::string what;
    std::int64_t beginNs = 0;
    std::int64_t endNs = 0;
};

/// All recordings of a folder (a run's power/). Used by one thread.
class Trace
{
public:
    /// A folder that is absent has none. Files that are no chunks are left out, and named in warnings().
    [[nodiscard]] static Result<Trace> open(const std::filesystem::path& folder);

    [[nodiscard]] const std::vector<Recording>& recordings() const { return m_recordings; }

    [[nodiscard]] const std::vector<std::string>& warnings() const { return m_warnings; }

    /// Takes what was written meanwhile.
    [[nodiscard]] Status refresh();

    /// What a plot draws of a series between two moments of the wall clock: about `most` spans, each with its lowest
    /// and highest power, on the wall clock. Stretches without samples are spans, too: gaps.
    [[nodiscard]] Result<std::vector<PowerSpan>> spans(const Recording& recording, std::size_t series,
                                                       std::int64_t wallBeginNs, std::int64_t wallEndNs,
                                                       std::size_t most) const;

    /// From the raw readings, between two moments on the recording's monotonic clock. Of an interval that a moment
    /// cuts, the part inside counts, as if its power were constant; marks cut none.
    [[nodiscard]] Result<TraceEnergy> energy(const Recording& recording, std::size_t series, std::int64_t beginNs,
                                             std::int64_t endNs) const;
    /// From the first sample to the last, from the pyramid: quick however long the recording is. Counts no gaps.
    [[nodiscard]] Result<TraceEnergy> whole(const Recording& recording, std::size_t series) const;
    /// Each interval between two samples of which something lies in a stretch.
    [[nodiscard]] Result<std::vector<PowerSpan>> intervals(const Recording& recording, std::size_t series,
                                                           std::int64_t beginNs, std::int64_t endNs) const;

    [[nodiscard]] static std::vector<MarkedStretch> stretches(const Recording& recording);

private:
    using Content = std::shared_ptr<const ChunkContent>;

    [[nodiscard]] Result<Content> contentOf(const TraceChunk& chunk) const;
    [[nodiscard]] Result<std::vector<PowerSpan>> chunkSpans(const TraceChunk& chunk, std::size_t series,
                                                            std::int64_t beginNs, std::int64_t endNs,
                                                            std::size_t group) const;

    std::filesystem::path m_folder;
    std::vector<Recording> m_recordings;
    std::set<std::string> m_known; ///< files that were looked at
    std::vector<std::string> m_warnings;
    /// What was read of closed chunks the last times: a plot that is dragged asks for the same again.
    mutable std::deque<std::pair<const TraceChunk*, Content>> m_read;
};

} // namespace rxwatt::energy
