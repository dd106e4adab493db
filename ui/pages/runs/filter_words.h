// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/run_filter.h"
#include "ui/pages/runs/filter_line.h"

namespace rxwatt::pages
{

// The filter language of core/store in a line of text: bytes become letters.

/// What is wrong with a filter, at its first place.
[[nodiscard]] std::optional<FilterProblem> filterProblem(const QString& text);
/// What may stand at the cursor.
[[nodiscard]] FilterWords filterWords(const QString& text, int cursor, const store::FilterWords& words);

} // namespace rxwatt::pages
