// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/units.h"

#include <chrono>
#include <optional>
#include <string>

namespace rxwatt::base
{

/// Where time comes from, so that tests can make their own.
class Clock
{
public:
    Clock() = default;
    Clock(const Clock&) = delete;
    Clock& operator=(const Clock&) = delete;
    virtual ~Clock() = default;

    /// Monotonic time since some fixed moment: for every duration and deadline.
    [[nodiscard]] virtual Seconds now() const = 0;
    /// Wall-clock time in UTC: only for people to read.
    [[nodiscard]] virtual std::chrono::system_clock::time_point wallClock() const = 0;
};

class SystemClock final : public Clock
{
public:
    [[nodiscard]] Seconds now() const override;
    [[nodiscard]] std::chrono::system_clock::time_point wallClock() const override;
};

/// ISO 8601 in UTC to the second: "2026-01-01T00:00:00Z".
[[nodiscard]] std::string toIsoTime(std::chrono::system_clock::time_point time);
/// What toIsoTime() writes; none of any other text.
[[nodiscard]] std::optional<std::chrono::system_clock::time_point> fromIsoTime(const std::string& text);

} // namespace rxwatt::base
