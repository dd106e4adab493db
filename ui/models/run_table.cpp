// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/run_table.h"

#include <algorithm>
#include <unordered_set>

namespace rxwatt::models
{

void RunTable::setSections(std::vector<RunSection> sections, bool grouped)
{
    m_sections = std::move(sections);
    m_isGrouped = grouped;
    if (m_sections.empty() && !grouped) {
        m_sections.emplace_back();
    }
    m_pages.clear();
    m_asked.clear();
}

void RunTable::setRuns(int section, RunIds runs)
{
    m_sections[static_cast<std::size_t>(section)].runs = std::move(runs);
    outdate();
}

const RunRow* RunTable::look(int section, int row)
{
    touch({section, row / pageRows});
    return find(m_sections[static_cast<std::size_t>(section)].runs.at(row));
}

const RunRow* RunTable::find(const RunId& run) const
{
    const auto found = m_kept.find(run);
    return found == m_kept.end() ? nullptr : &found->second;
}

void RunTable::touch(const Page& page)
{
    if (m_pages.empty() || m_pages.front() != page) {
        std::erase(m_pages, page);
        m_pages.push_front(page);
        // Groups of a few runs are pages of a few rows.
        if (constexpr std::size_t maxPages = 256; m_pages.size() > maxPages) {
            m_asked.erase(m_pages.back());
            m_pages.pop_back();
        }
    }
    const auto asked = m_asked.find(page);
    m_isWanting = m_isWanting || asked == m_asked.end() || asked->second < m_generation;
}

std::span<const RunId> RunTable::runsOf(const Page& page) const
{
    const auto section = static_cast<std::size_t>(page.section);
    if (section >= m_sections.size()) {
        return {};
    }
    const std::vector<RunId>& all = m_sections[section].runs.all();
    const std::size_t first = std::min(all.size(), static_cast<std::size_t>(page.number) * pageRows);
    return std::span(all).subspan(first, std::min<std::size_t>(pageRows, all.size() - first));
}

std::vector<RunId> RunTable::takeWanted()
{
    std::vector<RunId> wanted;
    std::size_t looked = 0;
    for (auto page = m_pages.begin(); page != m_pages.end() && looked < liveRows; ++page) {
        const std::span<const RunId> runs = runsOf(*page);
        looked += runs.size();
        if (std::uint64_t& asked = m_asked[*page]; asked != m_generation) {
            asked = m_generation;
            wanted.insert(wanted.end(), runs.begin(), runs.end());
        }
    }
    m_isWanting = false;
    return wanted;
}

std::vector<RunId> RunTable::put(std::vector<RunRow> rows)
{
    std::vector<RunId> changed;
    for (RunRow& row : rows) {
        const RunId id = row.summary.id;
        const auto [place, isNew] = m_kept.try_emplace(id);
        if (isNew || !(place->second == row)) {
            place->second = std::move(row);
            changed.push_back(id);
        }
    }
    dropOld();
    return changed;
}

void RunTable::dropOld()
{
    if (m_kept.size() <= 2 * keptRows) {
        return;
    }
    std::unordered_set<RunId, RunIdHash> looked;
    for (auto page = m_pages.begin(); page != m_pages.end(); ++page) {
        if (looked.size() >= keptRows) {
            for (auto old = page; old != m_pages.end(); ++old) {
                m_asked.erase(*old);
            }
            m_pages.erase(page, m_pages.end());
            break;
        }
        const std::span<const RunId> runs = runsOf(*page);
        looked.insert(runs.begin(), runs.end());
    }
    std::erase_if(m_kept, [&](const auto& kept) { return !looked.contains(kept.first); });
}

void RunTable::outdate()
{
    ++m_generation;
    m_isWanting = !m_pages.empty();
}

void RunTable::forget()
{
    m_kept.clear();
    m_asked.clear();
    m_isWanting = !m_pages.empty();
}

} // namespace rxwatt::models
