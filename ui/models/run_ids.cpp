// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/run_ids.h"

#include <algorithm>
#include <numeric>

namespace rxwatt::models
{

namespace
{

/// Row of each run of `from` in `to`; −1 where it is not there. Goes through both once.
std::vector<int> rowsIn(const RunIds& to, const RunIds& from)
{
    std::vector<int> rows(static_cast<std::size_t>(from.size()), -1);
    auto candidate = to.rowsById().begin();
    for (const std::uint32_t row : from.rowsById()) {
        const RunId& id = from.all()[row];
        while (candidate != to.rowsById().end() && to.all()[*candidate] < id) {
            ++candidate;
        }
        if (candidate != to.rowsById().end() && to.all()[*candidate] == id) {
            rows[row] = static_cast<int>(*candidate);
        }
    }
    return rows;
}

std::vector<RowRange> missing(const std::vector<int>& rows)
{
    std::vector<RowRange> ranges;
    for (int row = 0; row < static_cast<int>(rows.size()); ++row) {
        if (rows[static_cast<std::size_t>(row)] >= 0) {
            continue;
        }
        if (!ranges.empty() && ranges.back().last == row - 1) {
            ranges.back().last = row;
        } else {
            ranges.push_back({row, row});
        }
    }
    return ranges;
}

} // namespace

RunIds::RunIds(std::vector<RunId> ids) : m_ids(std::move(ids)), m_byId(m_ids.size())
{
    std::iota(m_byId.begin(), m_byId.end(), 0U);
    std::sort(m_byId.begin(), m_byId.end(), [this](auto a, auto b) { return m_ids[a] < m_ids[b]; });
}

RunIds RunIds::passing(std::vector<RunId> ids)
{
    RunIds passing;
    passing.m_ids = std::move(ids);
    return passing;
}

int RunIds::rowOf(const RunId& id) const
{
    if (m_byId.size() != m_ids.size()) {
        const auto found = std::find(m_ids.begin(), m_ids.end(), id);
        return found == m_ids.end() ? -1 : static_cast<int>(found - m_ids.begin());
    }
    const auto found = std::lower_bound(m_byId.begin(), m_byId.end(), id,
                                        [this](std::uint32_t row, const RunId& value) { return m_ids[row] < value; });
    return found != m_byId.end() && m_ids[*found] == id ? static_cast<int>(*found) : -1;
}

RowChanges changesBetween(const RunIds& before, const RunIds& after)
{
    const std::vector<int> now = rowsIn(after, before);
    RowChanges changes{missing(now), missing(rowsIn(before, after)), false};
    int last = -1;
    for (const int row : now) {
        if (row >= 0) {
            changes.moved = changes.moved || row < last;
            last = row;
        }
    }
    return changes;
}

} // namespace rxwatt::models
