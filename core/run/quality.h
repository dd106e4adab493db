// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <array>
#include <string_view>

namespace rxwatt::run
{

/// How a value of power or energy was obtained, best first; it never changes silently, and an estimate is never shown
/// as measured.
enum class Quality {
    counter,    ///< difference of an energy counter
    integrated, ///< power samples over time
    estimated,  ///< from load and rated power, by a named method
    catalogue   ///< from the catalogue of processors alone: nothing ran
};

inline constexpr std::array allQualities = {Quality::counter, Quality::integrated, Quality::estimated,
                                            Quality::catalogue};

/// "counter", "integrated", "estimated", "catalogue".
[[nodiscard]] std::string_view nameOf(Quality quality);
[[nodiscard]] Result<Quality> qualityFromName(std::string_view name);

/// What a sum of both is.
[[nodiscard]] constexpr Quality worseOf(Quality a, Quality b)
{
    return a < b ? b : a;
}

[[nodiscard]] constexpr bool isMeasured(Quality quality)
{
    return quality <= Quality::integrated;
}

} // namespace rxwatt::run
