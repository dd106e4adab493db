// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/figure/figure.h"
#include "ui/bridge/power_view.h"
#include "ui/plots/band.h"

#include <vector>

namespace rxwatt::pages
{

/// Power of runs over the seconds since each one's beginning; `lines` adds base powers and limits.
[[nodiscard]] figure::Plot powerPlot(const std::vector<bridge::RunPower>& runs, bool lines);
/// The energy of the sum since the beginning: a line that waits in gaps, since nobody knows what they took.
[[nodiscard]] figure::Plot energyPlot(const std::vector<bridge::RunPower>& runs);
/// Phases, where one run is shown, and gaps of its sum.
[[nodiscard]] std::vector<plots::Band> bandsOf(const std::vector<bridge::RunPower>& runs, bool phases);

} // namespace rxwatt::pages
