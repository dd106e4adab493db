// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_line.h"
#include "app/cli/commands.h"
#include "app/cli/config_files.h"
#include "app/cli/console.h"
#include "app/cli/interruption.h"
#include "app/cli/machine.h"
#include "app/cli/number_list.h"
#include "app/cli/progress_meter.h"
#include "app/cli/run_json.h"
#include "app/cli/run_tables.h"
#include "app/cli/text.h"
#include "core/analysis/ber.h"
#include "core/phy/ber_simulation.h"
#include "core/run/config_json.h"

#include <fmt/format.h>

#include <memory>

namespace rxwatt::cli
{

namespace
{

struct SimulateOptions {
    std::string link;
    std::string receiver = "ls-linear";
    std::string sinr;
    std::int64_t slots = 100;
    std::uint64_t seed = 1;
    std::int64_t threads = 0;
    bool json = false;
};

Result<phy::BerSettings> settingsOf(const SimulateOptions& options)
{
    phy::BerSettings settings;
    RXWATT_ASSIGN(settings.link, readLinkFile(options.link));
    RXWATT_TRY(requireOneCurve(settings.link, options.link));
    RXWATT_ASSIGN(settings.sinrDb, numberListFromText("--sinr", options.sinr));
    settings.receiver = options.receiver;
    settings.slots = static_cast<std::uint64_t>(options.slots);
    settings.seed = options.seed;
    settings.threads = options.threads > 0 ? static_cast<int>(options.threads) : usableCores();
    return settings;
}

Json jsonOf(const phy::BerSettings& settings, double slotsPerSecond, const std::vector<run::BerPoint>& points)
{
    Json list = Json::array();
    for (const run::BerPoint& point : points) {
        list.push_back(cli::jsonOf(point));
    }
    return {{"receiver", settings.receiver},
            {"link", run::toJson(settings.link)},
            {"seed", settings.seed},
            {"slots_per_second", slotsPerSecond},
            {"points", std::move(list)}};
}

std::string textOf(const phy::BerSettings& settings, double slotsPerSecond, const std::vector<run::BerPoint>& points)
{
    std::vector<std::vector<std::string>> rows;
    for (const run::BerPoint& point : points) {
        rows.push_back({fmt::format("{:g}", point.sinrDb), berCell(point), groupedDigits(point.bitErrors),
                        groupedDigits(point.bits)});
    }
    return renderTable({{"SINR (dB)", Align::right}, {"BER"}, {"BIT ERRORS", Align::right}, {"BITS", Align::right}},
                       rows) +
           fmt::format("{} over {} slots a point, seed {}; {:.0f} slots/s\n", settings.receiver, settings.slots,
                       settings.seed, slotsPerSecond);
}

run::BerPoint withInterval(const phy::BerPoint& point, analysis::Fading fading)
{
    std::vector<analysis::SlotErrors> slots;
    slots.reserve(point.slots.size());
    for (const phy::ErrorCount& slot : point.slots) {
        slots.push_back({slot.errors, slot.bits});
    }
    const analysis::BerEstimate estimate = analysis::estimateBer(slots, fading);
    return {point.sinrDb, estimate.slots, estimate.bits, estimate.bitErrors, estimate.ber, estimate.low, estimate.high};
}

Result<int> simulate(const SimulateOptions& options)
{
    RXWATT_ASSIGN(const phy::BerSettings settings, settingsOf(options));
    std::vector<run::BerPoint> points;
    double slotsPerSecond = 0;
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
        RXWATT_ASSIGN(const std::vector<phy::BerPoint> simulated,
                      phy::simulateBer(settings, progress, stop.get_token()));
        slotsPerSecond = static_cast<double>(settings.slots * settings.sinrDb.size()) / meter.elapsed().value;
        for (const phy::BerPoint& point : simulated) {
            points.push_back(withInterval(point, analysis::fadingOf(settings.link)));
        }
    }
    RXWATT_TRY(options.json ? writeJson(jsonOf(settings, slotsPerSecond, points))
                            : writeOutput(textOf(settings, slotsPerSecond, points)));
    return 0;
}

} // namespace

void addSimulateCommand(CommandLine& line)
{
    auto options = std::make_shared<SimulateOptions>();
    line.add("simulate", "BER of a classical receiver over simulated slots.")
        .argument("LINK.json", options->link, "A link: the \"link\" part of a run specification, with one modulation")
        .choice("--receiver", options->receiver, {"perfect-csi", "ls-linear", "lmmse"},
                "perfect-csi knows the channel, lmmse its statistics in each slot. Default: ls-linear")
        .option("--sinr", "LIST", options->sinr, "SINRs in dB: 0,4,8 or first:step:last")
        .required()
        .number("--slots", options->slots, {1, 100'000'000}, "Slots at each SINR. Default: 100")
        .seed("--seed", options->seed, "The same seed gives the same slots. Default: 1")
        .number("--threads", options->threads, {1, 1024}, "Default: every core; the result is the same with any number")
        .flag("--json", options->json, "Prints one JSON document")
        .examples({"echo '{\"modulation\": \"16QAM\"}' > link.json",
                   "rxwatt simulate link.json --receiver lmmse --sinr 0:5:30 --slots 500"})
        .action([options] { return simulate(*options); });
}

} // namespace rxwatt::cli
