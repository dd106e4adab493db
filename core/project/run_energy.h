// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/energy/catalogue.h"
#include "core/figure/energy_figures.h"
#include "core/project/open_project.h"

#include <optional>

namespace rxwatt::project
{

/// A run's own model on its grid; none where it judges or measures the weights of others, or has no model.
[[nodiscard]] std::optional<figure::RunModel> runModelOf(const store::RunDetails& run);

/// The same, and of a run that measured the weights of another run of the project that one's model with what was
/// measured.
[[nodiscard]] std::optional<figure::RunModel> runModelOf(const OpenProject& project, const store::RunDetails& run);

/// On what and how a life cycle is estimated where the run measured nothing.
struct EstimateOn {
    energy::Processor processor;
    energy::Precision precision = energy::Precision::fp32;
};

/// Energy of a run's training, and of one inference: what it measured or estimated itself, else metric (0) on
/// `estimateOn`, each saying which. An error says why neither can be had.
[[nodiscard]] Result<energy::KnownEnergy> trainingEnergyOf(const store::RunDetails& run,
                                                           const std::optional<EstimateOn>& estimateOn);
[[nodiscard]] Result<energy::KnownEnergy> inferenceEnergyOf(const store::RunDetails& run,
                                                            const std::optional<EstimateOn>& estimateOn);

/// Training and inference energy of a run: what it measured or estimated itself, else metric (0) on `estimateOn`, each
/// saying which. An error where neither can be had.
[[nodiscard]] Result<energy::Deployment> deploymentOf(const store::RunDetails& run,
                                                      const std::optional<EstimateOn>& estimateOn);

/// Figures of energy: layer-energy, processors (also fig1), lifecycle and fig2.
[[nodiscard]] const std::vector<std::string>& energyFigureNames();

/// What an energy figure is drawn for.
struct EnergyFigureSettings {
    /// Of the catalogue; empty takes the figure's default.
    std::string processor;
    std::optional<energy::Precision> precision;
    std::optional<figure::EnergyView> view;
};

/// Of a command line's words; empty ones are none.
[[nodiscard]] Result<EnergyFigureSettings> energyFigureSettings(const std::string& processor,
                                                                const std::string& precision, const std::string& view);

struct DrawnEnergy {
    figure::Figure figure;
    /// How many runs it was drawn from.
    std::size_t runs = 0;
};

/// Runs without a model of their own are passed over; more than mostEnergyRuns are an error.
[[nodiscard]] Result<DrawnEnergy> energyFigure(const OpenProject& project, std::span<const RunId> runs,
                                               std::string_view name, const EnergyFigureSettings& settings = {});

inline constexpr std::size_t mostEnergyRuns = 12;
/// The paper's processor for its Fig. 2, which counts in int8.
inline constexpr const char* paperProcessor = "coral_edge_tpu";
/// For estimates where nobody has chosen one: the paper's first.
inline constexpr const char* defaultProcessor = "xeon_gold_5320";

} // namespace rxwatt::project
