// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace rxwatt::worker
{

/// Works one run folder to its end, or to a checkpoint at SIGTERM or SIGINT; exit.json is the last act. Returns the
/// exit code: 0 done, 1 failed, 2 bad input, 3 stopped on request, 75 another worker has the run.
[[nodiscard]] int runCommand(const std::filesystem::path& folder);

} // namespace rxwatt::worker
