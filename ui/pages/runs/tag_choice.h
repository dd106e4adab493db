// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/run_reader.h"

#include <QString>
#include <vector>

namespace rxwatt::pages
{

/// A tag and how many of the chosen runs have it.
struct TagUse {
    QString tag;
    int runs = 0;
};

/// What there is to choose among for the tags of some runs.
struct TagChoice {
    std::vector<RunId> runs;
    /// All tags of the project, those that the runs have first, each part by its letters.
    std::vector<TagUse> tags;
};

[[nodiscard]] Result<TagChoice> readTagChoice(const store::RunReader& reader, const std::vector<RunId>& runs);

} // namespace rxwatt::pages
