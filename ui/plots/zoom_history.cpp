// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/zoom_history.h"

namespace rxwatt::plots
{

namespace
{

std::optional<Ranges> move(std::vector<Ranges>& from, std::vector<Ranges>& to, const Ranges& now)
{
    if (from.empty()) {
        return std::nullopt;
    }
    const Ranges ranges = from.back();
    from.pop_back();
    to.push_back(now);
    return ranges;
}

} // namespace

void ZoomHistory::push(const Ranges& before)
{
    m_future.clear();
    if (!m_past.empty() && m_past.back() == before) {
        return;
    }
    m_past.push_back(before);
    if (m_past.size() > depth) {
        m_past.erase(m_past.begin());
    }
}

std::optional<Ranges> ZoomHistory::undo(const Ranges& now)
{
    return move(m_past, m_future, now);
}

std::optional<Ranges> ZoomHistory::redo(const Ranges& now)
{
    return move(m_future, m_past, now);
}

void ZoomHistory::clear()
{
    m_past.clear();
    m_future.clear();
}

} // namespace rxwatt::plots
