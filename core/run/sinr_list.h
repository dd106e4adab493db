// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"

#include <string>
#include <string_view>
#include <vector>

namespace rxwatt::run
{

/// SINRs that one list may have.
inline constexpr std::size_t maxSinrPoints = 1000;

/// A list of numbers, or {"first", "step", "last"}: SINRs in dB.
[[nodiscard]] Status readSinrList(const Json& json, const std::string& path, std::vector<double>& out);

/// The LIST of the command line: "0,4,8" or "first:step:last" (both ends in, as far as the step reaches); messages name
/// `option`.
[[nodiscard]] Result<std::vector<double>> sinrListFromText(std::string_view option, std::string_view text);

/// At least one point and at most maxSinrPoints, each from phy::minSinrDb to phy::maxSinrDb, none twice.
[[nodiscard]] Status checkSinrList(const std::vector<double>& sinrDb, const std::string& path);

} // namespace rxwatt::run
