// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/energy/zone.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rxwatt::energy
{

/// "76.78 W"
struct Amount {
    double value = 0;
    std::string_view unit; ///< what stands behind the number; empty where nothing does
};

/// None where it is no finite number: "[N/A]", "nan", "1e999", "12abc" has the unit "abc". With `decimalComma` "1,5" is
/// 1.5; without it a comma makes it none, as "1,234" may be either.
[[nodiscard]] std::optional<Amount> amountOf(std::string_view text, bool decimalComma = false);

/// Of power or energy, on the way to microwatts or microjoules.
struct PowerUnit {
    ReadingKind kind = ReadingKind::power;
    double micro = 1e6; ///< microwatts or microjoules in one
};

/// "W", "mW", "kWh", "Joules", …; where the case is all lower, m is milli.
[[nodiscard]] std::optional<PowerUnit> powerUnitOf(std::string_view name);
/// Of a column: "Processor Power_0(Watt)", "power.draw [W]", "energy_kwh". A unit of one letter counts at the end
/// alone.
[[nodiscard]] std::optional<PowerUnit> powerUnitInName(std::string_view column);
/// Seconds in the unit that a time's column names: "time_ms", "Elapsed Time (sec)".
[[nodiscard]] std::optional<double> timeUnitInName(std::string_view column);

/// The words of a column's name in lower case: "Processor Power_0(Watt)" is processor, power, 0, watt.
[[nodiscard]] std::vector<std::string> wordsOf(std::string_view column);
[[nodiscard]] std::string lowered(std::string_view text);

/// Micro-units as a reading. What is no number, negative or too large is no reading, and never 0.
[[nodiscard]] Reading readingOf(ReadingKind kind, std::optional<double> micro);

} // namespace rxwatt::energy
