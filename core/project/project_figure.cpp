// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/project_figure.h"

#include "core/figure/run_figures.h"
#include "core/figure/writer.h"
#include "core/project/figure_data.h"
#include "core/project/run_power.h"

#include <fmt/format.h>

#include <algorithm>

namespace rxwatt::project
{

namespace
{

bool isEmpty(const figure::Figure& drawn)
{
    if (const auto* bars = std::get_if<figure::BarChart>(&drawn)) {
        return bars->series.empty();
    }
    const auto* plot = std::get_if<figure::Plot>(&drawn);
    return plot != nullptr && plot->series.empty();
}

bool isEnergyFigure(const std::string& name)
{
    const auto& names = energyFigureNames();
    return std::find(names.begin(), names.end(), name) != names.end();
}

constexpr const char* powerName = "power";

Result<ProjectFigure> drawPower(const OpenProject& project, std::vector<RunId> runs)
{
    if (runs.empty()) {
        RXWATT_ASSIGN(const std::vector<store::RunSummary> all, allRuns(project.reader));
        for (const store::RunSummary& run : all) {
            runs.push_back(run.id);
        }
    }
    RXWATT_ASSIGN(const std::vector<figure::PowerLine> lines, powerLines(project, runs));
    return ProjectFigure{figure::powerFigure(lines), runs.size()};
}

/// Which may be empty.
Result<ProjectFigure> draw(const FigureRequest& request)
{
    const bool isOfEnergy = isEnergyFigure(request.figure);
    const bool isPower = request.figure == powerName;
    if (!isOfEnergy && !isPower) {
        RXWATT_TRY(figure::makeFigure(request.figure, {}));
    }
    RXWATT_ASSIGN(const OpenProject project, openProject(request.project));
    std::vector<RunId> chosen;
    if (!request.runs.empty()) {
        RXWATT_ASSIGN(chosen, findRuns(project.reader, request.runs));
    }
    if (isPower) {
        return drawPower(project, std::move(chosen));
    }
    if (isOfEnergy) {
        RXWATT_ASSIGN(DrawnEnergy drawn, energyFigure(project, chosen, request.figure, request.energy));
        return ProjectFigure{std::move(drawn.figure), drawn.runs};
    }
    RXWATT_ASSIGN(const std::vector<figure::RunData> runs, figureData(project.reader, chosen, request.figure));
    RXWATT_ASSIGN(figure::Figure drawn, figure::makeFigure(request.figure, runs));
    return ProjectFigure{std::move(drawn), runs.size()};
}

} // namespace

Result<ProjectFigure> projectFigure(const FigureRequest& request)
{
    RXWATT_ASSIGN(ProjectFigure drawn, draw(request));
    if (isEmpty(drawn.figure)) {
        return fail(ErrorKind::failed,
                    fmt::format("no run chosen has anything for the figure \"{}\" yet", request.figure));
    }
    return drawn;
}

Result<ProjectFigures> allFigures(const std::string& project, const std::vector<std::string>& runs)
{
    ProjectFigures all;
    for (const std::string& name : figure::figureNames()) {
        RXWATT_ASSIGN(ProjectFigure drawn, draw({project, name, runs}));
        all.runs = drawn.runs;
        if (!isEmpty(drawn.figure)) {
            all.figures.push_back(std::move(drawn.figure));
        }
    }
    // Of many runs these say nothing. The paper's two are the same with other names.
    if (all.runs > mostEnergyRuns) {
        return all;
    }
    for (const char* name : {powerName, "layer-energy", "processors", "lifecycle"}) {
        // A damaged trace or catalogue keeps nobody from the figures of results.
        Result<ProjectFigure> drawn = draw({project, name, runs});
        if (!drawn && drawn.error().kind != ErrorKind::failed) {
            all.notes.push_back(fmt::format("{}: {}", name, drawn.error().message));
        } else if (drawn && !isEmpty(drawn->figure)) {
            all.figures.push_back(std::move(drawn->figure));
        }
    }
    return all;
}

std::vector<std::string> projectFigureNames()
{
    std::vector<std::string> names = figure::figureNames();
    names.emplace_back(powerName);
    names.insert(names.end(), energyFigureNames().begin(), energyFigureNames().end());
    return names;
}

std::vector<FigureFile> figureFiles(const std::vector<figure::Figure>& figures,
                                    const std::vector<std::string>& extensions, const std::filesystem::path& folder)
{
    std::vector<FigureFile> files;
    for (std::size_t i = 0; i < figures.size(); ++i) {
        const std::string name = std::visit([](const auto& content) { return content.name; }, figures[i]);
        for (const std::string& extension : extensions) {
            const std::filesystem::path file = folder / (name + "." + extension);
            if (!figure::pictureFormatOf(file) || !std::holds_alternative<figure::Table>(figures[i])) {
                files.push_back({i, file});
            }
        }
    }
    return files;
}

Status makeFigureFolder(const std::filesystem::path& folder)
{
    std::error_code problem;
    std::filesystem::create_directories(folder, problem);
    if (!std::filesystem::is_directory(folder, problem)) {
        return fail(ErrorKind::failed, fmt::format("{}: this folder cannot be made", folder.string()));
    }
    return {};
}

std::vector<std::string> runsOf(const std::string& list)
{
    std::vector<std::string> parts;
    for (std::size_t begin = 0; !list.empty() && begin <= list.size();) {
        const std::size_t end = std::min(list.find(',', begin), list.size());
        parts.push_back(list.substr(begin, end - begin));
        begin = end + 1;
    }
    return parts;
}

} // namespace rxwatt::project
