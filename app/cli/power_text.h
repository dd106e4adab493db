// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/energy/sensor_set.h"
#include "core/energy/trace_report.h"
#include "core/energy/zone_totals.h"

#include <optional>
#include <string>
#include <vector>

namespace rxwatt::cli
{

/// What a machine's sensors read over a time; no totals where it has none.
struct MachinePower {
    std::vector<energy::SensorSet::Source> sources;
    std::vector<energy::Zone> zones;
    std::vector<std::string> warnings;
    std::optional<energy::ZoneTotals> totals;
};

/// As the contract of `rxwatt power --json` has it.
[[nodiscard]] Json toJson(const MachinePower& power);
[[nodiscard]] std::string textOf(const MachinePower& power);

[[nodiscard]] Json toJson(const energy::TracedRecording& recording);
[[nodiscard]] std::string textOf(const energy::TracedRecording& recording);

} // namespace rxwatt::cli
