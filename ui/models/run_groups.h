// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/run_table.h"

#include <span>

namespace rxwatt::models
{

/// A setting's value as it stands in a cell: "0.003", "256QAM"; empty where there is none.
[[nodiscard]] std::string settingText(const store::SettingValue& value);

/// What runs are put together by where that is settings: "learning rate 0.003, batch slots 16"; "All runs" for none.
[[nodiscard]] QString groupTitle(std::span<const std::string> paths, std::span<const store::SettingValue> values);
/// The study that a run's name says it belongs to: what stands before the first slash.
[[nodiscard]] QString studyTitle(const std::string& name);

/// Puts runs with equal titles together, in the order of the first run of each; with the mean of the Geometric Mean
/// BERs and its 95 % interval (Student's t).
[[nodiscard]] std::vector<RunSection> groupRuns(const std::vector<store::RunSummary>& runs,
                                                const std::vector<QString>& titles);

} // namespace rxwatt::models
