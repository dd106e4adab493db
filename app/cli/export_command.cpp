// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/child_program.h"
#include "app/cli/command_line.h"
#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "core/base/files.h"
#include "core/figure/run_figures.h"
#include "core/figure/writer.h"
#include "core/project/project_figure.h"

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
    std::string style;
    bool json = false;
};

/// Lets the workbench draw what it alone can: its exit code, where it is not 0 it has said why.
Result<int> drawPicture(const ExportOptions& options)
{
    RXWATT_ASSIGN(const std::filesystem::path program, requireGui());
    std::vector<std::string> command = {program.string(), "export", options.project,
                                        options.figure,   "--out",  options.out};
    if (!options.runs.empty()) {
        command.insert(command.end(), {"--runs", options.runs});
    }
    if (!options.style.empty()) {
        command.insert(command.end(), {"--style", options.style});
    }
    RXWATT_ASSIGN(const ProgramOutput output, captureProgram(command));
    return output.exitCode;
}

/// The exit code.
Result<int> writeFigure(const ExportOptions& options, const figure::Figure& drawn)
{
    if (!figure::pictureFormatOf(options.out)) {
        RXWATT_ASSIGN(const figure::Format format, figure::formatOf(options.out));
        RXWATT_TRY(base::writeFileAtomically(options.out, std::string_view(figure::toText(drawn, format))));
        return 0;
    }
    if (std::holds_alternative<figure::Table>(drawn)) {
        return fail(ErrorKind::badInput, fmt::format("{}: the figure \"{}\" is a table; write .csv, .json or .tex",
                                                     options.out, options.figure));
    }
    return drawPicture(options);
}

Result<int> exportFigure(const ExportOptions& options)
{
    if (!figure::pictureFormatOf(options.out)) {
        RXWATT_TRY(figure::formatOf(options.out));
        if (!options.style.empty()) {
            return fail(ErrorKind::badInput, "--style is for pictures: .pdf, .svg and .png");
        }
    }
    RXWATT_ASSIGN(const project::ProjectFigure drawn,
                  project::projectFigure({options.project, options.figure, project::runsOf(options.runs)}));
    RXWATT_ASSIGN(const int code, writeFigure(options, drawn.figure));
    if (code != 0) {
        return code;
    }
    if (options.json) {
        RXWATT_TRY(writeJson(Json{{"figure", options.figure}, {"file", options.out}, {"runs", drawn.runs}}));
        return 0;
    }
    RXWATT_TRY(writeOutput(fmt::format("wrote {}\n", options.out)));
    return 0;
}

} // namespace

void addExportCommand(CommandLine& line)
{
    auto options = std::make_shared<ExportOptions>();
    line.add(
            "export",
            "Writes a figure of a project's runs, by the file's extension: pdf, svg, png, csv, json or tex (PGFPlots).")
        .argument("DIR", options->project, "The project's folder")
        .argument("FIGURE", options->figure, fmt::format("{}", fmt::join(figure::figureNames(), ", ")))
        .completes(figure::figureNames())
        .option("--out", "FILE", options->out, "The file to write")
        .required()
        .option("--runs", "A,B...", options->runs, "Ids, unique prefixes or unambiguous names; default: all runs")
        .option("--style", "FILE", options->style, "Size, fonts and widths of a picture as JSON; default: one column")
        .flag("--json", options->json, "Prints one JSON document")
        .examples({"rxwatt export project ber --out ber.pdf",
                   "rxwatt export project loss --runs student,teacher --out loss.csv"})
        .action([options] { return exportFigure(*options); });
}

} // namespace rxwatt::cli
