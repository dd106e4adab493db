// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/recorded_time.h"

#include "core/energy/csv_rows.h"
#include "core/energy/recorded_value.h"
#include "core/energy/time_text.h"

#include <fmt/format.h>

#include <cmath>
#include <ctime>

namespace rxwatt::energy
{

namespace
{

using base::nsInSecond;
constexpr std::int64_t secondsInDay = 86'400;
/// 1970 to 2200: what lies outside is no time of a log, and differences cannot overflow.
constexpr double mostSeconds = 7.26e9;
/// Smaller numbers of seconds (before 1973) count from the log's beginning.
constexpr double leastEpoch = 1e8;

std::optional<std::int64_t> inRange(std::int64_t seconds, std::int64_t ns)
{
    const bool fits = seconds >= 0 && static_cast<double>(seconds) <= mostSeconds;
    return fits ? std::optional(seconds * nsInSecond + ns) : std::nullopt;
}

std::string zoneText(std::int64_t seconds)
{
    return fmt::format("UTC{}{:02}:{:02}", seconds < 0 ? '-' : '+', std::abs(seconds) / 3600,
                       std::abs(seconds) / 60 % 60);
}

} // namespace

std::optional<std::int64_t> RecordedTime::read(std::string_view text)
{
    text = trimmed(text);
    if (text.find(':') == std::string_view::npos) {
        return readNumber(text);
    }
    const auto date = readDate(text);
    return date ? date : readTimeOfDay(text);
}

bool RecordedTime::is(TimeKind kind)
{
    m_kind = m_kind ? m_kind : kind;
    return m_kind == kind;
}

std::optional<std::int64_t> RecordedTime::readNumber(std::string_view text)
{
    const auto amount = amountOf(text, m_decimalComma);
    if (!amount || !amount->unit.empty() || amount->value < 0) {
        return std::nullopt;
    }
    const double number = amount->value;
    if (!m_unit) {
        // Of today's seconds, milliseconds, microseconds and nanoseconds no two have the same number of digits.
        m_unit = number < 1e11 ? 1 : (number < 1e14 ? 1e-3 : (number < 1e17 ? 1e-6 : 1e-9));
    }
    const double seconds = number * *m_unit;
    const bool isElapsed = m_kind ? m_kind == TimeKind::elapsed : seconds < leastEpoch;
    if (!is(isElapsed ? TimeKind::elapsed : TimeKind::epoch) || seconds > mostSeconds) {
        return std::nullopt;
    }
    const auto whole = static_cast<std::int64_t>(seconds);
    // Nanoseconds do not fit into a double of 1970: what is behind the point is taken alone.
    const auto ns = static_cast<std::int64_t>(std::llround((seconds - static_cast<double>(whole)) * 1e9));
    if (!isElapsed) {
        return inRange(whole, ns);
    }
    const std::int64_t begin = m_options.beginWallNs.value_or(0);
    return inRange(begin / nsInSecond + whole, begin % nsInSecond + ns);
}

std::optional<std::int64_t> RecordedTime::readDate(std::string_view text)
{
    TextCursor cursor{text};
    const auto days = takeDate(cursor);
    const bool separated = days && (cursor.take('T') || cursor.take(' '));
    cursor.text = trimmed(cursor.text);
    const auto ns = separated ? takeTimeOfDay(cursor) : std::nullopt;
    bool valid = true;
    const auto zone = ns ? takeZone(cursor, valid) : std::nullopt;
    if (!ns || !valid || !is(TimeKind::date)) {
        return std::nullopt;
    }
    const std::int64_t local = *days * secondsInDay + *ns / nsInSecond;
    return inRange(local - (zone ? *zone : offsetSecondsAt(local)), *ns % nsInSecond);
}

std::optional<std::int64_t> RecordedTime::readTimeOfDay(std::string_view text)
{
    TextCursor cursor{text};
    const auto ns = takeTimeOfDay(cursor);
    if (!ns || !trimmed(cursor.text).empty() || !is(TimeKind::timeOfDay)) {
        return std::nullopt;
    }
    constexpr std::int64_t nsInDay = secondsInDay * nsInSecond;
    if (!m_day) {
        const std::int64_t begin = m_options.beginWallNs.value_or(0) / nsInSecond;
        const std::int64_t local = begin + offsetSecondsAt(begin);
        const std::int64_t midnight = local - local % secondsInDay;
        const std::int64_t late = *ns / nsInSecond - (local - midnight);
        m_day = midnight + (late > secondsInDay / 2 ? -secondsInDay : (late < -secondsInDay / 2 ? secondsInDay : 0));
    } else if (*ns < m_lastOfDay - nsInDay / 2) {
        *m_day += secondsInDay;
    }
    m_lastOfDay = *ns;
    const std::int64_t local = *m_day + *ns / nsInSecond;
    return inRange(local - offsetSecondsAt(local), *ns % nsInSecond);
}

/// East of Greenwich, of a local time that says no zone.
std::int64_t RecordedTime::offsetSecondsAt(std::int64_t localSeconds)
{
    if (m_options.utcOffsetMinutes) {
        return std::int64_t{*m_options.utcOffsetMinutes} * 60;
    }
    if (const std::int64_t hour = localSeconds / 3600; hour != m_cachedHour) {
        const std::time_t asUtc = localSeconds;
        std::tm local{};
        if (::gmtime_r(&asUtc, &local) == nullptr) {
            return 0;
        }
        local.tm_isdst = -1;
        const std::time_t utc = std::mktime(&local);
        m_cachedOffset = utc == -1 ? 0 : localSeconds - utc;
        m_cachedHour = hour;
        m_firstOffset = m_tookMachineZone ? m_firstOffset : m_cachedOffset;
        m_tookMachineZone = true;
    }
    return m_cachedOffset;
}

Status RecordedTime::placeable() const
{
    const bool hasOwnDate = !m_kind || m_kind == TimeKind::date || m_kind == TimeKind::epoch;
    if (hasOwnDate || m_options.beginWallNs) {
        return {};
    }
    return fail(ErrorKind::badInput, m_kind == TimeKind::timeOfDay
                                         ? "its times have no date: say when the log began"
                                         : "its times count from its beginning: say when the log began");
}

std::string RecordedTime::assumption() const
{
    if (m_tookMachineZone) {
        return fmt::format("its times say no time zone: they were taken for those of this machine ({})",
                           zoneText(m_firstOffset));
    }
    if (m_kind == TimeKind::elapsed) {
        return fmt::format("its times were taken for {} since it began",
                           m_unit.value_or(1) == 1 ? "seconds" : fmt::format("units of {:g} s", *m_unit));
    }
    return "";
}

} // namespace rxwatt::energy
