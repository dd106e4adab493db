// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <string>
#include <vector>

namespace rxwatt::schedule
{

/// Starts a program in a session of its own, standard input from /dev/null, output and errors to the descriptor, every
/// other descriptor closed and no signal blocked. Returns its pid; the caller reaps it.
[[nodiscard]] Result<int> spawnInOwnSession(const std::filesystem::path& program,
                                            const std::vector<std::string>& arguments, int output);

} // namespace rxwatt::schedule
