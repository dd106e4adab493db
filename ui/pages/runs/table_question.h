// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/project/open_project.h"
#include "ui/models/run_groups.h"

#include <QString>

namespace rxwatt::pages
{

/// What the runs of a table are put together by.
enum class Grouping { none, study, setting, allButSeed };

/// Which runs a table shows and how: what a view keeps by name.
struct TableQuestion {
    QString filter = {};
    store::RunSort sort = store::RunSort::created;
    /// Path of the setting for RunSort::setting.
    QString sortSetting = {};
    bool descending = true;
    Grouping grouping = Grouping::none;
    /// Path of the setting for Grouping::setting.
    QString groupSetting = {};
    bool withArchived = false;

    bool operator==(const TableQuestion&) const = default;
};

/// A grouping as sessions and the combo box keep it: "", "seeds", "study", or the path of a setting.
[[nodiscard]] QString groupKey(Grouping grouping, const QString& setting = {});
void setGrouping(const QString& key, TableQuestion& question);

struct TableAnswer {
    TableQuestion question;
    std::vector<models::RunSection> sections;
    /// Paths of the settings that differ between the runs.
    std::vector<std::string> settings;
    /// All runs of the project, whatever the filter.
    std::int64_t allRuns = 0;
    /// Tags and values of settings, for completing a filter.
    store::FilterWords words = {};
};

/// What an answer leaves for the next one, which mostly is of the same runs.
struct TableMemory {
    bool isFilled = false;
    std::vector<RunId> runs = {};
    std::vector<std::string> settings = {};
};

/// Reads the order and groups of the runs; on the workspace's thread, where the memory belongs.
[[nodiscard]] Result<TableAnswer> answerTo(const TableQuestion& question, TableMemory& memory,
                                           const project::OpenProject& project);
/// Reads the cells of some runs.
[[nodiscard]] Result<std::vector<models::RunRow>>
readRows(const std::vector<RunId>& runs, const std::vector<std::string>& settings, const project::OpenProject& project);

} // namespace rxwatt::pages
