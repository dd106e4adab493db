// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/quality.h"

#include "core/base/json.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace rxwatt::run
{

namespace
{

constexpr std::array<std::string_view, 4> qualityNames = {"counter", "integrated", "estimated", "catalogue"};

} // namespace

std::string_view nameOf(Quality quality)
{
    return qualityNames.at(static_cast<std::size_t>(quality));
}

Result<Quality> qualityFromName(std::string_view name)
{
    const auto found = std::find(qualityNames.begin(), qualityNames.end(), name);
    if (found == qualityNames.end()) {
        return fail(ErrorKind::badInput,
                    fmt::format("found {}, one of {} is allowed", base::inQuotes(name), fmt::join(qualityNames, ", ")));
    }
    return static_cast<Quality>(found - qualityNames.begin());
}

} // namespace rxwatt::run
