// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"

#include <cstdint>
#include <functional>
#include <unordered_map>
#include <vector>

namespace rxwatt::models
{

struct RunIdHash {
    std::size_t operator()(const RunId& id) const { return std::hash<std::string>()(id.text); }
};

template <typename T>
using RunIdMap = std::unordered_map<RunId, T, RunIdHash>;

/// Runs in the order of a table, found by id. Building one of 100,000 takes a while: off the window's thread.
class RunIds
{
public:
    RunIds() = default;
    explicit RunIds(std::vector<RunId> ids);
    /// Of no use for finding (which is slow): for a table on its way from one order to another.
    [[nodiscard]] static RunIds passing(std::vector<RunId> ids);

    [[nodiscard]] int size() const { return static_cast<int>(m_ids.size()); }

    [[nodiscard]] const RunId& at(int row) const { return m_ids[static_cast<std::size_t>(row)]; }

    [[nodiscard]] const std::vector<RunId>& all() const { return m_ids; }

    /// −1 where it is none of them.
    [[nodiscard]] int rowOf(const RunId& id) const;

    /// Rows by rising id; empty for passing ones.
    [[nodiscard]] const std::vector<std::uint32_t>& rowsById() const { return m_byId; }

    bool operator==(const RunIds& other) const { return m_ids == other.m_ids; }

private:
    std::vector<RunId> m_ids;
    std::vector<std::uint32_t> m_byId;
};

/// A stretch of rows, the last included.
struct RowRange {
    int first = 0;
    int last = 0;

    bool operator==(const RowRange&) const = default;
};

/// How a table gets from one order of runs to another: rows go, the rest moves, rows come.
struct RowChanges {
    /// Of the old rows, rising.
    std::vector<RowRange> removed;
    /// Of the new rows, rising.
    std::vector<RowRange> inserted;
    /// Whether the runs that are in both stand in another order.
    bool moved = false;
};

/// Both must have been made for finding.
[[nodiscard]] RowChanges changesBetween(const RunIds& before, const RunIds& after);

} // namespace rxwatt::models
