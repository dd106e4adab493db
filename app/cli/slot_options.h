// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/command_line.h"
#include "app/cli/progress_meter.h"
#include "core/phy/link_config.h"

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace rxwatt::cli
{

/// What the commands that simulate slots are asked for.
struct SlotOptions {
    std::string link;
    std::string sinr;
    std::int64_t slots = 100;
    std::uint64_t seed = 1;
    std::int64_t threads = 0;
    bool json = false;
};

/// Declares LINK.json, --sinr, --slots, --seed, --threads and --json. `result` is what any number of threads gives the
/// same of.
Command& declareSlotOptions(Command& command, SlotOptions& options, const std::string& result);

/// The same, read and checked.
struct SlotPlan {
    phy::LinkConfig link;
    std::vector<double> sinrDb;
    std::uint64_t slots = 0;
    std::uint64_t seed = 0;
    int threads = 1;
};

[[nodiscard]] Result<SlotPlan> planOf(const SlotOptions& options);

/// Slots done so far, and how many there are.
using SlotProgress = std::function<void(std::uint64_t done, std::uint64_t total)>;
using SlotWork = std::function<Status(const SlotProgress& progress, std::stop_token stop)>;

/// Works through slots with progress on standard error, and gives the time that it took; Ctrl-C ends it with
/// `cancelled`. Messages about a setting name its option.
[[nodiscard]] Result<base::Seconds> workSlots(const SlotWork& work);

} // namespace rxwatt::cli
