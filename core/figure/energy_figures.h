// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/energy/layer_energy.h"
#include "core/energy/life_cycle.h"
#include "core/figure/figure.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rxwatt::figure
{

/// A run's model, and what was measured of it.
struct RunModel {
    std::string name;
    model::ModelLayers layers;
    std::vector<run::LayerMeasurement> measured;
    std::optional<run::InferenceEnergy> inference;
};

/// What bars of energy show. `parts` stacks compute, memory and static of the bottom-up model.
enum class EnergyView { metric0, metric1, metric2, parts, measured };

/// What of an energy a view shows; of `parts` their sum.
[[nodiscard]] std::optional<double> joulesOf(const energy::EnergyEstimate& energy, EnergyView view);
/// "metric0", "metric1", "metric2", "parts", "measured".
[[nodiscard]] std::string_view nameOf(EnergyView view);
[[nodiscard]] Result<EnergyView> energyViewFromName(std::string_view name);
/// "Metric (0) (estimate)", as legends say it.
[[nodiscard]] std::string titleOf(EnergyView view);
/// "Measured (counter)", "By the load of the machine (estimate)": what a run's own value is.
[[nodiscard]] std::string titleOf(const std::optional<run::InferenceEnergy>& inference);

/// Whether bars stand for layers or for blocks.
enum class EnergyGrain { layer, block };

struct LayerEnergySettings {
    EnergyView view = EnergyView::parts;
    EnergyGrain grain = EnergyGrain::block;
    /// Measured shares beside an estimate, where there are some.
    bool withMeasured = false;
    energy::EnergyOptions options;
};

/// Parts of more models than this would be too many bars: they are added up.
inline constexpr std::size_t mostStackedModels = 2;

/// Energy of one inference by block or layer (the paper's Fig. 2): parts of up to mostStackedModels stand on each
/// other, a stack for each model; of more, and of other views, each model has a bar, `parts` as their sum. What was
/// measured stands beside, and says how. Layers that all of them have at the same place share a category. What has no
/// number is NaN. Layers that take nothing by the view (norms by a metric) have no bar.
[[nodiscard]] BarChart layerEnergyFigure(std::span<const RunModel> models, const energy::Processor& processor,
                                         const LayerEnergySettings& settings);

struct NamedDeployment {
    std::string name;
    energy::Deployment deployment;
};

/// Cumulated energy of inference, and of training, against time in use, on logarithmic axes over one span for all:
/// inferences first, with points at break-even and time in use, then trainings, as far as there are some. Notes say how
/// energies are known, and when inferences have taken as much.
[[nodiscard]] Plot lifeCycleFigure(std::span<const NamedDeployment> deployments);

} // namespace rxwatt::figure
