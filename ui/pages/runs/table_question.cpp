// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/table_question.h"

#include <algorithm>

namespace rxwatt::pages
{

namespace
{

/// Whether the person says in the filter what is to become of archived runs.
bool asksForArchived(const store::RunFilter& filter)
{
    return std::any_of(filter.terms.begin(), filter.terms.end(), [](const store::FilterTerm& term) {
        return term.field == store::FilterField::is &&
               std::any_of(term.values.begin(), term.values.end(),
                           [](const store::FilterValue& value) { return value.text == "archived"; });
    });
}

/// The settings that differ, without what is in a column of its own. They are those of the last time while the runs
/// are: specifications never change.
Result<std::vector<std::string>> settingsOf(const store::RunQuery& query, const std::vector<RunId>& runs,
                                            TableMemory& memory, const store::RunReader& reader)
{
    if (runs != memory.runs || !memory.isFilled) {
        RXWATT_ASSIGN(store::DifferingSettings differing, reader.differingSettings(query, -1));
        std::erase_if(differing.paths,
                      [](const std::string& path) { return path == "name" || path == "schema" || path == "kind"; });
        memory = {true, runs, std::move(differing.paths)};
    }
    return memory.settings;
}

Result<std::vector<QString>> titlesOf(const TableQuestion& question, const std::vector<store::RunSummary>& runs,
                                      std::vector<std::string> paths, const store::RunReader& reader)
{
    std::vector<QString> titles;
    titles.reserve(runs.size());
    if (question.grouping == Grouping::study) {
        for (const store::RunSummary& run : runs) {
            titles.push_back(models::studyTitle(run.name));
        }
        return titles;
    }
    std::erase(paths, "seed");
    if (question.grouping == Grouping::setting) {
        paths = {question.groupSetting.toStdString()};
    }
    std::vector<RunId> ids;
    ids.reserve(runs.size());
    for (const store::RunSummary& run : runs) {
        ids.push_back(run.id);
    }
    RXWATT_ASSIGN(const auto values, reader.settings(ids, paths));
    for (const std::vector<store::SettingValue>& row : values) {
        titles.push_back(models::groupTitle(paths, row));
    }
    return titles;
}

} // namespace

QString groupKey(Grouping grouping, const QString& setting)
{
    switch (grouping) {
    case Grouping::none:
        return {};
    case Grouping::allButSeed:
        return QStringLiteral("seeds");
    case Grouping::study:
        return QStringLiteral("study");
    case Grouping::setting:
        return setting;
    }
    return {};
}

void setGrouping(const QString& key, TableQuestion& question)
{
    question.grouping = Grouping::setting;
    for (const Grouping grouping : {Grouping::none, Grouping::allButSeed, Grouping::study}) {
        if (key == groupKey(grouping)) {
            question.grouping = grouping;
        }
    }
    question.groupSetting = question.grouping == Grouping::setting ? key : QString();
}

Result<TableAnswer> answerTo(const TableQuestion& question, TableMemory& memory, const project::OpenProject& project)
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
    const store::RunReader& reader = project.reader;
    RXWATT_ASSIGN(std::vector<RunId> runs, reader.ids(query));
    RXWATT_ASSIGN(answer.allRuns, reader.count({}));
    RXWATT_ASSIGN(answer.settings, settingsOf(query, runs, memory, reader));
    constexpr std::int64_t mostWords = 50;
    RXWATT_ASSIGN(answer.words, reader.filterWords(answer.settings, mostWords));
    if (question.grouping == Grouping::none) {
        answer.sections.push_back({{}, models::RunIds(std::move(runs))});
        return answer;
    }
    RXWATT_ASSIGN(const std::vector<store::RunSummary> summaries, reader.summaries(runs));
    RXWATT_ASSIGN(const std::vector<QString> titles, titlesOf(question, summaries, answer.settings, reader));
    answer.sections = models::groupRuns(summaries, titles);
    return answer;
}

Result<std::vector<models::RunRow>> readRows(const std::vector<RunId>& runs, const std::vector<std::string>& settings,
                                             const project::OpenProject& project)
{
    RXWATT_ASSIGN(std::vector<store::RunSummary> summaries, project.reader.summaries(runs));
    std::vector<RunId> found;
    found.reserve(summaries.size());
    for (const store::RunSummary& summary : summaries) {
        found.push_back(summary.id);
    }
    RXWATT_ASSIGN(const auto values, project.reader.settings(found, settings));
    std::vector<models::RunRow> rows;
    rows.reserve(summaries.size());
    for (std::size_t i = 0; i < summaries.size(); ++i) {
        models::RunRow row;
        for (const store::SettingValue& value : values[i]) {
            row.settings.push_back(models::settingText(value));
        }
        row.summary = std::move(summaries[i]);
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace rxwatt::pages
