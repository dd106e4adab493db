// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/table_question.h"

#include <algorithm>
#include <map>
#include <set>

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

/// Whether the person says in the filter what is to become of archived runs.
bool asksForArchived(const store::RunFilter& filter)
{
    return std::any_of(filter.terms.begin(), filter.terms.end(), [](const store::FilterTerm& term) {
        return term.field == store::FilterField::is &&
               std::any_of(term.values.begin(), term.values.end(),
                           [](const store::FilterValue& value) { return value.text == "archived"; });
    });
}

store::FilterWords wordsOf(const std::vector<store::RunSummary>& runs, const std::vector<std::string>& settings,
                           const models::RunSettings& known)
{
    constexpr std::size_t most = 50;
    std::set<std::string> tags;
    std::map<std::string, std::set<std::string>> values;
    for (const store::RunSummary& run : runs) {
        tags.insert(run.tags.begin(), run.tags.end());
        for (const std::string& path : settings) {
            if (values[path].size() < most) {
                values[path].insert(known.valueOf(run.id, path));
            }
        }
    }
    store::FilterWords words;
    words.tags.assign(tags.begin(), tags.end());
    for (const auto& [path, texts] : values) {
        words.settings[path].assign(texts.begin(), texts.end());
    }
    return words;
}

Status putTogether(TableAnswer& answer, const std::vector<RunId>& runs, models::RunSettings& known,
                   const project::OpenProject& project)
{
    readSettings(runs, known, project);
    answer.settings = known.differing(runs);
    RXWATT_ASSIGN(const std::vector<store::RunSummary> summaries, project.reader.summaries(runs));
    answer.words = wordsOf(summaries, answer.settings, known);
    if (answer.question.grouping == Grouping::none) {
        answer.sections.push_back({{}, models::RunIds(runs)});
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
    RXWATT_ASSIGN(query.filter, store::runFilterFromText(question.filter.toStdString()));
    if (!question.withArchived && !asksForArchived(query.filter)) {
        query.filter.terms.push_back({.isNegated = true,
                                      .field = store::FilterField::is,
                                      .setting = {},
                                      .comparison = store::FilterOperator::matches,
                                      .values = {{"archived", std::nullopt}}});
    }
    query.sort = question.sort;
    query.sortSetting = question.sortSetting.toStdString();
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
