// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/si_text.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

namespace rxwatt::base
{

namespace
{

struct Prefix {
    double factor;
    std::string_view text;
};

constexpr std::array<Prefix, 11> prefixes = {{{1e18, "E"},
                                              {1e15, "P"},
                                              {1e12, "T"},
                                              {1e9, "G"},
                                              {1e6, "M"},
                                              {1e3, "k"},
                                              {1, ""},
                                              {1e-3, "m"},
                                              {1e-6, "µ"},
                                              {1e-9, "n"},
                                              {1e-12, "p"}}};

} // namespace

SiValue siValue(double value)
{
    // From here on three digits are a thousand of the prefix below.
    constexpr double roundsUp = 0.9995;
    for (const Prefix& prefix : prefixes) {
        if (std::isfinite(value) && std::abs(value) >= prefix.factor * roundsUp) {
            return {value / prefix.factor, prefix.text};
        }
    }
    return {value, ""};
}

std::string siText(double value, std::string_view unit)
{
    const SiValue scaled = siValue(value);
    return fmt::format("{:.3g} {}{}", scaled.value, scaled.prefix, unit);
}

} // namespace rxwatt::base
