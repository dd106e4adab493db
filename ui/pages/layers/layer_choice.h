// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/figure/energy_figures.h"
#include "core/project/run_energy.h"

#include <QJsonObject>
#include <string>

namespace rxwatt::pages
{

/// What of the models is shown, and on what it is estimated.
struct LayerChoice {
    figure::EnergyView view = figure::EnergyView::parts;
    figure::EnergyGrain grain = figure::EnergyGrain::block;
    std::string processor = project::defaultProcessor;
    energy::Precision precision = energy::Precision::fp32;
    bool measured = true;
    /// Of the model of compute, memory and static: see energy::EnergyOptions.
    bool fused = false;
    bool lastLevelCache = false;

    bool operator==(const LayerChoice&) const = default;

    [[nodiscard]] energy::EnergyOptions options() const;
    [[nodiscard]] figure::LayerEnergySettings settings(bool hasMeasured) const;
};

[[nodiscard]] QJsonObject toJson(const LayerChoice& choice);
/// What is not understood stays as in the default.
[[nodiscard]] LayerChoice layerChoiceFromJson(const QJsonObject& json);

} // namespace rxwatt::pages
