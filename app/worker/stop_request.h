// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>

namespace rxwatt::worker
{

/// From now on SIGTERM and SIGINT set the flag instead of ending the program; too large a file and a reader that went
/// away are errors of the write, not reasons to die.
[[nodiscard]] const std::atomic<bool>& catchStopRequests();

} // namespace rxwatt::worker
