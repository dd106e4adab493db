// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/run/energy_record.h"
#include "core/store/run_query.h"

#include <optional>
#include <string>

namespace rxwatt::cli
{

/// "counter", or "an estimate (estimated)" so that nobody takes it for measured.
[[nodiscard]] std::string qualityText(run::Quality quality);
/// "4.61 kJ", "11 mJ", "-0.5 J".
[[nodiscard]] std::string energyText(double joules);
/// What lists show of a run's energy: of an inference where it is known, else of the training, with the word estimate
/// where it is one; empty where nothing was measured.
[[nodiscard]] std::string energyCell(const store::RunSummary& run);
/// What `show` tells of a run's energy, a line each, with a heading.
[[nodiscard]] std::string energyLines(const run::EnergyRecord& energy);

} // namespace rxwatt::cli
