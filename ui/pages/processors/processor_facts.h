// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/project/run_energy.h"

#include <set>
#include <string>
#include <vector>

namespace rxwatt::pages
{

/// A selected run that has a model.
struct ProcessorModel {
    RunId run;
    figure::RunModel model;
};

/// What the page Processors shows: the catalogue, and the models that it is compared by.
struct ProcessorFacts {
    /// The program's, then the project's own, or those in the place of the program's.
    std::vector<energy::Processor> processors;
    /// Ids of the project's own.
    std::set<std::string> own;
    /// Why the project's own are not among them.
    std::string ownProblem;
    std::vector<ProcessorModel> models;
    /// Names of chosen runs that have no model to show.
    std::vector<std::string> without;
    /// So many more were chosen.
    std::size_t leftOut = 0;

    [[nodiscard]] const energy::Processor* find(const std::string& id) const;

    [[nodiscard]] bool isOwn(const std::string& id) const { return own.contains(id); }

    /// The model of that run, else the first; null where there is none.
    [[nodiscard]] const ProcessorModel* modelOf(const std::string& run) const;

    // What a change that was just written makes of them, before they are read again.
    void put(const energy::Processor& processor);
    void remove(const std::string& id);
};

/// One is compared at a time; the others are offered.
inline constexpr std::size_t mostProcessorModels = 12;

[[nodiscard]] Result<ProcessorFacts> readProcessorFacts(const project::OpenProject& project,
                                                        const std::vector<RunId>& ids);

/// Whether the program itself brings a processor of that id.
[[nodiscard]] bool isBuiltIn(const std::string& id);

} // namespace rxwatt::pages
