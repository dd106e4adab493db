// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/run/energy_record.h"

#include <filesystem>

namespace rxwatt::training
{

/// What a run's earlier attempts knew of its energy: the last energy event, and behind it the time of which a kill left
/// no word, as a gap in its phases, with a warning. An empty record where there was no attempt. Passes over lines that
/// it cannot read, as all readers of events do.
[[nodiscard]] run::EnergyRecord earlierEnergy(const std::filesystem::path& eventsFile);

} // namespace rxwatt::training
