// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/figure/figure.h"
#include "core/project/run_energy.h"

#include <filesystem>
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
    /// Of figures of energy.
    EnergyFigureSettings energy = {};
};

struct ProjectFigure {
    figure::Figure figure;
    /// How many runs it was drawn from.
    std::size_t runs = 0;
};

/// Every figure that projectFigure() draws.
[[nodiscard]] std::vector<std::string> projectFigureNames();

/// The figure as data; an error where no run has anything for it.
[[nodiscard]] Result<ProjectFigure> projectFigure(const FigureRequest& request);

struct ProjectFigures {
    std::vector<figure::Figure> figures;
    std::size_t runs = 0;
    /// Which could not be drawn, and why: "power: …".
    std::vector<std::string> notes;
};

/// All figures that the runs have anything for; those of power and energy of mostEnergyRuns at most.
[[nodiscard]] Result<ProjectFigures> allFigures(const std::string& project, const std::vector<std::string>& runs);

/// A file of a folder of figures: "ber.pdf".
struct FigureFile {
    /// Its place among the figures.
    std::size_t figure = 0;
    std::filesystem::path path;
};

/// The files that figures make in a folder, one a figure and extension; tables have no pictures.
[[nodiscard]] std::vector<FigureFile> figureFiles(const std::vector<figure::Figure>& figures,
                                                  const std::vector<std::string>& extensions,
                                                  const std::filesystem::path& folder);

/// The folder of figureFiles(), with those around it.
[[nodiscard]] Status makeFigureFolder(const std::filesystem::path& folder);

/// "a,b" as its parts; none where there is no text.
[[nodiscard]] std::vector<std::string> runsOf(const std::string& list);

} // namespace rxwatt::project
