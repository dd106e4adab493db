// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace rxwatt::run
{

/// Characters (code points, not bytes) that the name of a run may have.
inline constexpr std::size_t maxNameLength = 200;

/// Whether a text can be a name: valid UTF-8, 1 to `maxLength` characters, none of them a control character (a name is
/// printed on terminals). The message names `path`.
[[nodiscard]] Status checkName(std::string_view text, const std::string& path, std::size_t maxLength = maxNameLength);

} // namespace rxwatt::run
