// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_line.h"
#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/energy_text.h"
#include "app/cli/interruption.h"
#include "app/cli/power_text.h"
#include "app/cli/real_number.h"
#include "app/cli/text.h"
#include "core/energy/sampler.h"
#include "core/energy/trace_report.h"
#include "core/energy/zone_totals.h"
#include "core/project/open_project.h"

#include <fmt/format.h>

#include <chrono>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

namespace rxwatt::cli
{

namespace
{

struct PowerOptions {
    std::vector<std::string> names;
    std::string seconds;
    std::string period;
    bool json = false;
};

Result<double> inRange(const char* option, const std::string& text, double otherwise, double low, double high)
{
    RXWATT_ASSIGN(const std::optional<double> value, realNumber(option, text));
    if (value && !(*value >= low && *value <= high)) {
        return fail(ErrorKind::badInput, fmt::format("{}: found {}, {} to {} is allowed", option, text, low, high));
    }
    return value.value_or(otherwise);
}

/// What the sensors read in that time, or until Ctrl-C.
energy::ZoneTotals watch(energy::SensorSet sensors, base::Seconds period, double seconds)
{
    std::mutex mutex;
    energy::ZoneTotals totals(sensors.zones(), period);
    const Interruption interruption;
    using Clock = std::chrono::steady_clock;
    const auto end = Clock::now() + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
    energy::Sampler sampler(std::move(sensors), period, period, [&](const energy::Sample& sample) {
        const std::lock_guard lock(mutex);
        totals.take(sample);
    });
    while (Clock::now() < end && !Interruption::asked()) {
        std::this_thread::sleep_until(std::min(end, Clock::now() + std::chrono::milliseconds(100)));
    }
    std::ignore = sampler.read();
    const std::lock_guard lock(mutex);
    return totals;
}

Result<int> machinePower(const PowerOptions& options)
{
    RXWATT_ASSIGN(const double seconds, inRange("--seconds", options.seconds, 5, 0.05, 86400));
    RXWATT_ASSIGN(const double period, inRange("--period", options.period, 0.1, 0.01, 60));
    energy::SensorSet sensors = energy::machineSensors();
    MachinePower power{sensors.sources(), sensors.zones(), sensors.warnings(), std::nullopt};
    if (!sensors.zones().empty()) {
        power.totals = watch(std::move(sensors), {period}, seconds);
    }
    RXWATT_TRY(options.json ? writeJson(toJson(power)) : writeOutput(textOf(power)));
    return 0;
}

Result<int> runPower(const PowerOptions& options)
{
    RXWATT_ASSIGN(const project::OpenProject project, project::openProject(options.names[0]));
    RXWATT_ASSIGN(const RunId id, project::findRun(project.reader, options.names[1]));
    RXWATT_ASSIGN(const energy::Trace trace, energy::Trace::open(project.folder.runFolder(id).powerFolder()));
    for (const std::string& warning : trace.warnings()) {
        printNote("rxwatt: power/" + printable(warning));
    }
    RXWATT_ASSIGN(const std::vector<energy::TracedRecording> recordings, energy::reportOf(trace));
    if (options.json) {
        Json json = {{"run", id.text}, {"recordings", Json::array()}};
        for (const energy::TracedRecording& recording : recordings) {
            json["recordings"].push_back(toJson(recording));
        }
        RXWATT_TRY(writeJson(json));
        return 0;
    }
    if (recordings.empty()) {
        RXWATT_TRY(writeOutput("no power trace: the run has not been at work yet, or on a machine without sensors\n"));
    }
    for (const energy::TracedRecording& recording : recordings) {
        RXWATT_TRY(writeOutput(textOf(recording)));
    }
    return 0;
}

Result<int> power(const PowerOptions& options)
{
    if (options.names.empty()) {
        return machinePower(options);
    }
    if (options.names.size() != 2) {
        return fail(ErrorKind::badInput, "power: give a project's folder and a run, or neither for this machine");
    }
    if (!options.seconds.empty() || !options.period.empty()) {
        return fail(ErrorKind::badInput, "power: --seconds and --period are for this machine, not for a run's trace");
    }
    return runPower(options);
}

} // namespace

void addPowerCommand(CommandLine& line)
{
    auto options = std::make_shared<PowerOptions>();
    line.add("power", "What this machine's power sensors read, or what a run's power trace holds, computed again.")
        .arguments("DIR RUN", options->names,
                   "The project's folder, and an id, a unique prefix of one, or an unambiguous name; "
                   "neither for this machine",
                   0)
        .option("--seconds", "N", options->seconds, "How long to read. Default: 5; Ctrl-C ends it sooner")
        .option("--period", "S", options->period, "Seconds between two readings, 0.01 to 60. Default: 0.1")
        .flag("--json", options->json, "Prints one JSON document")
        .examples({"rxwatt power --seconds 10", "rxwatt power project student"})
        .action([options] { return power(*options); });
}

} // namespace rxwatt::cli
