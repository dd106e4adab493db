// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/real_number.h"

#include "core/base/json.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

namespace rxwatt::cli
{

Result<std::optional<double>> realNumber(const std::string& option, const std::string& text)
{
    if (text.empty()) {
        return std::optional<double>();
    }
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) {
        return fail(ErrorKind::badInput,
                    fmt::format("{}: found {}, a number is allowed", option, base::inQuotes(text)));
    }
    return std::optional(value);
}

} // namespace rxwatt::cli
