// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/run_table.h"

#include <set>

namespace rxwatt::models
{

/// The settings of many runs, each text once: "training.learning_rate" is "0.003". Specifications never change, so that
/// what is known stays true.
class RunSettings
{
public:
    [[nodiscard]] bool knows(const RunId& run) const { return m_runs.contains(run); }

    void put(const RunId& run, const Json& spec);
    /// Empty where the run has no such setting.
    [[nodiscard]] std::string valueOf(const RunId& run, const std::string& path) const;
    /// Paths of the settings that are not the same in all of these runs, names left out; in their own order.
    [[nodiscard]] std::vector<std::string> differing(const std::vector<RunId>& runs) const;

private:
    struct Setting {
        const std::string* path = nullptr;
        const std::string* value = nullptr;
    };

    void flatten(const Json& json, const std::string& path, std::vector<Setting>& settings);

    std::set<std::string> m_texts;
    RunIdMap<std::vector<Setting>> m_runs;
};

/// Puts runs together whose values of these settings are equal, in the order of the first run of each; with the mean of
/// the Geometric Mean BERs and its 95 % interval (Student's t).
[[nodiscard]] std::vector<RunSection> groupRuns(const std::vector<store::RunSummary>& runs, const RunSettings& settings,
                                                const std::vector<std::string>& paths);

} // namespace rxwatt::models
