// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_line.h"
#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/slot_options.h"
#include "app/cli/text.h"
#include "core/phy/dataset.h"
#include "core/run/config_json.h"

#include <fmt/format.h>

#include <memory>

namespace rxwatt::cli
{

namespace
{

struct DatasetOptions {
    SlotOptions slots;
    std::string out;
};

Result<phy::DatasetSettings> settingsOf(const DatasetOptions& options)
{
    RXWATT_ASSIGN(const SlotPlan plan, planOf(options.slots));
    phy::DatasetSettings settings;
    settings.link = plan.link;
    settings.linkJson = base::toText(run::toJson(plan.link));
    settings.sinrDb = plan.sinrDb;
    settings.slotsPerSinr = plan.slots;
    settings.seed = plan.seed;
    settings.threads = plan.threads;
    return settings;
}

Result<int> dataset(const DatasetOptions& options)
{
    RXWATT_ASSIGN(const phy::DatasetSettings settings, settingsOf(options));
    RXWATT_TRY(workSlots([&](const SlotProgress& progress, std::stop_token stop) {
        return phy::writeDataset(options.out, settings, progress, std::move(stop));
    }));
    const std::uint64_t slots = settings.slotsPerSinr * settings.sinrDb.size();
    if (options.slots.json) {
        RXWATT_TRY(writeJson(
            Json{{"file", options.out}, {"slots", slots}, {"sinr_db", settings.sinrDb}, {"seed", settings.seed}}));
        return 0;
    }
    RXWATT_TRY(
        writeOutput(fmt::format("wrote {} to {}\n", counted(static_cast<long long>(slots), "slot"), options.out)));
    return 0;
}

} // namespace

void addDatasetCommand(CommandLine& line)
{
    auto options = std::make_shared<DatasetOptions>();
    Command command =
        line.add("dataset", "Writes simulated slots for other tools: a safetensors file, documented in docs/files.md.");
    declareSlotOptions(command, options->slots, "file")
        .option("--out", "FILE.safetensors", options->out, "The file to write")
        .required()
        .examples({"rxwatt dataset link.json --slots 200 --sinr 0,10,20 --seed 7 --out slots.safetensors"})
        .action([options] { return dataset(*options); });
}

} // namespace rxwatt::cli
