// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <string>
#include <vector>

namespace rxwatt::cli
{

/// A LIST of the command line: "0,4,8" or "first:step:last" (both ends in, as far as the step reaches). At most 1000
/// numbers; `option` names it in messages.
[[nodiscard]] Result<std::vector<double>> numberListFromText(const std::string& option, const std::string& text);

} // namespace rxwatt::cli
