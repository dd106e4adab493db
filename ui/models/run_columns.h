// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/run_query.h"

#include <optional>
#include <QString>
#include <string>
#include <vector>

namespace rxwatt::models
{

/// What a column of the run table shows.
enum class RunField {
    star,
    name,
    state,
    progress,
    geometricMeanBer,
    steps,
    duration,
    created,
    parameters,
    macs,
    inferenceEnergy,
    trainingEnergy,
    stepEnergy,
    energyQuality,
    tags,
    kind,
    queue,
    id,
    setting
};

/// Whose columns a menu lists together.
enum class ColumnFamily { run, result, setting };

struct RunColumn {
    RunField field = RunField::name;
    /// What sessions and views call it: "name", "setting:training.learning_rate".
    QString key;
    /// With its unit.
    QString title;
    /// What it means, for a tool tip.
    QString help;
    ColumnFamily family = ColumnFamily::run;
    /// Until the person chooses otherwise.
    bool shown = true;
    bool alignRight = false;
    /// As many average letters are wide enough at first.
    int letters = 10;
    /// The path of the setting; empty for others.
    std::string setting = {};

    bool operator==(const RunColumn&) const = default;
};

/// All columns in the order in which they stand until the person moves them. `settings` are the paths of those that
/// differ between the runs: they come right behind the result.
[[nodiscard]] std::vector<RunColumn> runColumns(const std::vector<std::string>& settings);

/// What the index sorts by for this column, where it can.
[[nodiscard]] std::optional<store::RunSort> sortOf(const RunColumn& column);

} // namespace rxwatt::models
