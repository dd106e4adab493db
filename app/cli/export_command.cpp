// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/child_program.h"
#include "app/cli/command_line.h"
#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "core/base/files.h"
#include "core/figure/writer.h"
#include "core/project/project_figure.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
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
    std::string formats;
    std::string processor;
    std::string precision;
    std::string energy;
    bool json = false;
};

constexpr const char* defaultFormats = "pdf,csv";
constexpr const char* styleIsForPictures = "--style is for pictures: .pdf, .svg and .png";

/// Lets the workbench draw what it alone can: its exit code, where it is not 0 it has said why.
Result<int> drawPicture(const ExportOptions& options)
{
    RXWATT_ASSIGN(const std::filesystem::path program, requireGui());
    std::vector<std::string> command = {program.string(), "export", options.project,
                                        options.figure,   "--out",  options.out};
    if (!options.runs.empty()) {
        command.insert(command.end(), {"--runs", options.runs});
    }
    const std::pair<const char*, const std::string*> passedOn[] = {{"--style", &options.style},
                                                                   {"--formats", &options.formats},
                                                                   {"--processor", &options.processor},
                                                                   {"--precision", &options.precision},
                                                                   {"--energy", &options.energy}};
    for (const auto& [name, value] : passedOn) {
        if (!value->empty()) {
            command.insert(command.end(), {name, *value});
        }
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
            return fail(ErrorKind::badInput, styleIsForPictures);
        }
    }
    if (!options.formats.empty()) {
        return fail(ErrorKind::badInput, "--formats is for \"all\"; the extension of --out says the format of one");
    }
    RXWATT_ASSIGN(const auto energy,
                  project::energyFigureSettings(options.processor, options.precision, options.energy));
    RXWATT_ASSIGN(const project::ProjectFigure drawn,
                  project::projectFigure({options.project, options.figure, project::runsOf(options.runs), energy}));
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

Status writeText(const project::FigureFile& file, const std::vector<figure::Figure>& figures)
{
    RXWATT_ASSIGN(const figure::Format format, figure::formatOf(file.path));
    return base::writeFileAtomically(file.path, std::string_view(figure::toText(figures.at(file.figure), format)));
}

/// The extensions of pictures, or those of the others.
std::vector<std::string> partOf(const std::vector<std::string>& extensions, bool pictures)
{
    std::vector<std::string> part;
    std::copy_if(extensions.begin(), extensions.end(), std::back_inserter(part), [&](const std::string& extension) {
        return figure::pictureFormatOf("figure." + extension).has_value() == pictures;
    });
    return part;
}

/// The exit code.
Result<int> writeAll(const ExportOptions& options, const std::vector<std::string>& extensions,
                     const std::vector<figure::Figure>& figures)
{
    RXWATT_TRY(project::makeFigureFolder(options.out));
    for (const project::FigureFile& file : project::figureFiles(figures, partOf(extensions, false), options.out)) {
        RXWATT_TRY(writeText(file, figures));
    }
    const std::vector<std::string> pictures = partOf(extensions, true);
    if (project::figureFiles(figures, pictures, options.out).empty()) {
        return 0;
    }
    ExportOptions drawn = options;
    drawn.formats = fmt::format("{}", fmt::join(pictures, ","));
    return drawPicture(drawn);
}

Result<int> exportAll(const ExportOptions& options)
{
    RXWATT_ASSIGN(const std::vector<std::string> extensions,
                  figure::extensionsOf(options.formats.empty() ? defaultFormats : options.formats));
    if (!options.style.empty() && partOf(extensions, true).empty()) {
        return fail(ErrorKind::badInput, styleIsForPictures);
    }
    RXWATT_ASSIGN(const project::ProjectFigures drawn,
                  project::allFigures(options.project, project::runsOf(options.runs)));
    for (const std::string& note : drawn.notes) {
        printNote("not drawn: " + note);
    }
    RXWATT_ASSIGN(const int code, writeAll(options, extensions, drawn.figures));
    if (code != 0) {
        return code;
    }
    Json files = Json::array();
    std::string lines;
    for (const project::FigureFile& file : project::figureFiles(drawn.figures, extensions, options.out)) {
        files.push_back(file.path.string());
        lines += fmt::format("wrote {}\n", file.path.string());
    }
    if (options.json) {
        RXWATT_TRY(writeJson(Json{{"figure", "all"}, {"files", files}, {"runs", drawn.runs}}));
        return 0;
    }
    RXWATT_TRY(writeOutput(lines));
    return 0;
}

std::vector<std::string> choices()
{
    std::vector<std::string> names = project::projectFigureNames();
    names.emplace_back("all");
    return names;
}

} // namespace

void addExportCommand(CommandLine& line)
{
    auto options = std::make_shared<ExportOptions>();
    line.add(
            "export",
            "Writes a figure of a project's runs, by the file's extension: pdf, svg, png, csv, json or tex (PGFPlots).")
        .argument("DIR", options->project, "The project's folder")
        .argument("FIGURE", options->figure, fmt::format("{}", fmt::join(choices(), ", ")))
        .completes(choices())
        .option("--out", "FILE", options->out, "The file to write; for all figures, a folder")
        .required()
        .option("--runs", "A,B...", options->runs, "Ids, unique prefixes or unambiguous names; default: all runs")
        .option("--style", "FILE", options->style, "Size, fonts and widths of a picture as JSON; default: one column")
        .option("--formats", "A,B...", options->formats, fmt::format("Of all figures; default: {}", defaultFormats))
        .option("--processor", "ID", options->processor,
                "Of figures of energy: where it is estimated; `rxwatt processors list` names them")
        .choice("--precision", options->precision, {"fp32", "fp16", "int8"}, "Of figures of energy")
        .choice("--energy", options->energy, {"metric0", "metric1", "metric2", "parts", "measured"},
                "Of figures of energy: what bars show; parts are compute, memory and static")
        .flag("--json", options->json, "Prints one JSON document")
        .examples({"rxwatt export project ber --out ber.pdf",
                   "rxwatt export project loss --runs student,teacher --out loss.csv",
                   "rxwatt export project all --out figures --formats pdf,svg,csv"})
        .action([options] { return options->figure == "all" ? exportAll(*options) : exportFigure(*options); });
}

} // namespace rxwatt::cli
