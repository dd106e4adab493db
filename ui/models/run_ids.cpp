// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/run_ids.h"

#include <algorithm>
#include <numeric>

namespace rxwatt::models
{

namespace
{

/// Ranges of the rows of `ids` that `other` has not.
std::vector<RowRange> rangesMissingIn(const RunIds& other, const RunIds& ids)
{
    std::vector<RowRange> ranges;
    for (int row = 0; row < ids.size(); ++row) {
        if (other.rowOf(ids.at(row)) >= 0) {
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

int RunIds::rowOf(const RunId& id) const
{
    const auto found = std::lower_bound(m_byId.begin(), m_byId.end(), id,
                                        [this](std::uint32_t row, const RunId& value) { return m_ids[row] < value; });
    return found != m_byId.end() && m_ids[*found] == id ? static_cast<int>(*found) : -1;
}

RowChanges changesBetween(const RunIds& before, const RunIds& after)
{
    RowChanges changes{rangesMissingIn(after, before), rangesMissingIn(before, after), false};
    int last = -1;
    for (int row = 0; row < before.size() && !changes.moved; ++row) {
        if (const int now = after.rowOf(before.at(row)); now >= 0) {
            changes.moved = now < last;
            last = now;
        }
    }
    return changes;
}

} // namespace rxwatt::models
