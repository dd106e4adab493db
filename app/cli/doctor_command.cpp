// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/child_program.h"
#include "app/cli/command_line.h"
#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/machine.h"
#include "app/cli/text.h"
#include "core/base/json.h"
#include "core/energy/sensor_advice.h"
#include "core/run/version.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>

namespace rxwatt::cli
{

namespace
{

/// One thing looked at; `fix` is empty where nothing is wrong.
struct Check {
    std::string name;
    std::string value;
    std::string fix;
};

/// What the doctor finds of the machine itself.
struct Findings {
    std::vector<Check> checks;
    std::vector<energy::SensorAdvice> sensors;
};

Findings examineMachine()
{
    const Machine machine = thisMachine();
    std::vector<Check> checks;
    checks.push_back({"rxwatt", std::string(run::version()), ""});
    checks.push_back({"processor", machine.processor, ""});
    checks.push_back({"cores", fmt::format("{} of {} may be used", machine.usableCores, machine.cores),
                      machine.usableCores < machine.cores
                          ? "the process is bound to some cores (taskset, a container, Slurm); "
                            "give it more where that is not meant"
                          : ""});
    checks.push_back({"memory", fmt::format("{:.1f} GiB, {:.1f} GiB free", machine.memoryGib, machine.freeMemoryGib),
                      machine.freeMemoryGib < 1 ? "training wants at least 1 GiB; end other programs" : ""});
    checks.push_back({"temporary folder", machine.temporaryFolder,
                      machine.temporaryFolderWritable ? "" : "it cannot be written to; set TMPDIR to one that can"});
    const energy::SensorSet sensors = energy::machineSensors();
    checks.push_back({"power", energy::sensorSummary(sensors), ""});
    std::vector<energy::SensorAdvice> advice = energy::sensorAdvice(sensors);
    for (const energy::SensorAdvice& one : advice) {
        checks.push_back({"power " + one.source, one.sentence, one.fix});
    }
    return {std::move(checks), std::move(advice)};
}

Result<Json> reportOf(const std::string& worker)
{
    RXWATT_ASSIGN(const ProgramOutput output, captureProgram({worker, "doctor", "--json"}));
    if (output.exitCode != 0) {
        return fail(ErrorKind::failed, fmt::format("{} doctor ended with exit code {}; run it by hand to see why",
                                                   worker, output.exitCode));
    }
    RXWATT_ASSIGN(Json report, base::parseJson(output.text, worker + " doctor"));
    if (!report.is_object()) {
        return fail(ErrorKind::failed, worker + " doctor printed no report");
    }
    report["path"] = worker;
    return report;
}

/// The worker's own report; where there is none, the check that says why is added to the others.
std::optional<Json> examineWorker(std::vector<Check>& checks)
{
    const Result<std::filesystem::path> worker = requireWorker();
    if (!worker) {
        checks.push_back({"worker", "missing", worker.error().message});
        return std::nullopt;
    }
    Result<Json> report = reportOf(worker->string());
    if (!report) {
        checks.push_back({"worker", "does not run", report.error().message});
        return std::nullopt;
    }
    return std::move(*report);
}

Json checksJson(const std::vector<Check>& checks)
{
    Json list = Json::array();
    for (const Check& check : checks) {
        list.push_back({{"name", check.name},
                        {"value", check.value},
                        {"ok", check.fix.empty()},
                        {"fix", check.fix.empty() ? Json(nullptr) : Json(check.fix)}});
    }
    return list;
}

Json sensorsJson(const std::vector<energy::SensorAdvice>& sensors)
{
    Json list = Json::array();
    for (const energy::SensorAdvice& sensor : sensors) {
        list.push_back({{"source", sensor.source},
                        {"sentence", sensor.sentence},
                        {"available", sensor.available},
                        {"fix", sensor.fix.empty() ? Json(nullptr) : Json(sensor.fix)}});
    }
    return list;
}

std::string plain(const Json& value)
{
    return printable(value.is_string() ? value.get<std::string>() : base::toText(value));
}

/// The worker's report as lines; what a part of it finds wrong stands below, marked.
std::string workerText(const Json& report)
{
    std::string text;
    for (const auto& [key, value] : report.items()) {
        if (!value.is_object()) {
            text += fmt::format("{:<18}{}\n", key, plain(value));
            continue;
        }
        for (const auto& [part, detail] : value.items()) {
            const bool isAdvice = part == "problem" || part == "fix";
            if (isAdvice && detail.is_string() && !detail.get_ref<const std::string&>().empty()) {
                text += fmt::format("{:<18}! {}\n", "", plain(detail));
            } else if (!isAdvice) {
                text += fmt::format("{:<18}{}\n", key + " " + part, plain(detail));
            }
        }
    }
    return text;
}

std::string checksText(const std::vector<Check>& checks)
{
    std::string text;
    for (const Check& check : checks) {
        text += fmt::format("{:<18}{}\n", check.name, printable(check.value));
        text += check.fix.empty() ? "" : fmt::format("{:<18}! {}\n", "", printable(check.fix));
    }
    return text;
}

bool isFine(const std::vector<Check>& checks, const Json& worker)
{
    const auto verdict = worker.find("ok");
    return std::all_of(checks.begin(), checks.end(), [](const Check& check) { return check.fix.empty(); }) &&
           verdict != worker.end() && *verdict == Json(true);
}

Result<int> doctor(bool json)
{
    Findings machine = examineMachine();
    std::vector<Check>& checks = machine.checks;
    const std::optional<Json> worker = examineWorker(checks);
    if (json) {
        RXWATT_TRY(writeJson(Json{{"ok", worker && isFine(checks, *worker)},
                                  {"checks", checksJson(checks)},
                                  {"sensors", sensorsJson(machine.sensors)},
                                  {"worker", worker ? *worker : Json(nullptr)}}));
    } else {
        RXWATT_TRY(writeOutput(checksText(checks) + (worker ? "worker\n" + workerText(*worker) : std::string())));
    }
    return worker ? 0 : 1;
}

} // namespace

void addDoctorCommand(CommandLine& line)
{
    auto json = std::make_shared<bool>(false);
    line.add("doctor",
             "Looks over this machine: versions, processor, threads, memory, Torch and its devices, and what is wrong.")
        .flag("--json", *json, "Prints one JSON document")
        .examples({"rxwatt doctor"})
        .action([json] { return doctor(*json); });
}

} // namespace rxwatt::cli
