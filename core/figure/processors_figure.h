// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/figure/energy_figures.h"

namespace rxwatt::figure
{

struct ProcessorsSettings {
    EnergyView view = EnergyView::metric0;
    Scale scale = Scale::logarithmic;
    /// What the run measured, or estimated while it ran, in a category of its own.
    bool withMeasured = true;
    energy::EnergyOptions options;
};

/// A processor that has a number.
struct ProcessorBar {
    std::size_t processor = 0; ///< its place among those that were given
    energy::EnergyEstimate energy;
    double joules = 0;
};

/// Largest first; processors without a number are left out.
[[nodiscard]] std::vector<ProcessorBar> processorBars(const model::ModelLayers& layers,
                                                      std::span<const energy::Processor> processors,
                                                      const ProcessorsSettings& settings);

/// Energy of one inference over processors (the paper's Fig. 1), a category for each of processorBars(). On a linear
/// axis `parts` stacks compute, memory and static; on a logarithmic one parts of a bar have no length, and it is their
/// sum. Beside it what the run measured, in a category of its own that says on what.
[[nodiscard]] BarChart processorsFigure(const RunModel& model, std::span<const energy::Processor> processors,
                                        const ProcessorsSettings& settings);

} // namespace rxwatt::figure
