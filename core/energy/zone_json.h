// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/energy/zone.h"

namespace rxwatt::energy
{

/// All of a zone, so that its raw readings can be computed again elsewhere.
[[nodiscard]] Json toJson(const Zone& zone);
/// Strict: unknown keys, names and numbers that are none are errors with their path.
[[nodiscard]] Status fromJson(const Json& json, const std::string& path, Zone& out);

} // namespace rxwatt::energy
