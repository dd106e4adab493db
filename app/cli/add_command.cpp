// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_line.h"
#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "core/base/files.h"
#include "core/project/open_project.h"
#include "core/run/spec.h"

#include <fmt/format.h>

#include <filesystem>
#include <memory>

namespace rxwatt::cli
{

namespace
{

struct AddOptions {
    std::string project;
    std::vector<std::string> specs;
    bool dryRun = false;
    bool json = false;
};

bool isStudy(const Json& json)
{
    const auto schema = json.is_object() ? json.find("schema") : json.end();
    return json.is_object() && schema != json.end() && schema->is_string() &&
           schema->get_ref<const std::string&>().starts_with("rxwatt.study/");
}

/// A specification from a file: valid, filled in, its references to runs and files resolved.
Result<run::RunSpec> readSpec(const std::filesystem::path& file, const std::vector<schedule::KnownRun>& runs)
{
    RXWATT_ASSIGN(const Json json, base::readJsonFile(file));
    if (isStudy(json)) {
        return fail(ErrorKind::badInput,
                    file.string() + ": $.schema: studies are not in this version; add its runs one by one");
    }
    Result<run::RunSpec> spec = run::specFromJson(json);
    if (!spec) {
        return failIn(file.string(), spec.error());
    }
    std::error_code error;
    const std::filesystem::path absolute = std::filesystem::absolute(file, error);
    if (error) {
        return tl::unexpected<Error>(base::fileError("find", file, error.value()));
    }
    if (const Status resolved = schedule::resolveWeights(*spec, runs, absolute.parent_path()); !resolved) {
        return failIn(file.string(), resolved.error());
    }
    return spec;
}

Result<int> printSpecs(const std::vector<Json>& specs)
{
    Json list = Json::array();
    for (const Json& spec : specs) {
        list.push_back(spec);
    }
    RXWATT_TRY(writeJson(specs.size() == 1 ? specs.front() : list));
    return 0;
}

Result<int> queueSpecs(const project::OpenProject& project, const schedule::Request& add, bool json)
{
    RXWATT_ASSIGN(const schedule::Reply reply, project::request(project.folder, add));
    Json ids = Json::array();
    std::string lines;
    for (const RunId& id : reply.runs) {
        ids.push_back(id.text);
        lines += id.text + "\n";
    }
    RXWATT_TRY(json ? writeJson(Json{{"runs", ids}}) : writeOutput(lines));
    return 0;
}

Result<int> add(const AddOptions& options)
{
    RXWATT_ASSIGN(const project::OpenProject project, project::openProject(options.project));
    RXWATT_ASSIGN(const std::vector<schedule::KnownRun> runs, project::knownRuns(project.reader));
    schedule::Request add;
    add.action = schedule::Action::add;
    for (const std::string& file : options.specs) {
        RXWATT_ASSIGN(const run::RunSpec spec, readSpec(file, runs));
        add.specs.push_back(run::toJson(spec));
    }
    return options.dryRun ? printSpecs(add.specs) : queueSpecs(project, add, options.json);
}

} // namespace

void addAddCommand(CommandLine& line)
{
    auto options = std::make_shared<AddOptions>();
    line.add("add", "Queues runs and prints their ids. All of them are checked before any is queued.")
        .argument("DIR", options->project, "The project's folder")
        .arguments("SPEC.json", options->specs, "Run specifications (docs/run-specification.md)")
        .flag("--dry-run", options->dryRun, "Checks only, and prints the specifications with every default filled in")
        .flag("--json", options->json, "Prints one JSON document")
        .examples({"rxwatt add project student.json teacher.json", "rxwatt add project student.json --dry-run --json"})
        .action([options] { return add(*options); });
}

} // namespace rxwatt::cli
