// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_line.h"
#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/run_json.h"
#include "app/cli/run_tables.h"
#include "core/project/open_project.h"

#include <memory>

namespace rxwatt::cli
{

namespace
{

struct ListOptions {
    std::string project;
    std::string filter;
    bool json = false;
};

Result<int> list(const ListOptions& options)
{
    RXWATT_ASSIGN(const project::OpenProject project, project::openProject(options.project));
    RXWATT_ASSIGN(const run::QueueRecord queue, project::queueOf(project.folder));
    store::RunQuery query;
    query.sort = store::RunSort::queue;
    RXWATT_ASSIGN(query.filter, store::runFilterFromText(options.filter));
    if (options.json) {
        RXWATT_ASSIGN(Json list, listOf(project.reader, project.folder, query));
        RXWATT_TRY(writeJson(Json{{"runs", std::move(list)}, {"queue", jsonOf(queue)}}));
        return 0;
    }
    RXWATT_ASSIGN(const std::vector<store::RunSummary> runs, project.reader.list(query));
    const std::string noRuns =
        options.filter.empty() ? "no runs yet; rxwatt add queues some\n" : "no run fits the filter\n";
    RXWATT_TRY(writeOutput((runs.empty() ? noRuns : runsTable(runs)) + queueText(queue)));
    return 0;
}

} // namespace

void addListCommand(CommandLine& line)
{
    auto options = std::make_shared<ListOptions>();
    line.add("list", "Lists a project's runs with state, progress and Geometric Mean BER.")
        .argument("DIR", options->project, "The project's folder")
        .option("--filter", "FILTER", options->filter, "Only runs that fit, like \"kind:train steps>1000 -tag:old\"")
        .flag("--json", options->json, "Prints one JSON document")
        .examples({"rxwatt list project", "rxwatt list project --filter \"state:failed created>2026-01\""})
        .action([options] { return list(*options); });
}

} // namespace rxwatt::cli
