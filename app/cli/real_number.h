// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <optional>
#include <string>

namespace rxwatt::cli
{

/// The value of an option that takes a number; none where it was not given. Ranges are the caller's.
[[nodiscard]] Result<std::optional<double>> realNumber(const std::string& option, const std::string& text);

} // namespace rxwatt::cli
