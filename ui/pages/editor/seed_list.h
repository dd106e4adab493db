// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"

#include <cstdint>
#include <QString>
#include <vector>

namespace rxwatt::pages::editor
{

inline constexpr std::size_t mostSeeds = 1000;

/// The seeds of "1,2,3" or "1-5, 9"; none for a blank text. Errors say what is allowed.
[[nodiscard]] Result<std::vector<std::uint64_t>> seedsFromText(const QString& text);

/// The specification once for each seed, with "-s<seed>" behind its name; itself alone where there are none.
[[nodiscard]] std::vector<Json> withSeeds(const Json& spec, const std::vector<std::uint64_t>& seeds);

} // namespace rxwatt::pages::editor
