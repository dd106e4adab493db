// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_line.h"
#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/project_access.h"
#include "app/cli/templates.h"
#include "core/store/sqlite_journal.h"

#include <fmt/format.h>

#include <filesystem>
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

/// Takes a project that could not be finished away again, so that the next attempt finds the place as it was.
void removeUnfinished(const std::filesystem::path& folder, bool folderWasThere)
{
    std::error_code ignored;
    if (!folderWasThere) {
        std::filesystem::remove_all(folder, ignored);
        return;
    }
    for (const auto& entry : std::filesystem::directory_iterator(folder, ignored)) {
        std::filesystem::remove_all(entry.path(), ignored);
    }
}

Result<schedule::Reply> fill(const run::ProjectFolder& folder, const std::vector<run::RunSpec>& specs)
{
    {
        RXWATT_ASSIGN(const auto journal, store::SqliteJournal::create(folder.databaseFile()));
    }
    if (specs.empty()) {
        return schedule::Reply();
    }
    schedule::Request add;
    add.action = schedule::Action::add;
    for (const run::RunSpec& spec : specs) {
        add.specs.push_back(run::toJson(spec));
    }
    return request(folder, add);
}

Result<int> init(const InitOptions& options)
{
    RXWATT_ASSIGN(const std::vector<run::RunSpec> specs, templateRuns(options.name));
    std::error_code ignored;
    const bool folderWasThere = std::filesystem::exists(options.project, ignored);
    RXWATT_ASSIGN(const run::ProjectFolder folder, run::ProjectFolder::create(options.project));
    const Result<schedule::Reply> reply = fill(folder, specs);
    if (!reply) {
        removeUnfinished(folder.path(), folderWasThere);
        return tl::unexpected<Error>(reply.error());
    }
    if (options.json) {
        Json ids = Json::array();
        for (const RunId& id : reply->runs) {
            ids.push_back(id.text);
        }
        RXWATT_TRY(writeJson(Json{{"project", folder.path().string()}, {"template", options.name}, {"runs", ids}}));
        return 0;
    }
    std::string text = fmt::format("made {} with {} queued run{}\n", folder.path().string(), reply->runs.size(),
                                   reply->runs.size() == 1 ? "" : "s");
    text += reply->runs.empty() ? fmt::format("next: rxwatt add {} SPEC.json\n", options.project)
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
            "--template", options->name, templateNames(),
            "What it begins with: nothing; a small receiver that trains in minutes; the published DeepRx at full size, "
            "for a GPU. Default: empty")
        .flag("--json", options->json, "Prints one JSON document")
        .examples({"rxwatt init first --template quickstart"})
        .action([options] { return init(*options); });
}

} // namespace rxwatt::cli
