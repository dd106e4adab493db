// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/energy/layer_energy.h"

#include <span>
#include <string>

namespace rxwatt::cli
{

/// "1.52 mJ", or "–" where there is no number.
[[nodiscard]] std::string joulesCell(const std::optional<double>& joules);
/// A line a processor: what it can and what it takes.
[[nodiscard]] std::string processorsTable(std::span<const energy::Processor> processors);
/// One processor whole, each number with its basis.
[[nodiscard]] std::string processorText(const energy::Processor& processor);
/// Energies of one inference over processors.
[[nodiscard]] std::string comparisonTable(std::span<const energy::ProcessorEnergy> processors);
/// Energies by layer and by block, with where their coefficients come from.
[[nodiscard]] std::string energyTables(const energy::ModelEnergy& energy);

} // namespace rxwatt::cli
