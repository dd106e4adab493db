// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/energy/zone.h"

#include <vector>

namespace rxwatt::energy
{

/// Marks the zones that add up: packages with the memory beside them, accelerators; or the platform alone, where it is
/// preferred or there is no package. Board, battery or a meter count, alone, where neither package nor platform does;
/// estimates where no sensor does. The same part seen by several sources counts once: powercap, then perf, then others.
/// Each other zone's note says why it does not count.
void decideWhatCounts(std::vector<Zone>& zones, bool preferPlatform = false);

} // namespace rxwatt::energy
