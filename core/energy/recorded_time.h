// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/energy/recorded_trace.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace rxwatt::energy
{

/// What a log's times say.
enum class TimeKind {
    date, ///< "2026-03-07T00:20:37.071Z", "2026/03/07 00:20:37.071", "07.03.2026 00:20:37", "2026-03-07 00:20:37,071"
    timeOfDay, ///< "11:23:43:578" (Power Gadget: milliseconds last), "11:23:43.578"
    epoch,     ///< a number: seconds, ms, µs or ns since 1970, by its size
    elapsed    ///< a number too small for that: seconds since the log began
};

/// Turns the times of one log into nanoseconds since 1970 UTC. The first time says what kind they are; times of
/// another kind are none.
class RecordedTime
{
public:
    explicit RecordedTime(const RecordedOptions& options) : m_options(options) {}

    /// Of times that are numbers and whose column says it: "time_ms" is 1e-3. None: by their size.
    void setUnit(std::optional<double> seconds) { m_unit = seconds; }

    /// "1772842837,071"
    void setDecimalComma(bool is) { m_decimalComma = is; }

    /// None where it is no time. A time of day that is more than half a day before the last one is on the next day.
    [[nodiscard]] std::optional<std::int64_t> read(std::string_view text);

    /// What keeps the kind found from being placed on the wall clock: that nobody said when the log began.
    [[nodiscard]] Status placeable() const;

    [[nodiscard]] std::optional<TimeKind> kind() const { return m_kind; }

    /// That this machine's time zone was taken, or which unit numbers were taken for; empty where nothing was assumed.
    [[nodiscard]] std::string assumption() const;

private:
    [[nodiscard]] std::optional<std::int64_t> readNumber(std::string_view text);
    [[nodiscard]] std::optional<std::int64_t> readDate(std::string_view text);
    [[nodiscard]] std::optional<std::int64_t> readTimeOfDay(std::string_view text);
    [[nodiscard]] std::int64_t offsetSecondsAt(std::int64_t localSeconds);
    [[nodiscard]] bool is(TimeKind kind);

    RecordedOptions m_options;
    std::optional<TimeKind> m_kind;
    std::optional<double> m_unit;
    bool m_decimalComma = false;
    std::optional<std::int64_t> m_day; ///< local midnight of times of day, in seconds
    std::int64_t m_lastOfDay = 0;      ///< in nanoseconds
    bool m_tookMachineZone = false;
    /// The zone of this machine is asked once an hour of the log.
    std::int64_t m_cachedHour = -1;
    std::int64_t m_cachedOffset = 0;
    std::int64_t m_firstOffset = 0;
};

} // namespace rxwatt::energy
