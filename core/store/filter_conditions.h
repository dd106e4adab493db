// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/fast_rows.h"
#include "core/store/run_filter.h"

#include <string>
#include <vector>

namespace rxwatt::store
{

/// A condition on rows of Runs; what a person wrote is only ever among the values.
struct FilterCondition {
    std::string sql;
    std::vector<SqlValue> values;
};

[[nodiscard]] FilterCondition conditionOf(const FilterTerm& term);
/// The pattern of LIKE … ESCAPE '\' that finds a part of a text; empty where the part is longer than SQLite allows.
[[nodiscard]] std::string likePattern(const std::string& part);

} // namespace rxwatt::store
