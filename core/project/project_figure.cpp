// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/project_figure.h"

#include "core/figure/run_figures.h"
#include "core/project/figure_data.h"

#include <fmt/format.h>

#include <algorithm>

namespace rxwatt::project
{

namespace
{

bool isEmpty(const figure::Figure& drawn)
{
    const auto* plot = std::get_if<figure::Plot>(&drawn);
    return plot != nullptr && plot->series.empty();
}

} // namespace

Result<ProjectFigure> projectFigure(const FigureRequest& request)
{
    RXWATT_TRY(figure::makeFigure(request.figure, {}));
    RXWATT_ASSIGN(const OpenProject project, openProject(request.project));
    std::vector<RunId> chosen;
    if (!request.runs.empty()) {
        RXWATT_ASSIGN(chosen, findRuns(project.reader, request.runs));
    }
    RXWATT_ASSIGN(const std::vector<figure::RunData> runs, figureData(project.reader, chosen, request.figure));
    RXWATT_ASSIGN(figure::Figure drawn, figure::makeFigure(request.figure, runs));
    if (isEmpty(drawn)) {
        return fail(ErrorKind::failed,
                    fmt::format("no run chosen has anything for the figure \"{}\" yet", request.figure));
    }
    return ProjectFigure{std::move(drawn), runs.size()};
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
