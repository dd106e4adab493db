// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/energy/layer_energy.h"

namespace rxwatt::energy
{

/// The `energy_j` object of `rxwatt profile --json`: what is not known is null; metric2 and measured appear where there
/// is one.
[[nodiscard]] Json toJson(const EnergyEstimate& energy);

/// `rxwatt profile --json` with its energies, of run::profileToJson() of the same layers.
[[nodiscard]] Json profileToJson(const model::ModelLayers& layers, const model::ModelShape& shape,
                                 const ModelEnergy& energy);

} // namespace rxwatt::energy
