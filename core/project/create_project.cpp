// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/create_project.h"

#include "core/project/open_project.h"
#include "core/project/templates.h"
#include "core/store/sqlite_journal.h"

#include <filesystem>

namespace rxwatt::project
{

namespace
{

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

Result<std::vector<RunId>> fill(const run::ProjectFolder& folder, const std::vector<run::RunSpec>& specs)
{
    {
        RXWATT_ASSIGN(const auto journal, store::SqliteJournal::create(folder.databaseFile()));
    }
    if (specs.empty()) {
        return std::vector<RunId>();
    }
    schedule::Request add;
    add.action = schedule::Action::add;
    for (const run::RunSpec& spec : specs) {
        add.specs.push_back(run::toJson(spec));
    }
    RXWATT_ASSIGN(schedule::Reply reply, request(folder, add));
    return std::move(reply.runs);
}

} // namespace

Result<NewProject> createProject(const std::string& path, const std::string& templateName)
{
    RXWATT_ASSIGN(const std::vector<run::RunSpec> specs, templateRuns(templateName));
    std::error_code ignored;
    const bool folderWasThere = std::filesystem::exists(path, ignored);
    RXWATT_ASSIGN(run::ProjectFolder folder, run::ProjectFolder::create(path));
    Result<std::vector<RunId>> runs = fill(folder, specs);
    if (!runs) {
        removeUnfinished(folder.path(), folderWasThere);
        return tl::unexpected<Error>(std::move(runs).error());
    }
    return NewProject{std::move(folder), std::move(*runs)};
}

} // namespace rxwatt::project
