// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_line.h"
#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/progress_view.h"
#include "app/cli/project_access.h"
#include "app/cli/run_json.h"
#include "app/cli/run_tables.h"

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

/// The runs whose results are told: those that ended now, else whatever has ended before.
std::vector<RunId> runsToTell(const std::vector<store::RunSummary>& runs, const std::vector<RunId>& ended)
{
    std::vector<RunId> chosen;
    for (const store::RunSummary& run : runs) {
        const bool now = std::find(ended.begin(), ended.end(), run.id) != ended.end();
        if (run.state == run::RunState::succeeded && (now || ended.empty())) {
            chosen.push_back(run.id);
        }
    }
    return chosen;
}

Result<std::string> resultText(const OpenProject& project, const std::vector<RunId>& ended)
{
    RXWATT_ASSIGN(const std::vector<store::RunSummary> runs, allRuns(project.reader));
    std::string text = runs.empty() ? std::string() : runsTable(runs);
    const std::vector<RunId> told = runsToTell(runs, ended);
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

Result<Json> resultJson(const OpenProject& project, const schedule::SupervisorSummary& summary)
{
    RXWATT_ASSIGN(const std::vector<store::RunSummary> runs, allRuns(project.reader));
    Json list = Json::array();
    for (const store::RunSummary& run : runs) {
        RXWATT_ASSIGN(const store::RunDetails details, project.reader.read(run.id));
        list.push_back(listEntryOf(details, project.folder));
    }
    return Json{{"succeeded", summary.succeeded},
                {"failed", summary.failed},
                {"cancelled", summary.cancelled},
                {"stopped", summary.stopped},
                {"paused_reason", summary.pausedReason ? Json(*summary.pausedReason) : Json(nullptr)},
                {"runs", std::move(list)}};
}

/// A queue that was paused with work left has not done what it was asked to.
int exitCodeOf(const schedule::SupervisorSummary& summary)
{
    if (summary.failed > 0) {
        return 1;
    }
    if (summary.stopped) {
        return 3;
    }
    return summary.pausedReason ? 1 : 0;
}

Result<int> run(const RunOptions& options)
{
    if (options.launcher != "local") {
        return fail(ErrorKind::unsupported, "--launcher slurm is not in this version; local is");
    }
    RXWATT_ASSIGN(const OpenProject project, openProject(options.project));
    schedule::SupervisorOptions wanted;
    wanted.untilEmpty = options.untilEmpty;
    wanted.slots = static_cast<int>(options.jobs);
    RXWATT_ASSIGN(wanted.only, findRuns(project.reader, options.runs));
    const base::SystemClock clock;
    schedule::SupervisorSummary summary;
    std::vector<RunId> ended;
    {
        if (onTerminal()) {
            printNote("Ctrl-C stops after a checkpoint, a second Ctrl-C at once; the next rxwatt run goes on");
        }
        ProgressView view(project.folder, clock, onTerminal());
        RXWATT_ASSIGN(summary, schedule::runScheduler(project.folder, journalOf(project.folder), view, wanted));
        ended = view.ended();
    }
    if (summary.stopped) {
        printNote("stopped; rxwatt run goes on from the last checkpoint");
    }
    if (options.json) {
        RXWATT_ASSIGN(const Json document, resultJson(project, summary));
        RXWATT_TRY(writeJson(document));
    } else {
        RXWATT_ASSIGN(const std::string text, resultText(project, ended));
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
