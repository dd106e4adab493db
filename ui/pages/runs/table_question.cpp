// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/table_question.h"

namespace rxwatt::pages
{

Result<TableAnswer> answerTo(const TableQuestion& question, const project::OpenProject& project)
{
    TableAnswer answer;
    answer.question = question;
    const store::RunQuery query{
        .nameContains = question.filter.toStdString(), .sort = question.sort, .descending = question.descending};
    RXWATT_ASSIGN(std::vector<RunId> runs, project.reader.ids(query));
    RXWATT_ASSIGN(answer.allRuns, project.reader.count({}));
    answer.sections.push_back({{}, models::RunIds(std::move(runs))});
    return answer;
}

Result<std::vector<models::RunRow>> readRows(const std::vector<RunId>& runs,
                                             const std::vector<std::string>& /*settings*/,
                                             const project::OpenProject& project)
{
    RXWATT_ASSIGN(std::vector<store::RunSummary> summaries, project.reader.summaries(runs));
    std::vector<models::RunRow> rows;
    rows.reserve(summaries.size());
    for (store::RunSummary& summary : summaries) {
        rows.push_back({std::move(summary)});
    }
    return rows;
}

} // namespace rxwatt::pages
