// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/energy/recorded_trace.h"
#include "core/energy/zone_meter.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>

namespace rxwatt::energy
{

/// 2026-03-07 12:00:00 UTC
inline constexpr std::int64_t noon = 1'772'884'800'000'000'000;
inline constexpr std::int64_t second = 1'000'000'000;

/// Times without a zone are UTC, and logs without a date of the day of `noon`.
inline RecordedOptions utcAtNoon()
{
    RecordedOptions options;
    options.utcOffsetMinutes = 0;
    options.beginWallNs = noon;
    return options;
}

inline RecordedTrace parsed(std::string_view text, const RecordedOptions& options = utcAtNoon())
{
    Result<RecordedTrace> trace = parseRecordedTrace(text, options);
    EXPECT_TRUE(trace) << (trace ? "" : trace.error().message);
    return trace ? *trace : RecordedTrace();
}

inline std::string errorOf(std::string_view text, const RecordedOptions& options = utcAtNoon())
{
    const Result<RecordedTrace> trace = parseRecordedTrace(text, options);
    EXPECT_FALSE(trace);
    return trace ? "" : trace.error().message;
}

/// What a run is told of a zone, gaps left out.
struct Integral {
    double joules = 0;
    int gaps = 0;
};

inline Integral integralOf(const RecordedTrace& trace, std::size_t zone)
{
    ZoneMeter meter(trace.zones.at(zone), longestHoldOf(trace));
    Integral integral;
    for (std::size_t i = 0; i < trace.samples.size(); ++i) {
        const Seconds now{static_cast<double>(trace.samples[i].wallNs - trace.samples.front().wallNs) * 1e-9};
        const auto energy = meter.take(trace.samples[i].readings.at(zone), now);
        integral.joules += energy ? energy->value : 0;
        integral.gaps += i > 0 && !energy ? 1 : 0;
    }
    return integral;
}

/// Of all zones that count.
inline double countedJoules(const RecordedTrace& trace)
{
    double joules = 0;
    for (std::size_t zone = 0; zone < trace.zones.size(); ++zone) {
        joules += trace.zones[zone].counted ? integralOf(trace, zone).joules : 0;
    }
    return joules;
}

inline const Zone& zoneNamed(const RecordedTrace& trace, std::string_view path)
{
    static const Zone none;
    const auto found =
        std::find_if(trace.zones.begin(), trace.zones.end(), [&](const Zone& zone) { return zone.path == path; });
    EXPECT_NE(found, trace.zones.end()) << path;
    return found == trace.zones.end() ? none : *found;
}

inline bool warns(const RecordedTrace& trace, std::string_view text)
{
    return std::any_of(trace.warnings.begin(), trace.warnings.end(),
                       [&](const std::string& warning) { return warning.find(text) != std::string::npos; });
}

inline std::string warningsOf(const RecordedTrace& trace)
{
    std::string all;
    for (const std::string& warning : trace.warnings) {
        all += warning + "\n";
    }
    return all;
}

} // namespace rxwatt::energy
