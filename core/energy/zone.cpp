// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/zone.h"

#include "core/base/json.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rxwatt::energy
{

namespace
{

constexpr std::array<std::string_view, 13> scopeNames = {
    "platform", "package", "core",         "uncore",          "dram", "gpu", "gpu-module", "board",
    "rail",     "battery", "cpu-estimate", "memory-estimate", "meter"};

} // namespace

std::string_view nameOf(ZoneScope scope)
{
    return scopeNames.at(static_cast<std::size_t>(scope));
}

Result<ZoneScope> zoneScopeFromName(std::string_view name)
{
    const auto found = std::find(scopeNames.begin(), scopeNames.end(), name);
    if (found == scopeNames.end()) {
        return fail(ErrorKind::badInput, fmt::format("{} names no scope of a power zone", base::inQuotes(name)));
    }
    return static_cast<ZoneScope>(found - scopeNames.begin());
}

} // namespace rxwatt::energy
