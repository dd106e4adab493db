// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_line.h"
#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/progress_view.h"
#include "app/cli/run_json.h"
#include "app/cli/run_tables.h"
#include "core/energy/sensor_set.h"
#include "core/project/open_project.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace rxwatt::cli
{

namespace
{

/// More BER tables than these are no answer but a flood.
constexpr std::size_t maxBerTables = 5;

struct RunOptions {
    std::string project;
    std::vector<std::string> runs;
    bool untilEmpty = false;
    std::int64_t jobs = 1;
    std::string launcher = "local";
    bool json = false;
};

bool contains(const std::vector<RunId>& ids, const RunId& id)
{
    return std::find(ids.begin(), ids.end(), id) != ids.end();
}

/// The runs whose results are told: those that were named, else those that ended now, else the last to have ended
/// before. The latest come first.
std::vector<RunId> runsToTell(std::vector<store::RunSummary> runs, const std::vector<RunId>& named,
                              const std::vector<RunId>& ended)
{
    std::stable_sort(runs.begin(), runs.end(), [](const store::RunSummary& one, const store::RunSummary& other) {
        return one.finishedAt > other.finishedAt;
    });
    const std::vector<RunId>& asked = named.empty() ? ended : named;
    std::vector<RunId> chosen;
    for (const store::RunSummary& run : runs) {
        if (run.state == run::RunState::succeeded && (asked.empty() || contains(asked, run.id))) {
            chosen.push_back(run.id);
        }
    }
    return chosen;
}

Result<std::string> resultText(const project::OpenProject& project, const std::vector<RunId>& named,
                               const std::vector<RunId>& ended)
{
    RXWATT_ASSIGN(std::vector<store::RunSummary> runs, project::allRuns(project.reader));
    if (!named.empty()) {
        std::erase_if(runs, [&](const store::RunSummary& run) { return !contains(named, run.id); });
    }
    std::string text = runs.empty() ? std::string() : runsTable(runs);
    const std::vector<RunId> told = runsToTell(std::move(runs), named, ended);
    for (std::size_t i = 0; i < std::min(told.size(), maxBerTables); ++i) {
        RXWATT_ASSIGN(const store::RunDetails details, project.reader.read(told[i]));
        text += "\n" + fmt::format("{} ({})\n", details.summary.name, details.summary.id.text) +
                berText(details, run::readPoints(project.folder.runFolder(told[i]).evaluationFolder()));
        text += fmt::format("files: {}\n", project.folder.runFolder(told[i]).path().string());
    }
    if (told.size() > maxBerTables) {
        text += fmt::format("\nand {} more; rxwatt show prints each\n", told.size() - maxBerTables);
    }
    return text;
}

Result<Json> resultJson(const project::OpenProject& project, const schedule::SupervisorSummary& summary)
{
    RXWATT_ASSIGN(Json list, listOf(project.reader, project.folder, {.sort = store::RunSort::queue}));
    return Json{{"succeeded", summary.succeeded},
                {"failed", summary.failed},
                {"cancelled", summary.cancelled},
                {"not_worked", summary.notWorked},
                {"stopped", summary.stopped},
                {"paused_reason", summary.pausedReason ? Json(*summary.pausedReason) : Json(nullptr)},
                {"runs", std::move(list)}};
}

/// A queue that was paused with work left has not done what it was asked to, nor one that left out a run that was
/// named.
int exitCodeOf(const schedule::SupervisorSummary& summary)
{
    if (summary.failed > 0) {
        return 1;
    }
    if (summary.stopped) {
        return 3;
    }
    return summary.pausedReason || summary.notWorked > 0 ? 1 : 0;
}

Result<int> run(const RunOptions& options)
{
    if (options.launcher != "local") {
        return fail(ErrorKind::unsupported, "--launcher slurm is not in this version; local is");
    }
    RXWATT_ASSIGN(const project::OpenProject project, project::openProject(options.project));
    schedule::SupervisorOptions wanted;
    wanted.untilEmpty = options.untilEmpty;
    wanted.slots = static_cast<int>(options.jobs);
    wanted.hasPowerSensor = energy::machineSensors().canMeasure();
    RXWATT_ASSIGN(wanted.only, project::findRuns(project.reader, options.runs));
    const base::SystemClock clock;
    schedule::SupervisorSummary summary;
    std::vector<RunId> ended;
    {
        if (onTerminal()) {
            printNote("Ctrl-C stops after a checkpoint, a second Ctrl-C at once; the next rxwatt run goes on");
        }
        ProgressView view(project.folder, clock, onTerminal());
        RXWATT_ASSIGN(summary,
                      schedule::runScheduler(project.folder, project::journalOf(project.folder), view, wanted));
        ended = view.ended();
    }
    if (summary.stopped) {
        printNote("stopped; rxwatt run goes on from the last checkpoint");
    }
    if (options.json) {
        RXWATT_ASSIGN(const Json document, resultJson(project, summary));
        RXWATT_TRY(writeJson(document));
    } else {
        RXWATT_ASSIGN(const std::string text, resultText(project, wanted.only, ended));
        RXWATT_TRY(writeOutput(text));
    }
    return exitCodeOf(summary);
}

} // namespace

void addRunCommand(CommandLine& line)
{
    auto options = std::make_shared<RunOptions>();
    line.add("run", "Works a project's queue: trains and judges its runs, and prints the results. Ctrl-C stops after a "
                    "checkpoint; the next rxwatt run goes on.")
        .argument("DIR", options->project, "The project's folder")
        .arguments("RUN", options->runs, "Only these runs: ids, unique prefixes or unambiguous names", 0)
        .flag("--until-empty", options->untilEmpty, "Ends when the queue is empty instead of waiting for more work")
        .number("--jobs", options->jobs, {1, 64}, "Runs at work at the same time. Default: 1")
        .choice("--launcher", options->launcher, {"local", "slurm"}, "Where workers run; slurm is not in this version")
        .flag("--json", options->json, "Prints one JSON document at the end")
        .examples({"rxwatt run project --until-empty", "rxwatt run project student teacher"})
        .action([options] { return run(*options); });
}

} // namespace rxwatt::cli
