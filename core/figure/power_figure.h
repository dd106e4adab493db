// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/energy/power_span.h"
#include "core/figure/figure.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace rxwatt::figure
{

/// Power of one run, or one zone of it, over time.
struct PowerLine {
    std::string name;
    run::Quality quality = run::Quality::counter;
    /// On the wall clock, by rising time.
    std::vector<energy::PowerSpan> spans;
    /// Drawn as a line of its own across the run.
    std::optional<double> baseW;
};

/// "counter", or "estimate" so that nobody takes it for measured: as legends say it.
[[nodiscard]] std::string qualityNote(run::Quality quality);

/// Mean power against the seconds since each line's first span, with lowest and highest as low and high where several
/// readings were joined. Gaps are points without a value: lines break there.
[[nodiscard]] Plot powerFigure(std::span<const PowerLine> lines);

} // namespace rxwatt::figure
