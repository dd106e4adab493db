// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/energy/zone.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rxwatt::energy
{

struct RecordedSample {
    std::int64_t wallNs = 0; ///< since 1970 UTC
    /// One a zone. All of them invalid: nobody recorded from here to the next sample.
    std::vector<Reading> readings;

    bool operator==(const RecordedSample&) const = default;
};

/// A trace that another program recorded, on the wall clock.
struct RecordedTrace {
    /// "power-gadget", "nvidia-smi", "codecarbon", "impact-tracker", "csv", "meter"
    std::string format;
    std::vector<Zone> zones;             ///< `counted` is decided; at least one
    std::vector<RecordedSample> samples; ///< by rising time, no time twice; at least one
    /// How the log was understood where it could mean something else, and what was left out; for people.
    std::vector<std::string> warnings;
};

struct RecordedOptions {
    /// One of RecordedTrace's but "meter"; empty: found out by the file's head.
    std::string format;
    /// Of "csv": empty finds them by name.
    std::string timeColumn, valueColumn;
    /// Of times that have no zone: minutes east of Greenwich. None takes the zone of this machine, with a warning.
    std::optional<int> utcOffsetMinutes;
    /// When the log began. Logs with a time of day alone take the day on which their first time is nearest to it;
    /// times that count from 0 begin here. Such logs are refused without it.
    std::optional<std::int64_t> beginWallNs;
};

/// What a file may cost us.
inline constexpr std::size_t maxRecordedBytes = std::size_t{1} << 30;
inline constexpr std::size_t maxRecordedSamples = 20'000'000;

/// Reads the log of another program: Intel Power Gadget (PowerLog), `nvidia-smi --query-gpu=timestamp,index,power.draw
/// --format=csv`, CodeCarbon's emissions.csv, experiment-impact-tracker's data.json, or any CSV with a time and a power
/// or energy column. UTF-8, or UTF-16 with a byte order mark. Errors name line and column.
[[nodiscard]] Result<RecordedTrace> readRecordedTrace(const std::filesystem::path& file,
                                                      const RecordedOptions& options);
[[nodiscard]] Result<RecordedTrace> parseRecordedTrace(std::string_view text, const RecordedOptions& options);

/// A wall meter's reading typed in: energy over a stretch.
[[nodiscard]] Result<RecordedTrace> meterTrace(std::int64_t beginWallNs, std::int64_t endWallNs, Joules energy);

/// The usual time between its samples (the median); none of a trace of one sample.
[[nodiscard]] std::optional<Seconds> usualPeriodOf(const RecordedTrace& trace);

/// For how long a power of this trace may be taken (ZoneMeter's `longestHold`): as SampleMeter holds it, five times the
/// usual period, at least a second. What is further apart is a gap.
[[nodiscard]] Seconds longestHoldOf(const RecordedTrace& trace);

} // namespace rxwatt::energy
