// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_line.h"
#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/text.h"
#include "core/project/rebuild_index.h"
#include "core/schedule/check.h"
#include "core/store/run_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <thread>

namespace rxwatt::cli
{

namespace
{

using schedule::Finding;
using schedule::Severity;

struct CheckOptions {
    std::string project;
    bool rebuild = false;
    bool json = false;
};

/// What the index says otherwise than the folders, or that it cannot be read.
Result<std::vector<Finding>> compareIndex(const run::ProjectFolder& folder)
{
    const auto reader = store::RunReader::open(folder.databaseFile());
    const auto index =
        reader ? reader->indexed() : Result<std::map<RunId, run::IndexedRun>>(tl::unexpected<Error>(reader.error()));
    if (!index) {
        return std::vector<Finding>{
            {Severity::error, "runs.db",
             index.error().message + "; rxwatt check --rebuild remakes it from the run folders"}};
    }
    return schedule::checkIndex(folder, *index);
}

Result<std::vector<Finding>> checkIndex(const run::ProjectFolder& folder)
{
    RXWATT_ASSIGN(std::vector<Finding> findings, compareIndex(folder));
    const auto holder = base::FileLock::holder(folder.lockFile());
    if (findings.empty() || (holder && !*holder)) {
        return findings;
    }
    // A scheduler at work tells the index a moment after the file: what is wrong stays wrong.
    std::this_thread::sleep_for(std::chrono::seconds(1));
    RXWATT_ASSIGN(const std::vector<Finding> later, compareIndex(folder));
    std::erase_if(findings, [&](const Finding& finding) {
        return std::find(later.begin(), later.end(), finding) == later.end();
    });
    return findings;
}

Result<std::vector<Finding>> findingsOf(const run::ProjectFolder& folder, bool rebuildFirst)
{
    std::vector<Finding> findings;
    if (rebuildFirst) {
        RXWATT_ASSIGN(findings, project::rebuildIndex(folder));
    }
    RXWATT_ASSIGN(const std::vector<Finding> files, schedule::checkProject(folder));
    RXWATT_ASSIGN(const std::vector<Finding> index, checkIndex(folder));
    for (const auto* more : {&files, &index}) {
        for (const Finding& finding : *more) {
            if (std::find(findings.begin(), findings.end(), finding) == findings.end()) {
                findings.push_back(finding);
            }
        }
    }
    return findings;
}

std::string findingsText(const std::vector<Finding>& findings, bool rebuilt)
{
    std::string text = rebuilt ? "remade runs.db from the run folders\n" : "";
    for (const Finding& finding : findings) {
        text += printable(fmt::format("{}: {}: {}", schedule::nameOf(finding.severity), finding.where, finding.what)) +
                "\n";
    }
    return findings.empty() ? text + "nothing wrong\n" : text;
}

Json findingsJson(const std::vector<Finding>& findings, bool rebuilt)
{
    Json list = Json::array();
    for (const Finding& finding : findings) {
        list.push_back(
            {{"severity", schedule::nameOf(finding.severity)}, {"where", finding.where}, {"what", finding.what}});
    }
    return {{"rebuilt", rebuilt}, {"findings", std::move(list)}};
}

Result<int> check(const CheckOptions& options)
{
    RXWATT_ASSIGN(const run::ProjectFolder folder, run::ProjectFolder::open(options.project));
    RXWATT_ASSIGN(const std::vector<Finding> findings, findingsOf(folder, options.rebuild));
    RXWATT_TRY(options.json ? writeJson(findingsJson(findings, options.rebuild))
                            : writeOutput(findingsText(findings, options.rebuild)));
    const bool broken = std::any_of(findings.begin(), findings.end(),
                                    [](const Finding& finding) { return finding.severity == Severity::error; });
    return broken ? 1 : 0;
}

} // namespace

void addCheckCommand(CommandLine& line)
{
    auto options = std::make_shared<CheckOptions>();
    line.add("check", "Verifies every file of a project and that its index agrees with them; exit code 1 where "
                      "something is broken.")
        .argument("DIR", options->project, "The project's folder")
        .flag("--rebuild", options->rebuild, "First remakes runs.db from the run folders")
        .flag("--json", options->json, "Prints one JSON document")
        .examples({"rxwatt check project", "rxwatt check project --rebuild"})
        .action([options] { return check(*options); });
}

} // namespace rxwatt::cli
