// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>

namespace rxwatt::training
{

/// How fast steps go by, told about twice a second.
class Pace
{
public:
    using Clock = std::chrono::steady_clock;

    explicit Pace(Clock::duration interval = std::chrono::milliseconds(500));

    struct Report {
        double slotsPerSecond = 0;
        /// Part of the interval that was spent waiting for slots.
        double waitShare = 0;
    };

    /// Notes work done; true when it is time to report or where it is the last work, with the figures since the report
    /// before. Never at the first work, where counting begins: filling the pipeline is no pace.
    [[nodiscard]] bool due(std::int64_t slots, double waitedSeconds, bool last, Report& report);
    /// Leaves the time since pause() out of all figures.
    void pause();
    void resume();

    /// Slots a second over all the time that was not paused; 0 before there is any.
    [[nodiscard]] double average() const;

private:
    [[nodiscard]] double seconds(Clock::time_point since) const;

    Clock::duration m_interval;
    Clock::time_point m_begin;
    Clock::time_point m_last;
    Clock::time_point m_paused;
    std::int64_t m_slots = 0;
    std::int64_t m_reportedSlots = 0;
    double m_reportedWait = 0;
    bool m_started = false;
};

} // namespace rxwatt::training
