// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rxwatt::analysis
{

/// Equal for specifications that differ in nothing but `seed` and `name`: repetitions of one experiment.
[[nodiscard]] std::string repetitionKey(const Json& spec);
/// Equal for specifications with an equal value at a path ("training.learning_rate"); empty where there is none.
[[nodiscard]] std::string settingKey(const Json& spec, std::string_view path);

/// A run to be put into a group.
struct GroupedRun {
    std::string key;
    /// A Geometric Mean BER, say; none while there is none. No number counts as none.
    std::optional<double> value;
    /// Values compare where it is equal.
    std::string evaluationDigest;
};

struct MeanInterval {
    double low = 0;
    double high = 0;
};

/// Runs of one key.
struct RunGroup {
    std::string key = {};
    /// Which runs, by their places in what was given.
    std::vector<std::size_t> runs = {};
    /// How many of them have a value.
    std::size_t count = 0;
    std::optional<double> mean = {};
    /// Of the sample (divided by count − 1); none of a single value.
    std::optional<double> standardDeviation = {};
    /// 95 % of the mean over seeds, by Student's t; none of a single value.
    std::optional<MeanInterval> interval = {};
    /// Whether all values were judged on the same slots.
    bool isComparable = true;
};

/// In the order in which the keys first appear.
[[nodiscard]] std::vector<RunGroup> groupRuns(std::span<const GroupedRun> runs);

} // namespace rxwatt::analysis
