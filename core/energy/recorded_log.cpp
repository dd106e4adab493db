// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/recorded_log.h"

#include "core/base/json.h"
#include "core/energy/counted_zones.h"

#include <fmt/format.h>

#include <algorithm>

namespace rxwatt::energy
{

namespace
{

/// Rows of several threads or devices may be so much out of order; a clock that was set back is another matter.
constexpr std::int64_t mostDisorderNs = 1'000'000'000;
/// What ZoneMeter takes for a fault where a zone has no limit, and the step of a counter that it allows for.
constexpr double mostWatts = 2000;
constexpr double longestStepS = 0.25;

std::string placeOf(std::size_t line, std::string_view column, std::string_view found)
{
    std::string place = fmt::format("line {}", line);
    if (!column.empty()) {
        place += fmt::format(", column {}: {}", base::inQuotes(column), base::inQuotes(found));
    }
    return place;
}

double secondsBetween(const RecordedSample& a, const RecordedSample& b)
{
    return static_cast<double>(b.wallNs - a.wallNs) * 1e-9;
}

/// Of a counter over a trace.
struct Rise {
    double meanWatts = 0;
    bool hasStepOverMost = false;
};

Rise riseOf(const RecordedTrace& trace, std::size_t zone)
{
    Rise rise;
    double joules = 0;
    double seconds = 0;
    for (std::size_t i = 1; i < trace.samples.size(); ++i) {
        const Reading& before = trace.samples[i - 1].readings[zone];
        const Reading& now = trace.samples[i].readings[zone];
        if (!before.valid || !now.valid || now.raw < before.raw) {
            continue;
        }
        const double step = static_cast<double>(now.raw - before.raw) * trace.zones[zone].unit;
        const double time = secondsBetween(trace.samples[i - 1], trace.samples[i]);
        joules += step;
        seconds += time;
        rise.hasStepOverMost = rise.hasStepOverMost || step > mostWatts * (time + longestStepS);
    }
    rise.meanWatts = seconds > 0 ? joules / seconds : 0;
    return rise;
}

} // namespace

std::size_t RecordedLog::addZone(Zone zone)
{
    zone.source = m_trace.format;
    m_trace.zones.push_back(std::move(zone));
    return m_trace.zones.size() - 1;
}

Result<std::optional<std::int64_t>> RecordedLog::timeOf(std::string_view text, std::size_t line,
                                                        std::string_view column)
{
    ++m_rows;
    const auto time = m_time.read(text);
    RXWATT_TRY(m_time.placeable());
    if (!time) {
        if (m_withoutTime++ == 0) {
            m_firstWithoutTime = placeOf(line, column, text);
        }
    }
    return time;
}

void RecordedLog::leaveOut(std::size_t line, std::string_view why)
{
    note(why, line, "", "");
}

void RecordedLog::noReading(std::size_t line, std::string_view column, std::string_view found)
{
    note(fmt::format("no reading in column {}", base::inQuotes(column)), line, column, found);
}

void RecordedLog::note(std::string_view what, std::size_t line, std::string_view column, std::string_view found)
{
    auto known = std::find_if(m_notes.begin(), m_notes.end(), [&](const Note& one) { return one.what == what; });
    if (known == m_notes.end()) {
        m_notes.push_back({std::string(what), 0, placeOf(line, column, found)});
        known = m_notes.end() - 1;
    }
    ++known->count;
}

Status RecordedLog::add(std::int64_t wallNs, std::size_t line, std::vector<Reading> readings)
{
    if (m_trace.samples.size() == maxRecordedSamples) {
        return fail(ErrorKind::badInput,
                    fmt::format("line {}: more than the {} samples that are allowed", line, maxRecordedSamples));
    }
    if (!empty() && wallNs < lastWallNs()) {
        ++m_backSteps;
        if (const std::int64_t back = lastWallNs() - wallNs; back > m_farthestBack) {
            m_farthestBack = back;
            m_farthestBackLine = line;
        }
    }
    m_trace.samples.push_back({wallNs, std::move(readings)});
    return {};
}

Result<RecordedTrace> RecordedLog::finish(bool torn)
{
    if (torn) {
        warn("its last line has no end: it may be cut off, and was left out");
    }
    if (m_withoutTime * 2 > m_rows) {
        return fail(ErrorKind::badInput, m_firstWithoutTime + " is no time that can be read");
    }
    if (m_withoutTime > 0) {
        warn(fmt::format("{} rows have no time that can be read and were left out: first {}", m_withoutTime,
                         m_firstWithoutTime));
    }
    if (empty()) {
        return fail(ErrorKind::badInput, m_notes.empty() ? "no sample in it"
                                                         : fmt::format("no sample in it: {}, first {}",
                                                                       m_notes.front().what, m_notes.front().first));
    }
    RXWATT_TRY(putInOrder());
    joinSameTimes();
    dropSilentZones();
    for (const Note& note : m_notes) {
        warn(fmt::format("{}: {} times, first {}", note.what, note.count, note.first));
    }
    if (m_trace.zones.empty()) {
        return fail(ErrorKind::badInput,
                    m_notes.empty() ? "no reading in it" : fmt::format("no reading in it: {}", m_notes.front().first));
    }
    believeLargeMachines();
    decideWhatCounts(m_trace.zones);
    warnOfWhatCounts();
    if (std::string assumption = m_time.assumption(); !assumption.empty()) {
        warn(std::move(assumption));
    }
    return std::move(m_trace);
}

Status RecordedLog::putInOrder()
{
    auto& samples = m_trace.samples;
    if (m_backSteps == 0) {
        return {};
    }
    if (m_backSteps + 1 == samples.size()) {
        std::reverse(samples.begin(), samples.end());
        warn("its newest row stands first: the rows were turned round");
        return {};
    }
    if (m_farthestBack > mostDisorderNs) {
        return fail(ErrorKind::badInput,
                    fmt::format("line {}: time goes back by {:.3f} s: a clock was set back, or it is more than one log",
                                m_farthestBackLine, static_cast<double>(m_farthestBack) * 1e-9));
    }
    std::stable_sort(samples.begin(), samples.end(),
                     [](const RecordedSample& a, const RecordedSample& b) { return a.wallNs < b.wallNs; });
    warn(fmt::format("{} rows were out of order, by up to {:.3f} s, and were sorted: farthest line {}", m_backSteps,
                     static_cast<double>(m_farthestBack) * 1e-9, m_farthestBackLine));
    return {};
}

/// The later row counts; what it lacks is taken from the earlier one.
void RecordedLog::joinSameTimes()
{
    auto& samples = m_trace.samples;
    std::size_t kept = 0;
    for (std::size_t i = 1; i < samples.size(); ++i) {
        if (samples[i].wallNs != samples[kept].wallNs) {
            if (++kept != i) {
                samples[kept] = std::move(samples[i]);
            }
            continue;
        }
        for (std::size_t zone = 0; zone < m_trace.zones.size(); ++zone) {
            Reading& reading = samples[kept].readings[zone];
            reading = samples[i].readings[zone].valid ? samples[i].readings[zone] : reading;
        }
    }
    if (const std::size_t joined = samples.size() - kept - 1; joined > 0) {
        warn(fmt::format("{} rows have the time of another one: of each time the last row counts", joined));
        samples.resize(kept + 1);
    }
}

/// What never gave a reading would keep others from counting.
void RecordedLog::dropSilentZones()
{
    for (std::size_t zone = m_trace.zones.size(); zone-- > 0;) {
        const bool speaks = std::any_of(m_trace.samples.begin(), m_trace.samples.end(),
                                        [&](const RecordedSample& sample) { return sample.readings[zone].valid; });
        if (speaks) {
            continue;
        }
        warn(fmt::format("{} has no reading at all and was left out", base::inQuotes(m_trace.zones[zone].name)));
        const auto offset = static_cast<std::ptrdiff_t>(zone);
        m_trace.zones.erase(m_trace.zones.begin() + offset);
        for (RecordedSample& sample : m_trace.samples) {
            sample.readings.erase(sample.readings.begin() + offset);
        }
    }
}

/// Without a limit of the zone a meter takes more than 2 kW for a fault of the counter. Eight accelerators together
/// take more all the time.
void RecordedLog::believeLargeMachines()
{
    for (std::size_t zone = 0; zone < m_trace.zones.size(); ++zone) {
        Zone& one = m_trace.zones[zone];
        if (one.kind != ReadingKind::energyCounter || one.limit) {
            continue;
        }
        if (const Rise rise = riseOf(m_trace, zone); rise.hasStepOverMost) {
            one.limit = Watts{std::max(2 * rise.meanWatts, mostWatts / 3)};
            warn(fmt::format("{} takes {:.0f} W on average and has no rated limit: up to {:.0f} W are believed",
                             base::inQuotes(one.name), rise.meanWatts, one.limit->value * 3));
        }
    }
}

void RecordedLog::warnOfWhatCounts()
{
    const auto counts = [&](auto condition) {
        return std::any_of(m_trace.zones.begin(), m_trace.zones.end(),
                           [&](const Zone& zone) { return zone.counted && condition(zone); });
    };
    if (!counts([](const Zone&) { return true; })) {
        warn("nothing in it is the machine's power: it has parts of other zones alone");
    } else if (!counts([](const Zone& zone) { return run::isMeasured(zone.quality); })) {
        warn("its power is estimated, not measured");
    } else if (!counts(
                   [](const Zone& zone) { return zone.scope != ZoneScope::gpu && zone.scope != ZoneScope::dram; })) {
        warn("accelerators and memory alone are measured: the processor is missing");
    }
    if (m_trace.samples.size() == 1) {
        warn("it has one sample alone: that is no energy");
    }
}

} // namespace rxwatt::energy
