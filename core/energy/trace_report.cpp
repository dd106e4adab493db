// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/trace_report.h"

#include "core/base/clock.h"
#include "core/energy/base_power.h"
#include "core/energy/time_text.h"

#include <algorithm>
#include <chrono>

namespace rxwatt::energy
{

namespace
{

/// Those of any recording, on the clock of the one that is looked at.
std::vector<MarkedStretch> stretchesFor(const Trace& trace, const Recording& recording)
{
    std::vector<MarkedStretch> all;
    for (const Recording& one : trace.recordings()) {
        const bool own = &one == &recording;
        if (!own && recording.head().origin.empty()) {
            continue;
        }
        for (MarkedStretch& stretch : Trace::stretches(one)) {
            if (!own) {
                stretch.beginNs = recording.head().toMonotonic(one.head().toWall(stretch.beginNs));
                stretch.endNs = recording.head().toMonotonic(one.head().toWall(stretch.endNs));
            }
            all.push_back(std::move(stretch));
        }
    }
    return all;
}

void add(TraceEnergy& sum, const TraceEnergy& one)
{
    sum.durationS += one.durationS;
    sum.coveredS += one.coveredS;
    sum.gaps += one.gaps;
    sum.joules = one.joules ? std::optional(sum.joules.value_or(0) + *one.joules) : sum.joules;
}

TracedRecording describe(const Recording& recording)
{
    TracedRecording traced;
    traced.recording = recording.head().recording;
    traced.origin = recording.head().origin;
    traced.beganAt = isoOf(recording.beginNs());
    traced.durationS = 1e-9 * static_cast<double>(recording.endNs() - recording.beginNs());
    traced.samples = recording.samples();
    for (const Zone& zone : recording.head().zones) {
        if (zone.counted) {
            traced.quality = run::worseOf(traced.quality, zone.quality);
            traced.sensors.push_back(zone.key());
        }
    }
    std::sort(traced.sensors.begin(), traced.sensors.end());
    return traced;
}

Result<TracedRecording> reportOf(const Trace& trace, const Recording& recording)
{
    TracedRecording traced = describe(recording);
    RXWATT_ASSIGN(traced.whole,
                  trace.energy(recording, 0, recording.chunks.front().beginNs(), recording.chunks.back().endNs()));
    for (const MarkedStretch& stretch : stretchesFor(trace, recording)) {
        if (stretch.what == baseBeforeName || stretch.what == baseAfterName) {
            RXWATT_ASSIGN(auto base, basePowerOf(trace, recording, stretch));
            (stretch.what == baseBeforeName ? traced.baseBefore : traced.baseAfter) = std::move(base);
            continue;
        }
        RXWATT_ASSIGN(const TraceEnergy energy, trace.energy(recording, 0, stretch.beginNs, stretch.endNs));
        auto phase = std::find_if(traced.phases.begin(), traced.phases.end(),
                                  [&](const TracedPhase& one) { return one.phase == stretch.what; });
        if (phase == traced.phases.end()) {
            phase = traced.phases.insert(phase, TracedPhase{stretch.what, {}, std::nullopt});
        }
        add(phase->energy, energy);
    }
    for (TracedPhase& phase : traced.phases) {
        if (traced.baseBefore && phase.energy.joules) {
            phase.relativeJ = *phase.energy.joules - traced.baseBefore->medianW * phase.energy.coveredS;
        }
    }
    return traced;
}

} // namespace

Result<std::optional<run::BasePower>> basePowerOf(const Trace& trace, const Recording& recording,
                                                  const MarkedStretch& stretch)
{
    RXWATT_ASSIGN(const std::vector<PowerSpan> spans, trace.intervals(recording, 0, stretch.beginNs, stretch.endNs));
    std::vector<PowerSample> samples;
    for (const PowerSpan& span : spans) {
        if (!span.isGap()) {
            constexpr double nanosecond = 1e-9;
            samples.push_back({{nanosecond * static_cast<double>(span.beginNs)},
                               {nanosecond * static_cast<double>(span.endNs)},
                               {span.meanW()}});
        }
    }
    auto base = samples.empty() ? std::nullopt : basePowerOf(std::span<const PowerSample>(samples));
    if (base) {
        const TracedRecording traced = describe(recording);
        base->quality = traced.quality;
        base->sensors = traced.sensors;
        base->takenAt = isoOf(recording.head().toWall(stretch.endNs));
    }
    return base;
}

Result<std::vector<TracedRecording>> reportOf(const Trace& trace)
{
    std::vector<TracedRecording> all;
    for (const Recording& recording : trace.recordings()) {
        RXWATT_ASSIGN(TracedRecording traced, reportOf(trace, recording));
        all.push_back(std::move(traced));
    }
    return all;
}

} // namespace rxwatt::energy
