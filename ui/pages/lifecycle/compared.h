// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/figure/figure.h"
#include "ui/models/plain_table.h"
#include "ui/pages/lifecycle/life_cycle_choice.h"
#include "ui/pages/lifecycle/life_cycle_runs.h"

#include <optional>
#include <string>
#include <vector>

namespace rxwatt::pages
{

/// An energy with how it is known, or why it is not.
struct EnergyOrWhy {
    std::optional<energy::KnownEnergy> energy;
    std::string why;
};

/// A run, or a reading of the paper, in a deployment.
struct Compared {
    std::string name;
    EnergyOrWhy training;
    EnergyOrWhy inference;
    /// None of both where the search is left out.
    EnergyOrWhy search;
    /// What it comes to; what is not known counts as nothing in it, so look at what is known first.
    energy::LifeCycle cycle;
    energy::Deployment deployment;

    bool isWithSearch = false;

    /// Training, with the search where it counts.
    [[nodiscard]] bool isEffortKnown() const { return training.energy && (!isWithSearch || search.energy); }

    [[nodiscard]] bool isKnown() const { return isEffortKnown() && inference.energy; }
};

/// The runs, then the readings of the paper that were chosen; of the same name they are told apart.
[[nodiscard]] std::vector<Compared> compare(const LifeCycleRuns& runs, const LifeCycleChoice& choice);

/// The break-even chart of those that all is known of; notes say in a word how energies are known.
[[nodiscard]] figure::Plot lifeCyclePlot(const std::vector<Compared>& all);

/// A row for each quantity, a column for each that is compared.
void fillComparison(models::PlainTable& table, const std::vector<Compared>& all, const LifeCycleChoice& choice);

/// Grams of CO2 a kWh by country and source of energy, with year and source.
void fillIntensities(models::PlainTable& table);

} // namespace rxwatt::pages
