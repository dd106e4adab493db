// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <cstdint>
#include <string>

namespace rxwatt::cli
{

/// Between plain lines, and between drawings on a terminal.
inline constexpr base::Seconds lineEvery = {10};
inline constexpr base::Seconds redrawEvery = {0.1};

/// How far a command of its own is, on standard error: one line redrawn on a terminal, a plain line every 10 s
/// elsewhere.
class ProgressMeter
{
public:
    ProgressMeter(std::string what, bool terminal);
    ProgressMeter(const ProgressMeter&) = delete;
    ProgressMeter& operator=(const ProgressMeter&) = delete;
    ~ProgressMeter();

    void show(std::uint64_t done, std::uint64_t total);
    [[nodiscard]] base::Seconds elapsed() const;

private:
    base::SystemClock m_clock;
    std::string m_what;
    bool m_terminal;
    bool m_drawn = false;
    base::Seconds m_begin;
    base::Seconds m_shownAt;
};

} // namespace rxwatt::cli
