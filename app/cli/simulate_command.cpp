// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_line.h"
#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/run_json.h"
#include "app/cli/run_tables.h"
#include "app/cli/slot_options.h"
#include "app/cli/text.h"
#include "core/analysis/ber.h"
#include "core/phy/ber_simulation.h"
#include "core/phy/receiver.h"
#include "core/run/config_json.h"

#include <fmt/format.h>

#include <memory>

namespace rxwatt::cli
{

namespace
{

struct SimulateOptions {
    SlotOptions slots;
    std::string receiver = "ls-linear";
};

Result<phy::BerSettings> settingsOf(const SimulateOptions& options)
{
    RXWATT_ASSIGN(const SlotPlan plan, planOf(options.slots));
    phy::BerSettings settings;
    settings.link = plan.link;
    settings.receiver = options.receiver;
    settings.sinrDb = plan.sinrDb;
    settings.slots = plan.slots;
    settings.seed = plan.seed;
    settings.threads = plan.threads;
    return settings;
}

Json simulationJson(const phy::BerSettings& settings, double slotsPerSecond, const std::vector<run::BerPoint>& points)
{
    Json list = Json::array();
    for (const run::BerPoint& point : points) {
        list.push_back(jsonOf(point));
    }
    return {{"receiver", settings.receiver},
            {"link", run::toJson(settings.link)},
            {"seed", settings.seed},
            {"slots_per_second", slotsPerSecond},
            {"points", std::move(list)}};
}

std::string simulationText(const phy::BerSettings& settings, double slotsPerSecond,
                           const std::vector<run::BerPoint>& points)
{
    std::vector<std::vector<std::string>> rows;
    for (const run::BerPoint& point : points) {
        rows.push_back({fmt::format("{:g}", point.sinrDb), berCell(point), groupedDigits(point.bitErrors),
                        groupedDigits(point.bits)});
    }
    return renderTable({{"SINR (dB)", Align::right}, {"BER"}, {"BIT ERRORS", Align::right}, {"BITS", Align::right}},
                       rows) +
           fmt::format("{} over {} a point, seed {}; {:.0f} slots/s\n", settings.receiver,
                       counted(static_cast<long long>(settings.slots), "slot"), settings.seed, slotsPerSecond);
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
    RXWATT_ASSIGN(const base::Seconds elapsed,
                  workSlots([&](const SlotProgress& progress, std::stop_token stop) -> Status {
                      RXWATT_ASSIGN(const std::vector<phy::BerPoint> simulated,
                                    phy::simulateBer(settings, progress, std::move(stop)));
                      for (const phy::BerPoint& point : simulated) {
                          points.push_back(withInterval(point, analysis::fadingOf(settings.link)));
                      }
                      return {};
                  }));
    const double slotsPerSecond = static_cast<double>(settings.slots * settings.sinrDb.size()) / elapsed.value;
    RXWATT_TRY(options.slots.json ? writeJson(simulationJson(settings, slotsPerSecond, points))
                                  : writeOutput(simulationText(settings, slotsPerSecond, points)));
    return 0;
}

} // namespace

void addSimulateCommand(CommandLine& line)
{
    auto options = std::make_shared<SimulateOptions>();
    Command command = line.add("simulate", "BER of a classical receiver over simulated slots.");
    declareSlotOptions(command, options->slots, "result")
        .choice("--receiver", options->receiver, {phy::receiverNames().begin(), phy::receiverNames().end()},
                "perfect-csi knows the channel, lmmse its statistics in each slot. Default: ls-linear")
        .examples({"echo '{\"modulation\": \"16QAM\"}' > link.json",
                   "rxwatt simulate link.json --receiver lmmse --sinr 0:5:30 --slots 500"})
        .action([options] { return simulate(*options); });
}

} // namespace rxwatt::cli
