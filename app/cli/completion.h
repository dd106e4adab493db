// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command_line.h"

#include <string>
#include <vector>

namespace rxwatt::cli
{

// Scripts that complete the commands, their options and the options' values, generated from what was declared.
// Everything else completes to files.
[[nodiscard]] std::string bashCompletion(const std::vector<CommandDescription>& commands);
[[nodiscard]] std::string zshCompletion(const std::vector<CommandDescription>& commands);
[[nodiscard]] std::string fishCompletion(const std::vector<CommandDescription>& commands);

} // namespace rxwatt::cli
