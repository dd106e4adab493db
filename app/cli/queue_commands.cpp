// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_line.h"
#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "core/project/open_project.h"
#include "core/project/trash.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace rxwatt::cli
{

namespace
{

using schedule::Action;

struct QueueOptions {
    Action action = Action::cancel;
    /// What is asked where no run is named.
    std::optional<Action> whole;
    std::string project;
    std::vector<std::string> runs;
    bool fresh = false;
    bool json = false;
};

Json replyJson(const schedule::Reply& reply)
{
    Json done = Json::array();
    for (const RunId& id : reply.runs) {
        done.push_back(id.text);
    }
    Json refused = Json::array();
    for (const schedule::Refusal& refusal : reply.refusals) {
        refused.push_back({{"run", refusal.run.text}, {"message", refusal.error.message}});
    }
    return {{"runs", std::move(done)}, {"refused", std::move(refused)}};
}

/// What was done to the queue as a whole; runs are named by their ids.
std::string doneText(Action action)
{
    switch (action) {
    case Action::pauseQueue:
        return "the queue is paused; rxwatt resume lets it go on\n";
    case Action::resumeQueue:
        return "the queue is no longer paused\n";
    default:
        return {};
    }
}

/// The runs that were named; those to be restored are in the trash.
Result<std::vector<RunId>> namedRuns(const project::OpenProject& project, const QueueOptions& options)
{
    if (options.action != Action::restore) {
        return project::findRuns(project.reader, options.runs);
    }
    RXWATT_ASSIGN(const std::vector<project::TrashedRun> trash, project::trashedRuns(project.folder));
    std::vector<RunId> found;
    for (const std::string& text : options.runs) {
        RXWATT_ASSIGN(const RunId id, project::findTrashedRun(trash, text));
        if (std::find(found.begin(), found.end(), id) == found.end()) {
            found.push_back(id);
        }
    }
    return found;
}

Result<int> ask(const QueueOptions& options)
{
    RXWATT_ASSIGN(const project::OpenProject project, project::openProject(options.project));
    schedule::Request asked;
    asked.action = options.action == Action::retry && options.fresh ? Action::retryFresh : options.action;
    if (options.runs.empty()) {
        asked.action = *options.whole;
        asked.reason =
            asked.action == Action::pauseQueue ? std::optional<std::string>("paused by rxwatt pause") : std::nullopt;
    } else {
        RXWATT_ASSIGN(asked.runs, namedRuns(project, options));
    }
    RXWATT_ASSIGN(const schedule::Reply reply, project::request(project.folder, asked));
    for (const schedule::Refusal& refusal : reply.refusals) {
        printError(fmt::format("{}: {}", refusal.run.text, refusal.error.message));
    }
    std::string lines = doneText(asked.action);
    for (const RunId& id : reply.runs) {
        lines += id.text + "\n";
    }
    RXWATT_TRY(options.json ? writeJson(replyJson(reply)) : writeOutput(lines));
    return reply.refusals.empty() ? 0 : base::exitCode(reply.refusals.front().error);
}

/// What the commands of the family have in common.
Command declare(CommandLine& line, const std::string& name, const std::string& purpose,
                const std::shared_ptr<QueueOptions>& options)
{
    Command command = line.add(name, purpose);
    command.argument("DIR", options->project, "The project's folder")
        .arguments("RUN", options->runs,
                   options->whole ? "Ids, unique prefixes or unambiguous names; without any, the whole queue"
                                  : "Ids, unique prefixes or unambiguous names",
                   options->whole ? 0 : 1)
        .flag("--json", options->json, "Prints one JSON document")
        .action([options] { return ask(*options); });
    return command;
}

std::shared_ptr<QueueOptions> optionsFor(Action action, std::optional<Action> whole = {})
{
    auto options = std::make_shared<QueueOptions>();
    options->action = action;
    options->whole = whole;
    return options;
}

} // namespace

void addQueueCommands(CommandLine& line)
{
    declare(line, "cancel", "Ends runs for good, those at work too; `retry` takes them up again.",
            optionsFor(Action::cancel))
        .examples({"rxwatt cancel project student"});
    declare(line, "pause", "Holds runs, or the whole queue: a run at work writes a checkpoint and rests.",
            optionsFor(Action::pause, Action::pauseQueue))
        .examples({"rxwatt pause project student", "rxwatt pause project"});
    declare(line, "resume", "Lets paused runs, or the paused queue, go on.",
            optionsFor(Action::resume, Action::resumeQueue))
        .examples({"rxwatt resume project student", "rxwatt resume project"});
    const auto retry = optionsFor(Action::retry);
    declare(line, "retry", "Queues runs that ended again; they go on from their last checkpoint.", retry)
        .flag("--fresh", retry->fresh, "Starts them over instead")
        .examples({"rxwatt retry project student", "rxwatt retry project student --fresh"});
    declare(line, "remove", "Moves runs to the project's trash.", optionsFor(Action::remove))
        .examples({"rxwatt remove project student"});
    declare(line, "restore", "Moves runs back from the project's trash; those that were queued come back paused.",
            optionsFor(Action::restore))
        .examples({"rxwatt restore project student"});
}

} // namespace rxwatt::cli
