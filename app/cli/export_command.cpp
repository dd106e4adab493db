// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_line.h"
#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "core/base/files.h"
#include "core/figure/run_figures.h"
#include "core/figure/writer.h"
#include "core/project/figure_data.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <memory>

namespace rxwatt::cli
{

namespace
{

struct ExportOptions {
    std::string project;
    std::string figure;
    std::string out;
    std::string runs;
    bool json = false;
};

std::vector<std::string> splitAtCommas(const std::string& text)
{
    std::vector<std::string> parts;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find(',', begin), text.size());
        parts.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

bool isEmpty(const figure::Figure& drawn)
{
    const auto* plot = std::get_if<figure::Plot>(&drawn);
    return plot != nullptr && plot->series.empty();
}

Result<int> exportFigure(const ExportOptions& options)
{
    RXWATT_ASSIGN(const figure::Format format, figure::formatOf(options.out));
    RXWATT_TRY(figure::makeFigure(options.figure, {}));
    RXWATT_ASSIGN(const project::OpenProject project, project::openProject(options.project));
    std::vector<RunId> chosen;
    if (!options.runs.empty()) {
        RXWATT_ASSIGN(chosen, project::findRuns(project.reader, splitAtCommas(options.runs)));
    }
    RXWATT_ASSIGN(const std::vector<figure::RunData> runs, project::figureData(project.reader, chosen, options.figure));
    RXWATT_ASSIGN(const figure::Figure drawn, figure::makeFigure(options.figure, runs));
    if (isEmpty(drawn)) {
        return fail(ErrorKind::failed,
                    fmt::format("no run chosen has anything for the figure \"{}\" yet", options.figure));
    }
    RXWATT_TRY(base::writeFileAtomically(options.out, std::string_view(figure::toText(drawn, format))));
    if (options.json) {
        RXWATT_TRY(writeJson(Json{{"figure", options.figure}, {"file", options.out}, {"runs", runs.size()}}));
        return 0;
    }
    RXWATT_TRY(writeOutput(fmt::format("wrote {}\n", options.out)));
    return 0;
}

} // namespace

void addExportCommand(CommandLine& line)
{
    auto options = std::make_shared<ExportOptions>();
    line.add("export", "Writes a figure of a project's runs as csv, json or tex (PGFPlots), by the file's extension.")
        .argument("DIR", options->project, "The project's folder")
        .argument("FIGURE", options->figure, fmt::format("{}", fmt::join(figure::figureNames(), ", ")))
        .completes(figure::figureNames())
        .option("--out", "FILE", options->out, "The file to write")
        .required()
        .option("--runs", "A,B...", options->runs, "Ids, unique prefixes or unambiguous names; default: all runs")
        .flag("--json", options->json, "Prints one JSON document")
        .examples({"rxwatt export project ber --out ber.tex",
                   "rxwatt export project loss --runs student,teacher --out loss.csv"})
        .action([options] { return exportFigure(*options); });
}

} // namespace rxwatt::cli
