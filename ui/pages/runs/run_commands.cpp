// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/run_commands.h"

#include "ui/pages/runs/column_layout.h"
#include "ui/pages/runs/run_actions.h"
#include "ui/pages/runs/run_table_view.h"
#include "ui/pages/runs/table_question.h"
#include "ui/pages/runs/tags_dialog.h"

#include <algorithm>
#include <QClipboard>
#include <QGuiApplication>

namespace rxwatt::pages
{

namespace
{

/// One line for each run and one with the columns' titles, cells between tabs.
QString tableText(const std::vector<models::RunRow>& rows, const std::vector<models::RunColumn>& columns,
                  const std::vector<int>& places, const std::map<RunId, run::ProgressEvent>& progress)
{
    QStringList lines;
    QStringList cells;
    for (const models::RunColumn& column : columns) {
        cells.append(models::headingForFile(column));
    }
    lines.append(cells.join(u'\t'));
    for (const models::RunRow& row : rows) {
        const auto live = progress.find(row.summary.id);
        const std::optional<run::ProgressEvent> event =
            live != progress.end() ? std::optional(live->second) : models::progressAtRest(row.summary);
        cells.clear();
        for (std::size_t i = 0; i < columns.size(); ++i) {
            cells.append(models::cellForFile(row, columns[i], places[i], event ? &*event : nullptr));
        }
        lines.append(cells.join(u'\t'));
    }
    return lines.join(u'\n') + u'\n';
}

/// Plain joules do not say that they are an estimate: the quality goes with them, shown or not.
void addQuality(std::vector<models::RunColumn>& columns, std::vector<int>& places)
{
    const auto isQuality = [](const models::RunColumn& column) {
        return column.field == models::RunField::energyQuality;
    };
    const bool hasEnergy =
        std::any_of(columns.begin(), columns.end(), [](const auto& column) { return models::isEnergy(column.field); });
    if (!hasEnergy || std::any_of(columns.begin(), columns.end(), isQuality)) {
        return;
    }
    const std::vector<models::RunColumn> all = models::runColumns({});
    columns.push_back(*std::find_if(all.begin(), all.end(), isQuality));
    places.push_back(-1);
}

} // namespace

RunCommands::RunCommands(const PageContext& context, models::RunTableModel& model, RunTableView& view,
                         RunActions& actions, const ColumnLayout& columns)
    : QObject(&actions), m_context(context), m_model(model), m_view(view), m_actions(actions), m_columns(columns)
{
    connectEdits();
    connect(actions.rename, &QAction::triggered, &view, &RunTableView::rename);
    connect(actions.tags, &QAction::triggered, this, &RunCommands::editTags);
    connect(actions.duplicate, &QAction::triggered, this, [this] { openInEditor(false); });
    connect(actions.editDifferent, &QAction::triggered, this, [this] { openInEditor(true); });
    connect(actions.copyTable, &QAction::triggered, this, &RunCommands::copyTable);
}

void RunCommands::connectEdits()
{
    bridge::RunEdits& edits = m_context.edits;
    const auto on = [this](QAction* action, auto work) {
        connect(action, &QAction::triggered, this, [this, work] { work(m_view.chosen()); });
    };
    using Runs = const std::vector<RunId>&;
    on(m_actions.pause, [&edits](Runs runs) { edits.pause(runs); });
    on(m_actions.resume, [&edits](Runs runs) { edits.resume(runs); });
    on(m_actions.cancel, [&edits](Runs runs) { edits.cancel(runs); });
    on(m_actions.retry, [&edits](Runs runs) { edits.retry(runs, false); });
    on(m_actions.retryFresh, [&edits](Runs runs) { edits.retry(runs, true); });
    on(m_actions.archive, [&edits](Runs runs) { edits.setArchived(runs, true); });
    on(m_actions.unarchive, [&edits](Runs runs) { edits.setArchived(runs, false); });
    on(m_actions.trash, [&edits](Runs runs) { edits.moveToTrash(runs); });
    connect(m_actions.star, &QAction::triggered, this,
            [this](bool starred) { m_context.edits.setStarred(m_view.chosen(), starred); });
    connect(&m_view, &RunTableView::starClicked, this, [this](const RunId& run) {
        if (const models::RunRow* row = m_model.rowOf(run)) {
            m_context.edits.setStarred({run}, !row->summary.starred);
        }
    });
    connect(&m_model, &models::RunTableModel::renameWanted, this,
            [&edits](const RunId& run, const QString& name) { edits.rename(run, name); });
    connect(&m_model, &models::RunTableModel::reorderWanted, this,
            [&edits](const std::vector<RunId>& runs, const RunId& before) { edits.reorder(runs, before); });
}

std::vector<const store::RunSummary*> RunCommands::known() const
{
    // Enough to say what can be done: more of them are not looked through at every change.
    constexpr std::size_t most = 1000;
    std::vector<const store::RunSummary*> runs;
    for (std::size_t i = 0; i < m_view.chosen().size() && i < most; ++i) {
        if (const models::RunRow* row = m_model.rowOf(m_view.chosen()[i])) {
            runs.push_back(&row->summary);
        }
    }
    return runs;
}

void RunCommands::updateActions()
{
    const std::vector<const store::RunSummary*> runs = known();
    m_actions.update(m_view.chosen().size(), runs);
    // What the current run was judged on is what others compare with.
    const models::RunRow* current = m_view.chosen().empty() ? nullptr : m_model.rowOf(m_view.chosen().back());
    if (current != nullptr && current->summary.geometricMeanBer) {
        m_model.setReferenceDigest(QString::fromStdString(current->summary.evaluationDigest));
    } else if (m_view.chosen().empty()) {
        m_model.setReferenceDigest({});
    }
}

void RunCommands::editTags()
{
    m_context.workspace.ask<TagChoice>(
        this, QStringLiteral("tags"),
        [runs = m_view.chosen()](const project::OpenProject& project) { return readTagChoice(project.reader, runs); },
        [this](const Result<TagChoice>& choice) {
            if (choice) {
                openTags(*choice);
            } else {
                Q_EMIT m_context.navigator.messageWanted(Navigator::Level::error,
                                                         QString::fromStdString(choice.error().message));
            }
        });
}

void RunCommands::openTags(const TagChoice& choice)
{
    auto* dialog = new TagsDialog(choice, m_view.window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog, runs = choice.runs] {
        if (!dialog->added().isEmpty() || !dialog->removed().isEmpty()) {
            m_context.edits.setTags(runs, dialog->added(), dialog->removed());
        }
    });
    dialog->open();
}

void RunCommands::openInEditor(bool showDifference)
{
    if (m_view.chosen().size() != 1) {
        return;
    }
    m_context.workspace.ask<Json>(
        this, QStringLiteral("spec"),
        [run = m_view.chosen().back()](const project::OpenProject& project) -> Result<Json> {
            RXWATT_ASSIGN(const store::RunDetails details, project.reader.read(run));
            return run::toJson(details.spec);
        },
        [this, showDifference](const Result<Json>& spec) {
            if (spec) {
                Q_EMIT m_context.navigator.specWanted(*spec, showDifference ? *spec : Json());
            } else {
                Q_EMIT m_context.navigator.messageWanted(Navigator::Level::error,
                                                         QString::fromStdString(spec.error().message));
            }
        });
}

void RunCommands::copyTable()
{
    // As they stand in the table, not as they were chosen.
    std::vector<std::pair<QModelIndex, RunId>> rows;
    for (const RunId& run : m_view.chosen()) {
        if (const QModelIndex index = m_model.indexOf(run); index.isValid()) {
            rows.emplace_back(index, run);
        }
    }
    std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
        return std::pair(a.first.internalId(), a.first.row()) < std::pair(b.first.internalId(), b.first.row());
    });
    std::vector<RunId> runs;
    for (const auto& row : rows) {
        runs.push_back(row.second);
    }
    std::vector<models::RunColumn> columns;
    std::vector<int> places;
    for (const int column : m_columns.shownColumns()) {
        columns.push_back(m_model.columns()[static_cast<std::size_t>(column)]);
        places.push_back(m_model.settingPlace(column));
    }
    addQuality(columns, places);
    m_context.workspace.ask<QString>(
        this, QStringLiteral("copy"),
        [runs, columns, places, settings = m_model.settings(),
         progress = m_context.workspace.progress()](const project::OpenProject& project) -> Result<QString> {
            RXWATT_ASSIGN(const std::vector<models::RunRow> cells, readRows(runs, settings, project));
            return tableText(cells, columns, places, progress);
        },
        [this, count = runs.size()](const Result<QString>& text) {
            if (text) {
                QGuiApplication::clipboard()->setText(*text);
                Q_EMIT m_context.navigator.messageWanted(Navigator::Level::note,
                                                         tr("Copied %n run(s)", nullptr, static_cast<int>(count)));
            } else {
                Q_EMIT m_context.navigator.messageWanted(Navigator::Level::error,
                                                         QString::fromStdString(text.error().message));
            }
        });
}

} // namespace rxwatt::pages
