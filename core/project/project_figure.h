// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/figure/figure.h"

#include <string>
#include <vector>

namespace rxwatt::project
{

/// A figure that somebody asks for by words.
struct FigureRequest {
    /// The project's folder.
    std::string project;
    std::string figure;
    /// Ids, unique prefixes or unambiguous names; empty: all runs.
    std::vector<std::string> runs;
};

struct ProjectFigure {
    figure::Figure figure;
    /// How many runs it was drawn from.
    std::size_t runs = 0;
};

/// The figure as data; an error where no run has anything for it.
[[nodiscard]] Result<ProjectFigure> projectFigure(const FigureRequest& request);

/// "a,b" as its parts; none where there is no text.
[[nodiscard]] std::vector<std::string> runsOf(const std::string& list);

} // namespace rxwatt::project
