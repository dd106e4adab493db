// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_line.h"
#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/text.h"
#include "core/project/create_project.h"
#include "core/project/templates.h"

#include <fmt/format.h>

#include <memory>

namespace rxwatt::cli
{

namespace
{

struct InitOptions {
    std::string project;
    std::string name = "empty";
    bool json = false;
};

Result<int> init(const InitOptions& options)
{
    RXWATT_ASSIGN(const project::NewProject made, project::createProject(options.project, options.name));
    if (options.json) {
        Json ids = Json::array();
        for (const RunId& id : made.runs) {
            ids.push_back(id.text);
        }
        RXWATT_TRY(
            writeJson(Json{{"project", made.folder.path().string()}, {"template", options.name}, {"runs", ids}}));
        return 0;
    }
    std::string text = fmt::format("made {} with {}\n", made.folder.path().string(),
                                   counted(static_cast<long long>(made.runs.size()), "queued run"));
    text += made.runs.empty() ? fmt::format("next: rxwatt add {} SPEC.json\n", options.project)
                              : fmt::format("next: rxwatt run {} --until-empty\n", options.project);
    RXWATT_TRY(writeOutput(text));
    return 0;
}

} // namespace

void addInitCommand(CommandLine& line)
{
    auto options = std::make_shared<InitOptions>();
    line.add("init", "Makes a project: a folder with project.json, runs.db and runs/.")
        .argument("DIR", options->project, "The new project's folder: absent or empty")
        .choice(
            "--template", options->name, project::templateNames(),
            "What it begins with: nothing; a small receiver that trains in minutes; the published DeepRx at full size, "
            "for a GPU. Default: empty")
        .flag("--json", options->json, "Prints one JSON document")
        .examples({"rxwatt init first --template quickstart"})
        .action([options] { return init(*options); });
}

} // namespace rxwatt::cli
