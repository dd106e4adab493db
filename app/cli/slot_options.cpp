// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/slot_options.h"

#include "app/cli/config_files.h"
#include "app/cli/console.h"
#include "app/cli/interruption.h"
#include "app/cli/machine.h"
#include "core/run/sinr_list.h"

namespace rxwatt::cli
{

namespace
{

/// The library's own limit, over all SINRs together.
constexpr std::int64_t maxSlots = 10'000'000;

tl::unexpected<Error> failInOption(Error error)
{
    for (const char* setting : {"sinr:", "slots:"}) {
        if (error.message.starts_with(setting)) {
            error.message.insert(0, "--");
        }
    }
    return tl::unexpected<Error>(std::move(error));
}

} // namespace

Command& declareSlotOptions(Command& command, SlotOptions& options, const std::string& result)
{
    return command
        .argument("LINK.json", options.link, "A link: the \"link\" part of a run specification, with one modulation")
        .option("--sinr", "LIST", options.sinr, "SINRs in dB: 0,4,8 or first:step:last")
        .required()
        .number("--slots", options.slots, {1, maxSlots}, "Slots at each SINR. Default: 100")
        .seed("--seed", options.seed, "The same seed gives the same slots. Default: 1")
        .number("--threads", options.threads, {1, 1024},
                "Default: every core; the " + result + " is the same with any number")
        .flag("--json", options.json, "Prints one JSON document");
}

Result<SlotPlan> planOf(const SlotOptions& options)
{
    SlotPlan plan;
    RXWATT_ASSIGN(plan.link, readLinkFile(options.link));
    RXWATT_TRY(requireOneCurve(plan.link, options.link));
    RXWATT_ASSIGN(plan.sinrDb, run::sinrListFromText("--sinr", options.sinr));
    plan.slots = static_cast<std::uint64_t>(options.slots);
    plan.seed = options.seed;
    plan.threads = options.threads > 0 ? static_cast<int>(options.threads) : usableCores();
    return plan;
}

Result<base::Seconds> workSlots(const SlotWork& work)
{
    const Interruption interruption;
    std::stop_source stop;
    ProgressMeter meter("slots", onTerminal());
    const auto progress = [&](std::uint64_t done, std::uint64_t total) {
        meter.show(done, total);
        if (Interruption::asked()) {
            stop.request_stop();
        }
    };
    if (const Status worked = work(progress, stop.get_token()); !worked) {
        return failInOption(worked.error());
    }
    return meter.elapsed();
}

} // namespace rxwatt::cli
