// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_line.h"
#include "app/cli/commands.h"
#include "app/cli/config_files.h"
#include "app/cli/console.h"
#include "app/cli/interruption.h"
#include "app/cli/machine.h"
#include "app/cli/progress_meter.h"
#include "core/phy/dataset.h"
#include "core/run/config_json.h"
#include "core/run/sinr_list.h"

#include <fmt/format.h>

#include <memory>

namespace rxwatt::cli
{

namespace
{

struct DatasetOptions {
    std::string link;
    std::string sinr;
    std::string out;
    std::int64_t slots = 100;
    std::uint64_t seed = 1;
    std::int64_t threads = 0;
    bool json = false;
};

Result<phy::DatasetSettings> settingsOf(const DatasetOptions& options)
{
    phy::DatasetSettings settings;
    RXWATT_ASSIGN(settings.link, readLinkFile(options.link));
    RXWATT_TRY(requireOneCurve(settings.link, options.link));
    RXWATT_ASSIGN(settings.sinrDb, run::sinrListFromText("--sinr", options.sinr));
    settings.linkJson = base::toText(run::toJson(settings.link));
    settings.slotsPerSinr = static_cast<std::uint64_t>(options.slots);
    settings.seed = options.seed;
    settings.threads = options.threads > 0 ? static_cast<int>(options.threads) : usableCores();
    return settings;
}

Result<int> dataset(const DatasetOptions& options)
{
    RXWATT_ASSIGN(const phy::DatasetSettings settings, settingsOf(options));
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
        RXWATT_TRY(phy::writeDataset(options.out, settings, progress, stop.get_token()));
    }
    const std::uint64_t slots = settings.slotsPerSinr * settings.sinrDb.size();
    if (options.json) {
        RXWATT_TRY(writeJson(
            Json{{"file", options.out}, {"slots", slots}, {"sinr_db", settings.sinrDb}, {"seed", settings.seed}}));
        return 0;
    }
    RXWATT_TRY(writeOutput(fmt::format("wrote {} slots to {}\n", slots, options.out)));
    return 0;
}

} // namespace

void addDatasetCommand(CommandLine& line)
{
    auto options = std::make_shared<DatasetOptions>();
    line.add("dataset", "Writes simulated slots for other tools: a safetensors file, documented in docs/files.md.")
        .argument("LINK.json", options->link, "A link: the \"link\" part of a run specification, with one modulation")
        .option("--sinr", "LIST", options->sinr, "SINRs in dB: 0,4,8 or first:step:last")
        .required()
        .option("--out", "FILE.safetensors", options->out, "The file to write")
        .required()
        .number("--slots", options->slots, {1, 100'000'000}, "Slots at each SINR. Default: 100")
        .seed("--seed", options->seed, "The same seed gives the same slots. Default: 1")
        .number("--threads", options->threads, {1, 1024}, "Default: every core; the file is the same with any number")
        .flag("--json", options->json, "Prints one JSON document")
        .examples({"rxwatt dataset link.json --slots 200 --sinr 0,10,20 --seed 7 --out slots.safetensors"})
        .action([options] { return dataset(*options); });
}

} // namespace rxwatt::cli
