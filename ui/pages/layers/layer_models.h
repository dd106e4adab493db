// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/project/run_energy.h"

#include <string>
#include <vector>

namespace rxwatt::pages
{

/// The models whose energy is shown, and what it can be estimated on.
struct LayerModels {
    /// Their names are all different.
    std::vector<figure::RunModel> models;
    /// Names of chosen runs that have no model to show.
    std::vector<std::string> without;
    std::vector<energy::Processor> processors;
    /// Why the project's own processors are not among them.
    std::string processorProblem;
    /// So many more were chosen.
    std::size_t leftOut = 0;

    [[nodiscard]] bool hasMeasured() const;
    /// Null where there is none of that id.
    [[nodiscard]] const energy::Processor* find(const std::string& id) const;
};

/// Bars of more models than this say nothing in one plot.
inline constexpr std::size_t mostLayerModels = 6;

/// What is known of the runs of those ids; those that are not there are left out. A run that measured the weights of
/// another run of the project has that one's model.
[[nodiscard]] Result<LayerModels> readLayerModels(const project::OpenProject& project, const std::vector<RunId>& ids);

} // namespace rxwatt::pages
