// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/energy/trace.h"
#include "core/run/energy_record.h"

namespace rxwatt::energy
{

/// What the stretch of rest before and after a run is marked as.
inline constexpr std::string_view baseBeforeName = "base power before";
inline constexpr std::string_view baseAfterName = "base power after";

/// Median, MAD and drift over a stretch of a recording; none where it has too few readings.
[[nodiscard]] Result<std::optional<run::BasePower>> basePowerOf(const Trace& trace, const Recording& recording,
                                                                const MarkedStretch& stretch);

/// What all stretches of one phase took together.
struct TracedPhase {
    std::string phase;
    TraceEnergy energy;
    /// energy − base power · what is covered; none without a base power.
    std::optional<double> relativeJ;
};

/// A recording, computed again from its raw readings. One that was imported has no marks of its own: its phases are
/// those of the run's own recordings, by the wall clock.
struct TracedRecording {
    int recording = 1;
    std::string origin;  ///< see TraceHead
    std::string beganAt; ///< ISO 8601
    double durationS = 0;
    std::uint64_t samples = 0;
    /// The worst of the zones that count, and their keys, sorted.
    Quality quality = Quality::counter;
    std::vector<std::string> sensors;
    std::optional<run::BasePower> baseBefore;
    std::optional<run::BasePower> baseAfter;
    /// From its first to its last sample.
    TraceEnergy whole;
    std::vector<TracedPhase> phases;
};

/// One for each recording, in their order.
[[nodiscard]] Result<std::vector<TracedRecording>> reportOf(const Trace& trace);

} // namespace rxwatt::energy
