// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/energy/recorded_table.h"
#include "core/energy/recorded_trace.h"
#include "core/energy/recorded_value.h"

#include <optional>
#include <string>
#include <vector>

namespace rxwatt::energy
{

/// A column of power or energy of any CSV.
struct ValueColumn {
    std::size_t index = 0;
    ReadingKind kind = ReadingKind::power;
    /// None where the name has no unit: then the cells may ("76.78 W").
    std::optional<PowerUnit> unit;
    /// By its name: "cpu_power_w" package, "gpu1 [W]" gpu, …; meter where the name says nothing.
    ZoneScope scope = ZoneScope::meter;
};

/// The column of time; two where date and time of day stand in columns of their own.
struct TimeColumns {
    std::size_t index = 0;
    std::optional<std::size_t> date;
};

/// The one that the options name, or the first whose name says so ("timestamp", "time_ms", "date" and "time").
[[nodiscard]] Result<TimeColumns> timeColumnsOf(const RecordedTable& table, const RecordedOptions& options);

/// The one that the options name, or all whose names are of power or energy: by a unit, or by these words. Of one thing
/// by power and by energy ("cpu_power_w", "cpu_energy_j") the energy alone. An error where there is none.
[[nodiscard]] Result<std::vector<ValueColumn>> valueColumnsOf(const RecordedTable& table,
                                                              const RecordedOptions& options, const TimeColumns& times);

} // namespace rxwatt::energy
