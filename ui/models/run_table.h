// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/run_cells.h"
#include "ui/models/run_ids.h"

#include <deque>
#include <map>
#include <optional>
#include <span>

namespace rxwatt::models
{

/// What stands in a group's own row.
struct GroupHead {
    /// Names the group while the table changes: expanded groups stay so.
    QString key = {};
    QString title = {};
    /// Of the Geometric Mean BERs (log10) of its runs; none without a value.
    std::optional<double> mean = {};
    /// 95 % interval of the mean; none with less than two values.
    std::optional<double> low = {};
    std::optional<double> high = {};
    /// Runs that have a value.
    int values = 0;
    /// Its runs were not all judged on the same slots: the mean compares nothing.
    bool isMixed = false;

    bool operator==(const GroupHead&) const = default;
};

/// Runs that stand together; the table without groups is one section whose head is not shown.
struct RunSection {
    GroupHead head = {};
    RunIds runs = {};
};

/// The run table without Qt's model around it: which rows there are, which of them are read, and which are to be read.
/// Holds the ids of all rows and the cells of the few pages that were looked at last.
class RunTable
{
public:
    /// Rows that are read at once.
    static constexpr int pageRows = 200;
    /// So many of the rows looked at last are read at once, and again when something changed.
    static constexpr int liveRows = 3 * pageRows;
    /// Rows that are kept (twice as many for a moment).
    static constexpr std::size_t keptRows = 4000;

    [[nodiscard]] bool isGrouped() const { return m_isGrouped; }

    [[nodiscard]] const std::vector<RunSection>& sections() const { return m_sections; }

    void setSections(std::vector<RunSection> sections, bool grouped);
    /// Rows went, came or moved: what is looked at is to be read again.
    void setRuns(int section, RunIds runs);

    void setHead(int section, GroupHead head) { m_sections[static_cast<std::size_t>(section)].head = std::move(head); }

    /// What is known of a row, old as it may be; none where it was not read. Looking at a row is what gets it read.
    [[nodiscard]] const RunRow* look(int section, int row);
    /// The same of a run without looking.
    [[nodiscard]] const RunRow* find(const RunId& run) const;

    /// Ids of the rows to be read now: of the pages that were looked at last and are not, or no longer, up to date.
    /// They count as asked for from then on.
    [[nodiscard]] std::vector<RunId> takeWanted();

    [[nodiscard]] bool isWanting() const { return m_isWanting; }

    /// Takes in what was read; returns the runs of which anything is new.
    std::vector<RunId> put(std::vector<RunRow> rows);
    /// Everything may have changed: what is looked at is to be read again.
    void outdate();
    /// Forgets all cells (not the rows): the settings that go with them are others.
    void forget();

private:
    struct Page {
        int section = 0;
        int number = 0;

        auto operator<=>(const Page&) const = default;
    };

    void touch(const Page& page);
    void dropOld();
    [[nodiscard]] std::span<const RunId> runsOf(const Page& page) const;

    std::vector<RunSection> m_sections = std::vector<RunSection>(1);
    bool m_isGrouped = false;
    RunIdMap<RunRow> m_kept;
    /// Pages looked at, the latest first.
    std::deque<Page> m_pages;
    /// The generation in which a page was last asked for.
    std::map<Page, std::uint64_t> m_asked;
    std::uint64_t m_generation = 1;
    bool m_isWanting = false;
};

} // namespace rxwatt::models
