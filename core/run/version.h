// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace rxwatt::run
{

/// The version of this build, as in projects, weight files and the first event of a run: "0.1.0".
[[nodiscard]] std::string_view version();

} // namespace rxwatt::run
