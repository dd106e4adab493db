// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <functional>
#include <stop_token>

namespace rxwatt::phy
{

/// Does one numbered piece of work.
using SlotTask = std::function<Status(std::uint64_t index)>;
/// Makes the task of one thread, with a workspace of its own.
using SlotTaskFactory = std::function<SlotTask()>;

/// Does the pieces 0 … count − 1 on several threads, in no particular order, and calls `progress` (pieces done, count)
/// on the calling thread now and then and at the end. Ends early with the first error, or with ErrorKind::cancelled.
[[nodiscard]] Status runSlotWorkers(std::uint64_t count, int threads, const SlotTaskFactory& makeTask,
                                    const std::function<void(std::uint64_t, std::uint64_t)>& progress,
                                    const std::stop_token& stop);

} // namespace rxwatt::phy
