// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/progress_meter.h"

#include "app/cli/console.h"
#include "app/cli/text.h"

#include <fmt/format.h>

namespace rxwatt::cli
{

ProgressMeter::ProgressMeter(std::string what, bool terminal)
    : m_what(std::move(what)), m_terminal(terminal), m_begin(m_clock.now()), m_shownAt(m_begin)
{
}

ProgressMeter::~ProgressMeter()
{
    if (m_drawn) {
        printRaw("\r\x1b[K");
    }
}

base::Seconds ProgressMeter::elapsed() const
{
    return m_clock.now() - m_begin;
}

void ProgressMeter::show(std::uint64_t done, std::uint64_t total)
{
    const base::Seconds now = m_clock.now();
    if (now - m_shownAt < (m_terminal ? redrawEvery : lineEvery) || done == 0) {
        return;
    }
    m_shownAt = now;
    const double remaining = elapsed().value * static_cast<double>(total - done) / static_cast<double>(done);
    const std::string line = fmt::format("{} {}/{}, {} left", m_what, done, total, durationText(remaining));
    if (m_terminal) {
        printRaw("\r" + line + "\x1b[K");
        m_drawn = true;
    } else {
        printNote(line);
    }
}

} // namespace rxwatt::cli
