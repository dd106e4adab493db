// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/table_question.h"

namespace rxwatt::pages
{

namespace
{

/// Specifications are files that never change: each is read once.
void readSettings(const std::vector<RunId>& runs, models::RunSettings& known, const project::OpenProject& project)
{
    for (const RunId& run : runs) {
        if (known.knows(run)) {
            continue;
        }
        if (const Result<run::RunSpec> spec = project.folder.runFolder(run).readSpec()) {
            known.put(run, run::toJson(*spec));
        }
    }
}

Status putTogether(TableAnswer& answer, const std::vector<RunId>& runs, models::RunSettings& known,
                   const project::OpenProject& project)
{
    readSettings(runs, known, project);
    answer.settings = known.differing(runs);
    RXWATT_ASSIGN(std::vector<store::RunSummary> summaries, project.reader.summaries(runs));
    if (!answer.question.withArchived) {
        std::erase_if(summaries, [](const store::RunSummary& run) { return run.archived; });
    }
    if (answer.question.grouping == Grouping::none) {
        std::vector<RunId> shown;
        for (const store::RunSummary& run : summaries) {
            shown.push_back(run.id);
        }
        answer.sections.push_back({{}, models::RunIds(std::move(shown))});
        return {};
    }
    std::vector<std::string> paths = answer.settings;
    std::erase(paths, "seed");
    if (answer.question.grouping == Grouping::setting) {
        paths = {answer.question.groupSetting.toStdString()};
    }
    answer.sections = models::groupRuns(summaries, known, paths);
    return {};
}

} // namespace

Result<TableAnswer> answerTo(const TableQuestion& question, models::RunSettings& known,
                             const project::OpenProject& project)
{
    TableAnswer answer;
    answer.question = question;
    store::RunQuery query;
    query.nameContains = question.filter.toStdString();
    query.sort = question.sort;
    query.descending = question.descending;
    RXWATT_ASSIGN(std::vector<RunId> runs, project.reader.ids(query));
    RXWATT_ASSIGN(answer.allRuns, project.reader.count({}));
    if (runs.size() <= maxRunsWithSettings) {
        RXWATT_TRY(putTogether(answer, runs, known, project));
        return answer;
    }
    answer.question.grouping = Grouping::none;
    answer.sections.push_back({{}, models::RunIds(std::move(runs))});
    return answer;
}

Result<std::vector<models::RunRow>> readRows(const std::vector<RunId>& runs, const std::vector<std::string>& settings,
                                             models::RunSettings& known, const project::OpenProject& project)
{
    if (!settings.empty()) {
        readSettings(runs, known, project);
    }
    RXWATT_ASSIGN(std::vector<store::RunSummary> summaries, project.reader.summaries(runs));
    std::vector<models::RunRow> rows;
    rows.reserve(summaries.size());
    for (store::RunSummary& summary : summaries) {
        models::RunRow row;
        for (const std::string& path : settings) {
            row.settings.push_back(known.valueOf(summary.id, path));
        }
        row.summary = std::move(summary);
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace rxwatt::pages
