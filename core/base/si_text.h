// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace rxwatt::base
{

/// A value in the prefix in which it has one to three digits before the point.
struct SiValue {
    double value = 0;
    /// "k", "", "µ".
    std::string_view prefix;
};

/// 4612.5 is 4.6125 k. What three digits round up to a thousand has the next prefix; what is smaller than all prefixes,
/// or no number, has none.
[[nodiscard]] SiValue siValue(double value);

/// "4.61 kJ": three digits.
[[nodiscard]] std::string siText(double value, std::string_view unit);

} // namespace rxwatt::base
