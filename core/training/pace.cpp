// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/pace.h"

#include <algorithm>

namespace rxwatt::training
{

Pace::Pace(Clock::duration interval) : m_interval(interval), m_begin(Clock::now()), m_last(m_begin) {}

double Pace::seconds(Clock::time_point since) const
{
    return std::chrono::duration<double>(Clock::now() - since).count();
}

bool Pace::due(std::int64_t slots, double waitedSeconds, bool last, Report& report)
{
    const auto now = Clock::now();
    if (!m_started) {
        m_started = true;
        m_begin = m_last = now;
        m_reportedWait = waitedSeconds;
        return false;
    }
    m_slots += slots;
    if (!last && now - m_last < m_interval) {
        return false;
    }
    const double passed = std::max(std::chrono::duration<double>(now - m_last).count(), 1e-9);
    report.slotsPerSecond = static_cast<double>(m_slots - m_reportedSlots) / passed;
    report.waitShare = std::clamp((waitedSeconds - m_reportedWait) / passed, 0.0, 1.0);
    m_reportedSlots = m_slots;
    m_reportedWait = waitedSeconds;
    m_last = now;
    return true;
}

void Pace::pause()
{
    m_paused = Clock::now();
}

void Pace::resume()
{
    const auto away = Clock::now() - m_paused;
    m_begin += away;
    m_last += away;
}

double Pace::average() const
{
    return m_slots == 0 ? 0 : static_cast<double>(m_slots) / std::max(seconds(m_begin), 1e-9);
}

} // namespace rxwatt::training
