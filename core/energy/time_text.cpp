// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/time_text.h"

#include "core/base/clock.h"
#include "core/energy/csv_rows.h"

#include <chrono>

namespace rxwatt::energy
{

namespace
{

using base::nsInSecond;

/// Behind the seconds: ".578", ",578" a fraction; ":578" milliseconds, as Power Gadget writes them, without zeros.
std::optional<std::int64_t> fractionOf(TextCursor& cursor)
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

} // namespace

std::string isoOf(std::int64_t wallNs)
{
    using Clock = std::chrono::system_clock;
    return base::toIsoTime(
        Clock::time_point(std::chrono::duration_cast<Clock::duration>(std::chrono::nanoseconds(wallNs))));
}

std::optional<std::int64_t> takeTimeOfDay(TextCursor& cursor)
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

std::optional<std::int64_t> takeDate(TextCursor& cursor)
{
    TextCursor copy = cursor;
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

std::optional<std::int64_t> takeZone(TextCursor cursor, bool& valid)
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

} // namespace rxwatt::energy
