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

struct ShowOptions {
    std::string project;
    std::string run;
    bool json = false;
};

Result<int> show(const ShowOptions& options)
{
    RXWATT_ASSIGN(const project::OpenProject project, project::openProject(options.project));
    RXWATT_ASSIGN(const RunId id, project::findRun(project.reader, options.run));
    RXWATT_ASSIGN(const store::RunDetails details, project.reader.read(id));
    if (options.json) {
        RXWATT_TRY(writeJson(jsonOf(details, project.folder)));
        return 0;
    }
    const auto points = run::readPoints(project.folder.runFolder(id).evaluationFolder());
    RXWATT_TRY(writeOutput(runText(details, project.folder) + berText(details, points)));
    return 0;
}

} // namespace

void addShowCommand(CommandLine& line)
{
    auto options = std::make_shared<ShowOptions>();
    line.add("show", "Shows one run whole: state, settings, series, BER curves and where its files lie.")
        .argument("DIR", options->project, "The project's folder")
        .argument("RUN", options->run, "An id, a unique prefix of one, or an unambiguous name")
        .flag("--json", options->json, "Prints one JSON document")
        .examples({"rxwatt show project student", "rxwatt show project k3v9 --json"})
        .action([options] { return show(*options); });
}

} // namespace rxwatt::cli
