// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/power_view.h"

#include "core/energy/trace_report.h"

#include <algorithm>

namespace rxwatt::bridge
{

namespace
{

using energy::PowerSpan;
using energy::Recording;

constexpr std::size_t coarseSpans = 1000;
using base::nsInSecond;

/// The run's own recordings, in their order.
std::vector<const Recording*> ownOf(const energy::Trace& trace)
{
    std::vector<const Recording*> own;
    for (const Recording& recording : trace.recordings()) {
        const bool follows = own.empty() || recording.beginNs() >= own.back()->endNs();
        if (recording.head().origin.empty() && follows) {
            own.push_back(&recording);
        }
    }
    return own;
}

/// Coarse outside of the window, fine in it: whole coarse spans are replaced, so that nothing counts twice or is lost.
Result<std::vector<PowerSpan>> spansOf(const energy::Trace& trace, const Recording& recording, std::size_t series,
                                       std::int64_t beginNs, std::int64_t endNs, std::size_t most)
{
    RXWATT_ASSIGN(std::vector<PowerSpan> coarse,
                  trace.spans(recording, series, recording.beginNs(), recording.endNs() + 1, coarseSpans));
    const auto first =
        std::find_if(coarse.begin(), coarse.end(), [&](const PowerSpan& span) { return span.endNs > beginNs; });
    const auto last = std::find_if(first, coarse.end(), [&](const PowerSpan& span) { return span.beginNs >= endNs; });
    if (first == last) {
        return coarse;
    }
    RXWATT_ASSIGN(std::vector<PowerSpan> fine,
                  trace.spans(recording, series, first->beginNs, std::prev(last)->endNs, most));
    std::vector<PowerSpan> all(coarse.begin(), first);
    all.insert(all.end(), fine.begin(), fine.end());
    all.insert(all.end(), last, coarse.end());
    return all;
}

Status addCurve(const energy::Trace& trace, const std::vector<const Recording*>& own, const PowerWindow& window,
                std::int64_t beginNs, const energy::Zone* zone, RunPower& power)
{
    PowerCurve curve;
    curve.name = zone == nullptr ? "sum" : zone->name.empty() ? zone->key() : zone->name;
    curve.quality = zone == nullptr ? power.quality : zone->quality;
    const auto from = beginNs + static_cast<std::int64_t>(window.beginS * static_cast<double>(nsInSecond));
    const auto to = beginNs + static_cast<std::int64_t>(window.endS * static_cast<double>(nsInSecond));
    for (const Recording* recording : own) {
        const int series = zone == nullptr ? 0 : recording->seriesOf(zone->key());
        if (series < 0) {
            continue;
        }
        RXWATT_ASSIGN(const std::vector<PowerSpan> spans,
                      spansOf(trace, *recording, static_cast<std::size_t>(series), from, to, window.spans));
        if (!curve.spans.empty() && !spans.empty()) {
            curve.spans.push_back(energy::spanOf(std::nullopt, curve.spans.back().endNs, spans.front().beginNs));
        }
        curve.spans.insert(curve.spans.end(), spans.begin(), spans.end());
    }
    power.curves.push_back(std::move(curve));
    return {};
}

/// What was imported, beside the run's own.
Status addImports(const energy::Trace& trace, const PowerWindow& window, RunPower& power)
{
    const auto from = power.beginNs + static_cast<std::int64_t>(window.beginS * static_cast<double>(nsInSecond));
    const auto to = power.beginNs + static_cast<std::int64_t>(window.endS * static_cast<double>(nsInSecond));
    for (const Recording& recording : trace.recordings()) {
        if (recording.head().origin.empty()) {
            continue;
        }
        PowerCurve curve;
        curve.name = recording.head().origin;
        for (const energy::Zone& zone : recording.head().zones) {
            curve.quality = zone.counted ? run::worseOf(curve.quality, zone.quality) : curve.quality;
        }
        RXWATT_ASSIGN(curve.spans, spansOf(trace, recording, 0, from, to, window.spans));
        power.curves.push_back(std::move(curve));
    }
    return {};
}

void addStretches(const Recording& recording, RunPower& power)
{
    const energy::TraceHead& head = recording.chunks.back().head();
    for (const energy::MarkedStretch& stretch : energy::Trace::stretches(recording)) {
        const bool isOpen = stretch.endNs == recording.chunks.back().endNs() && !recording.chunks.back().isClosed();
        power.stretches.push_back({stretch.what, head.toWall(stretch.beginNs), head.toWall(stretch.endNs), isOpen});
    }
}

/// Over the last second.
std::optional<double> newestPower(const std::vector<PowerSpan>& spans)
{
    PowerSpan sum;
    for (auto span = spans.rbegin(); span != spans.rend() && span->endNs > spans.back().endNs - nsInSecond; ++span) {
        sum.joules += span->joules;
        sum.coveredS += span->coveredS;
    }
    return sum.isGap() ? std::nullopt : std::optional(sum.meanW());
}

void addZones(const std::vector<energy::Zone>& zones, RunPower& power)
{
    double limit = 0;
    bool hasAll = true;
    for (const energy::Zone& zone : zones) {
        if (zone.counted) {
            power.quality = run::worseOf(power.quality, zone.quality);
            power.sensors.push_back(zone.key());
            hasAll = hasAll && zone.limit.has_value();
            limit += zone.limit.value_or(base::Watts{}).value;
        }
    }
    power.limitW = hasAll && limit > 0 ? std::optional(limit) : std::nullopt;
}

/// The newest base power that was taken before an attempt.
Result<std::optional<double>> baseOf(const energy::Trace& trace, const Recording& recording)
{
    std::optional<double> base;
    for (const energy::MarkedStretch& stretch : energy::Trace::stretches(recording)) {
        const bool isOver = stretch.endNs < recording.chunks.back().endNs() || recording.chunks.back().isClosed();
        if (stretch.what == energy::baseBeforeName && isOver) {
            RXWATT_ASSIGN(const auto found, energy::basePowerOf(trace, recording, stretch));
            base = found ? std::optional(found->medianW) : base;
        }
    }
    return base;
}

} // namespace

Result<RunPower> readRunPower(const energy::Trace& trace, const PowerWindow& window, std::optional<double>& baseW)
{
    RunPower power;
    const std::vector<const Recording*> own = ownOf(trace);
    if (!trace.warnings().empty()) {
        power.problem = trace.warnings().front();
    }
    if (own.empty()) {
        return power;
    }
    power.beginNs = own.front()->beginNs();
    power.durationS = static_cast<double>(own.back()->endNs() - power.beginNs) / static_cast<double>(nsInSecond);
    addZones(own.back()->head().zones, power);
    RXWATT_TRY(addCurve(trace, own, window, power.beginNs, nullptr, power));
    if (window.eachZone) {
        for (const energy::Zone& zone : own.back()->head().zones) {
            RXWATT_TRY(addCurve(trace, own, window, power.beginNs, &zone, power));
        }
    }
    RXWATT_TRY(addImports(trace, window, power));
    for (const Recording* recording : own) {
        addStretches(*recording, power);
        power.samples += static_cast<std::int64_t>(recording->samples());
        RXWATT_ASSIGN(const energy::TraceEnergy whole, trace.whole(*recording, 0));
        power.coveredS += whole.coveredS;
        power.joules = whole.joules ? std::optional(power.joules.value_or(0) + *whole.joules) : power.joules;
    }
    if (!baseW) {
        RXWATT_ASSIGN(baseW, baseOf(trace, *own.back()));
    }
    power.baseW = baseW;
    const std::int64_t end = own.back()->endNs();
    RXWATT_ASSIGN(const auto newest, trace.spans(*own.back(), 0, end - 2 * nsInSecond, end + 1, 1000));
    power.nowW = newest.empty() ? std::nullopt : newestPower(newest);
    power.isDelicate = std::any_of(power.stretches.begin(), power.stretches.end(), [](const PowerStretch& stretch) {
        return stretch.isOpen && (stretch.what == "inference" || stretch.what.starts_with("base power"));
    });
    return power;
}

} // namespace rxwatt::bridge
