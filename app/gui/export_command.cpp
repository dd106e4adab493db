// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/export_command.h"

#include "core/base/files.h"
#include "core/figure/writer.h"
#include "core/project/project_figure.h"
#include "ui/plots/export_picture.h"
#include "ui/plots/make_plot.h"
#include "ui/plots/plot_widget.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cstdio>
#include <QApplication>

namespace rxwatt::gui
{

namespace
{

struct ExportOptions {
    std::string project;
    std::string figure;
    std::string out;
    std::string runs;
    std::string style;
    std::string formats = "pdf,csv";
    std::string processor;
    std::string precision;
    std::string energy;
};

Result<figure::ExportStyle> styleOf(const ExportOptions& options)
{
    return options.style.empty() ? figure::ExportStyle() : figure::readExportStyle(options.style);
}

Status writeFigure(const std::filesystem::path& file, const figure::Figure& drawn, const figure::ExportStyle& style)
{
    if (const std::optional<figure::PictureFormat> picture = figure::pictureFormatOf(file)) {
        const std::unique_ptr<plots::PlotWidget> plot = plots::makePlot(drawn);
        if (plot == nullptr) {
            return fail(ErrorKind::badInput,
                        fmt::format("{}: the figure is a table; write .csv, .json or .tex", file.string()));
        }
        return plots::writePicture(file, *plot, style, *picture);
    }
    RXWATT_ASSIGN(const figure::Format format, figure::formatOf(file));
    return base::writeFileAtomically(file, std::string_view(figure::toText(drawn, format)));
}

Status exportFigure(const ExportOptions& options)
{
    if (!figure::pictureFormatOf(options.out)) {
        RXWATT_TRY(figure::formatOf(options.out));
        if (!options.style.empty()) {
            return fail(ErrorKind::badInput, "--style is for pictures: .pdf, .svg and .png");
        }
    }
    RXWATT_ASSIGN(const figure::ExportStyle style, styleOf(options));
    RXWATT_ASSIGN(const auto energy,
                  project::energyFigureSettings(options.processor, options.precision, options.energy));
    RXWATT_ASSIGN(const project::ProjectFigure drawn,
                  project::projectFigure({options.project, options.figure, project::runsOf(options.runs), energy}));
    RXWATT_TRY(writeFigure(options.out, drawn.figure, style));
    std::printf("wrote %s\n", options.out.c_str());
    return {};
}

Status exportAll(const ExportOptions& options)
{
    RXWATT_ASSIGN(const figure::ExportStyle style, styleOf(options));
    RXWATT_ASSIGN(const std::vector<std::string> extensions, figure::extensionsOf(options.formats));
    RXWATT_ASSIGN(const project::ProjectFigures drawn,
                  project::allFigures(options.project, project::runsOf(options.runs)));
    RXWATT_TRY(project::makeFigureFolder(options.out));
    for (const project::FigureFile& file : project::figureFiles(drawn.figures, extensions, options.out)) {
        RXWATT_TRY(writeFigure(file.path, drawn.figures.at(file.figure), style));
        std::printf("wrote %s\n", file.path.c_str());
    }
    return {};
}

int say(const Error& error)
{
    std::fprintf(stderr, "rxwatt-gui: %s\n", error.message.c_str());
    return base::exitCode(error);
}

} // namespace

int runExport(int argc, char** argv)
{
    ExportOptions options;
    CLI::App line("Draws a figure of a project's runs into a file, without a display.", "rxwatt-gui export");
    line.add_option("DIR", options.project, "The project's folder")->required();
    line.add_option("FIGURE", options.figure, fmt::format("{}, or all", fmt::join(project::projectFigureNames(), ", ")))
        ->required();
    line.add_option("--out", options.out, "The file to write: .pdf, .svg, .png, .csv, .json or .tex; for all, a folder")
        ->required();
    line.add_option("--formats", options.formats, "Of all figures; default: pdf,csv");
    line.add_option("--runs", options.runs, "Ids, unique prefixes or unambiguous names; default: all runs");
    line.add_option("--style", options.style, "Size, fonts and widths of a picture as JSON; default: one column");
    line.add_option("--processor", options.processor, "Of figures of energy: where it is estimated");
    line.add_option("--precision", options.precision, "Of figures of energy: fp32, fp16 or int8");
    line.add_option("--energy", options.energy, "Of figures of energy: metric0, metric1, metric2, parts or measured");
    try {
        line.parse(argc - 1, argv + 1);
    } catch (const CLI::CallForHelp&) {
        std::printf("%s", line.help().c_str());
        return 0;
    } catch (const CLI::ParseError& problem) {
        return say({ErrorKind::badInput, problem.what()});
    }
    // Whatever display there is: a picture is the same without one, and what Qt says of it is nobody's concern.
    qputenv("QT_QPA_PLATFORM", "offscreen");
    qInstallMessageHandler([](QtMsgType /*type*/, const QMessageLogContext& /*context*/, const QString& /*text*/) {});
    // Our arguments are not Qt's: it has a --style too.
    int qtArguments = 1;
    const QApplication application(qtArguments, argv);
    const Status written = options.figure == "all" ? exportAll(options) : exportFigure(options);
    return written ? 0 : say(written.error());
}

} // namespace rxwatt::gui
