// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string_view>
#include <variant>

namespace rxwatt::run
{

/// `type` of each event, in the order of EventPayload.
inline constexpr std::array<std::string_view, 8> eventTypes = {"started",    "phase",     "series",  "progress",
                                                               "checkpoint", "ber_point", "message", "energy"};

} // namespace rxwatt::run
