// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_line.h"
#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/processor_text.h"
#include "app/cli/project_catalogue.h"
#include "core/project/run_energy.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace rxwatt::cli
{

namespace
{

struct ProcessorsOptions {
    std::string action;
    std::vector<std::string> arguments;
    std::string project;
    std::string processor;
    std::string fit = "metric2";
    std::string divisor = "kernels";
    bool json = false;
};

Status requireArguments(const ProcessorsOptions& options, std::size_t count, const char* usage)
{
    return options.arguments.size() == count
               ? Status()
               : Status(fail(ErrorKind::badInput, fmt::format("usage: rxwatt processors {}", usage)));
}

Result<int> list(const ProcessorsOptions& options)
{
    RXWATT_TRY(requireArguments(options, 0, "list [--project DIR]"));
    RXWATT_ASSIGN(const energy::Catalogue catalogue, catalogueFor(options.project));
    if (!options.json) {
        RXWATT_TRY(writeOutput(processorsTable(catalogue.processors())));
        return 0;
    }
    Json processors = Json::array();
    for (const energy::Processor& processor : catalogue.processors()) {
        processors.push_back(energy::toJson(processor));
    }
    RXWATT_TRY(writeJson(Json{{"processors", processors}}));
    return 0;
}

Result<int> tell(const ProcessorsOptions& options, const energy::Processor& processor)
{
    RXWATT_TRY(options.json ? writeJson(energy::toJson(processor)) : writeOutput(processorText(processor)));
    return 0;
}

Result<int> show(const ProcessorsOptions& options)
{
    RXWATT_TRY(requireArguments(options, 1, "show ID [--project DIR]"));
    RXWATT_ASSIGN(const energy::Catalogue catalogue, catalogueFor(options.project));
    RXWATT_ASSIGN(const energy::Processor processor, catalogue.get(options.arguments[0]));
    return tell(options, processor);
}

Result<int> add(const ProcessorsOptions& options)
{
    RXWATT_TRY(requireArguments(options, 2, "add DIR PROCESSOR.json"));
    RXWATT_ASSIGN(const run::ProjectFolder project, run::ProjectFolder::open(options.arguments[0]));
    const std::string& file = options.arguments[1];
    RXWATT_ASSIGN(const Json json, base::readJsonFile(file));
    energy::Processor processor;
    if (const Status read = energy::fromJson(json, "$", processor); !read) {
        return failIn(file, read.error());
    }
    RXWATT_TRY(energy::putOwnProcessor(project.path(), processor));
    return tell(options, processor);
}

/// A run's layers with what was measured of each.
Result<std::vector<energy::MeasuredLayer>> measuredLayers(const project::OpenProject& project, const std::string& text)
{
    RXWATT_ASSIGN(const RunId id, project::findRun(project.reader, text));
    RXWATT_ASSIGN(const store::RunDetails run, project.reader.read(id));
    std::vector<energy::MeasuredLayer> measured;
    if (const auto model = project::runModelOf(run)) {
        for (const run::LayerMeasurement& one : model->measured) {
            const auto& layers = model->layers.layers;
            const auto layer =
                std::find_if(layers.begin(), layers.end(), [&](const auto& known) { return known.name == one.name; });
            if (layer != layers.end() && one.joules) {
                measured.push_back({*layer, *one.joules, one.secondsPerInference});
            }
        }
    }
    if (measured.empty()) {
        return fail(ErrorKind::failed, fmt::format("run {} has no measured energy of its layers; a run of kind "
                                                   "\"measure\" on a machine with a sensor has",
                                                   run.summary.name));
    }
    return measured;
}

Result<int> fit(const ProcessorsOptions& options)
{
    RXWATT_TRY(requireArguments(options, 2, "fit DIR RUN --processor ID [--model metric2|bottom-up]"));
    RXWATT_ASSIGN(const project::OpenProject project, project::openProject(options.arguments[0]));
    RXWATT_ASSIGN(const energy::Catalogue catalogue, energy::Catalogue::ofProject(project.folder.path()));
    RXWATT_ASSIGN(energy::Processor processor, catalogue.get(options.processor));
    RXWATT_ASSIGN(const auto measured, measuredLayers(project, options.arguments[1]));
    const std::string source = "run " + options.arguments[1];
    if (options.fit == "metric2") {
        const auto divisor =
            options.divisor == "kernels" ? energy::Metric2Divisor::kernels : energy::Metric2Divisor::inputChannels;
        RXWATT_ASSIGN(processor.metric2, energy::fitMetric2(measured, divisor));
        processor.metric2->source = source;
    } else {
        RXWATT_ASSIGN(processor.bottomUp, energy::fitBottomUp(measured));
        processor.bottomUp->source = source;
    }
    RXWATT_TRY(energy::putOwnProcessor(project.folder.path(), processor));
    return tell(options, processor);
}

Result<int> processors(const ProcessorsOptions& options)
{
    if (options.action == "list") {
        return list(options);
    }
    if (options.action == "show") {
        return show(options);
    }
    if (options.action == "add") {
        return add(options);
    }
    if (options.action == "fit") {
        return fit(options);
    }
    return fail(ErrorKind::badInput,
                fmt::format("processors: found {}, list, show, add or fit is allowed", base::inQuotes(options.action)));
}

} // namespace

void addProcessorsCommand(CommandLine& line)
{
    auto options = std::make_shared<ProcessorsOptions>();
    line.add("processors", "The catalogue of processors that energy is estimated on, and a project's own.")
        .argument("ACTION", options->action, "list; show ID; add DIR PROCESSOR.json; fit DIR RUN")
        .completes({"list", "show", "add", "fit"})
        .arguments("ARGUMENT", options->arguments, "What the action takes", 0)
        .option("--project", "DIR", options->project, "Of list and show: with this project's own processors")
        .option("--processor", "ID", options->processor, "Of fit: whose coefficients are fitted")
        .choice("--model", options->fit, {"metric2", "bottom-up"},
                "Of fit: metric (2), or energies of an operation and a byte and static power. Default: metric2")
        .choice("--d0", options->divisor, {"kernels", "input_channels"},
                "Of fit: what metric (2) divides by. Default: kernels")
        .flag("--json", options->json, "Prints one JSON document")
        .examples({"rxwatt processors list", "rxwatt processors show a100_sxm4_80",
                   "rxwatt processors add project board.json",
                   "rxwatt processors fit project measured --processor l4 --model bottom-up"})
        .action([options] { return processors(*options); });
}

} // namespace rxwatt::cli
