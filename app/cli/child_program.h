// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <filesystem>
#include <string>
#include <vector>

namespace rxwatt::cli
{

/// The worker that does what needs Torch; a machine without one has failed us, its user has not.
[[nodiscard]] Result<std::filesystem::path> requireWorker();

/// A program's exit code once it is through; its input and output are ours. 128 plus the signal where one killed it.
[[nodiscard]] Result<int> runProgram(const std::vector<std::string>& command);

struct ProgramOutput {
    int exitCode = 0;
    std::string text;
};

/// The same with `input` on its standard input and its standard output caught, of which at most 16 MB are kept.
[[nodiscard]] Result<ProgramOutput> captureProgram(const std::vector<std::string>& command,
                                                   const std::string& input = {});

} // namespace rxwatt::cli
