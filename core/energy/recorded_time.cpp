// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/recorded_time.h"

#include "core/energy/csv_rows.h"
#include "core/energy/recorded_value.h"

#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <ctime>

namespace rxwatt::energy
{

namespace
{

constexpr std::int64_t nsInSecond = 1'000'000'000;
constexpr std::int64_t secondsInDay = 86'400;
/// 1970 to 2200: what lies outside is no time of a log, and differences cannot overflow.
constexpr double mostSeconds = 7.26e9;
/// Smaller numbers of seconds (before 1973) count from the log's beginning.
constexpr double leastEpoch = 1e8;

/// Reads a text from its front.
struct Cursor {
    std::string_view text;

    bool take(char c)
    {
        const bool there = !text.empty() && text.front() == c;
        text.remove_prefix(there ? 1 : 0);
        return there;
    }

    bool takeAny(std::string_view characters)
    {
        const bool there = !text.empty() && characters.find(text.front()) != std::string_view::npos;
        text.remove_prefix(there ? 1 : 0);
        return there;
    }

    /// A whole number of so many digits.
    std::optional<int> number(std::size_t least, std::size_t most)
    {
        std::size_t digits = 0;
        int value = 0;
        while (digits < text.size() && digits < most && text[digits] >= '0' && text[digits] <= '9') {
            value = value * 10 + (text[digits++] - '0');
        }
        if (digits < least) {
            return std::nullopt;
        }
        text.remove_prefix(digits);
        return value;
    }
};

/// Behind the seconds: ".578", ",578" a fraction; ":578" milliseconds, as Power Gadget writes them, without zeros.
std::optional<std::int64_t> fractionOf(Cursor& cursor)
{
    if (cursor.take(':')) {
        const auto milliseconds = cursor.number(1, 3);
        return milliseconds ? std::optional<std::int64_t>(std::int64_t{*milliseconds} * 1'000'000) : std::nullopt;
    }
    std::int64_t fraction = 0;
    if (cursor.takeAny(".,")) {
        std::int64_t scale = nsInSecond / 10;
        std::optional<int> digit = cursor.number(1, 1);
        for (; digit; digit = cursor.number(1, 1)) {
            fraction += *digit * scale;
            scale /= 10;
        }
    }
    return fraction;
}

/// "11:23", "11:23:43", "11:23:43.578" in nanoseconds since midnight.
std::optional<std::int64_t> ofDay(Cursor& cursor)
{
    const auto hour = cursor.number(1, 2);
    const bool hasMinutes = hour && cursor.take(':');
    const auto minute = hasMinutes ? cursor.number(2, 2) : std::nullopt;
    if (!minute || *hour > 23 || *minute > 59) {
        return std::nullopt;
    }
    std::int64_t seconds = std::int64_t{*hour} * 3600 + std::int64_t{*minute} * 60;
    std::optional<std::int64_t> fraction = 0;
    if (cursor.take(':')) {
        const auto second = cursor.number(2, 2);
        if (!second || *second > 60) {
            return std::nullopt;
        }
        seconds += *second;
        fraction = fractionOf(cursor);
    }
    return fraction ? std::optional(seconds * nsInSecond + *fraction) : std::nullopt;
}

/// "2026-03-07", "2026/03/07", "07.03.2026" as days since 1970. "03/07/2026" may be March or July: it is none.
std::optional<std::int64_t> daysOf(Cursor& cursor)
{
    Cursor copy = cursor;
    auto year = copy.number(4, 4);
    std::optional<int> month;
    std::optional<int> day;
    if (year) {
        const char separator = copy.text.empty() ? '\0' : copy.text.front();
        month = copy.takeAny("-/") ? copy.number(1, 2) : std::nullopt;
        day = month && copy.take(separator) ? copy.number(1, 2) : std::nullopt;
    } else {
        day = copy.number(1, 2);
        month = day && copy.take('.') ? copy.number(1, 2) : std::nullopt;
        year = month && copy.take('.') ? copy.number(4, 4) : std::nullopt;
    }
    if (!year || !month || !day) {
        return std::nullopt;
    }
    const std::chrono::year_month_day date(std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                           std::chrono::day(static_cast<unsigned>(*day)));
    if (!date.ok()) {
        return std::nullopt;
    }
    cursor = copy;
    return std::chrono::sys_days(date).time_since_epoch().count();
}

/// "Z", " UTC", "+02:00", "-0530" in seconds; nothing where there is none, `valid` false where something else is there.
std::optional<std::int64_t> zoneOf(Cursor cursor, bool& valid)
{
    cursor.text = trimmed(cursor.text);
    if (cursor.text.empty()) {
        return std::nullopt;
    }
    if (cursor.text == "Z" || cursor.text == "z" || cursor.text == "UTC" || cursor.text == "GMT") {
        return 0;
    }
    const bool west = cursor.text.front() == '-';
    const bool hasSign = cursor.takeAny("+-");
    const auto hours = hasSign ? cursor.number(2, 2) : std::nullopt;
    cursor.take(':');
    const auto minutes = cursor.text.empty() ? std::optional(0) : cursor.number(2, 2);
    valid = hours && minutes && cursor.text.empty() && *hours <= 14 && *minutes < 60;
    if (!valid) {
        return std::nullopt;
    }
    const std::int64_t seconds = std::int64_t{*hours} * 3600 + std::int64_t{*minutes} * 60;
    return west ? -seconds : seconds;
}

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
    Cursor cursor{text};
    const auto days = daysOf(cursor);
    const bool separated = days && (cursor.take('T') || cursor.take(' '));
    cursor.text = trimmed(cursor.text);
    const auto ns = separated ? ofDay(cursor) : std::nullopt;
    bool valid = true;
    const auto zone = ns ? zoneOf(cursor, valid) : std::nullopt;
    if (!ns || !valid || !is(TimeKind::date)) {
        return std::nullopt;
    }
    const std::int64_t local = *days * secondsInDay + *ns / nsInSecond;
    return inRange(local - (zone ? *zone : offsetSecondsAt(local)), *ns % nsInSecond);
}

std::optional<std::int64_t> RecordedTime::readTimeOfDay(std::string_view text)
{
    Cursor cursor{text};
    const auto ns = ofDay(cursor);
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
