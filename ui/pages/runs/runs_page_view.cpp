// SPDX-License-Identifier: GPL-3.0-or-later
// What RunsPage shows: the question to the table, the empty states, the selection.
#include "ui/pages/empty_state.h"
#include "ui/pages/runs/column_layout.h"
#include "ui/pages/runs/filter_line.h"
#include "ui/pages/runs/filter_words.h"
#include "ui/pages/runs/notes_pane.h"
#include "ui/pages/runs/run_actions.h"
#include "ui/pages/runs/run_commands.h"
#include "ui/pages/runs/run_table_view.h"
#include "ui/pages/runs/runs_page.h"
#include "ui/pages/runs/stay_open_menu.h"
#include "ui/pages/runs/table_feed.h"

#include <QComboBox>
#include <QHeaderView>
#include <QStackedWidget>
#include <QToolButton>

namespace rxwatt::pages
{

void RunsPage::ask()
{
    // While what stands there is no filter, the last one that was goes on.
    if (!filterProblem(m_filter->text())) {
        m_question.filter = m_filter->text().trimmed();
    }
    m_question.withArchived = m_withArchived->isChecked();
    setGrouping(m_groups->currentData().toString(), m_question);
    m_feed->setQuestion(m_question);
}

void RunsPage::sortBy(int column)
{
    const models::RunColumn& chosen = m_model.columns()[static_cast<std::size_t>(column)];
    if (const auto sort = models::sortOf(chosen)) {
        const QString setting = QString::fromStdString(chosen.setting);
        const bool wasSame = m_question.sort == *sort && m_question.sortSetting == setting;
        const bool mostFirst = *sort == store::RunSort::created || *sort == store::RunSort::starred;
        m_question.descending = wasSame ? !m_question.descending : mostFirst;
        m_question.sort = *sort;
        m_question.sortSetting = setting;
        ask();
    }
    showSort();
}

void RunsPage::showSort()
{
    const std::vector<models::RunColumn>& columns = m_model.columns();
    int sorted = -1;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (models::sortOf(columns[i]) == m_question.sort &&
            (columns[i].setting.empty() || QString::fromStdString(columns[i].setting) == m_question.sortSetting)) {
            sorted = static_cast<int>(i);
        }
    }
    m_view->header()->setSortIndicator(sorted, m_question.descending ? Qt::DescendingOrder : Qt::AscendingOrder);
}

void RunsPage::fillGroups()
{
    QStringList keys = {groupKey(Grouping::none), groupKey(Grouping::allButSeed), groupKey(Grouping::study)};
    for (const std::string& setting : m_model.settings()) {
        keys.append(QString::fromStdString(setting));
    }
    const QString chosen = groupKey(m_question.grouping, m_question.groupSetting);
    if (!keys.contains(chosen)) {
        keys.append(chosen); // its runs may come back
    }
    QStringList shown;
    for (int i = 0; i < m_groups->count(); ++i) {
        shown.append(m_groups->itemData(i).toString());
    }
    if (shown != keys) {
        m_groups->clear();
        for (const QString& key : keys) {
            m_groups->addItem(key == keys[0]   ? tr("No groups")
                              : key == keys[1] ? tr("Over seeds")
                              : key == keys[2] ? tr("By study")
                                               : tr("By %1").arg(key),
                              key);
        }
    }
    m_groups->setCurrentIndex(static_cast<int>(keys.indexOf(chosen)));
}

void RunsPage::showState()
{
    const bool isOpen = context().workspace.isOpen();
    const bool hasRuns = isOpen && (m_feed->allRuns() > 0 || !m_feed->isAnswered());
    m_tools->setVisible(hasRuns);
    m_actions->notes->setEnabled(hasRuns);
    if (!isOpen) {
        m_empty->setTexts(tr("No project is open"), tr("Open a project, or make one from a template."),
                          tr("Open the start page"));
    } else if (!hasRuns) {
        m_empty->setTexts(tr("No runs yet"), tr("A run trains a receiver or evaluates one. Set one up and queue it."),
                          tr("New run"));
    } else if (!m_question.filter.isEmpty()) {
        m_empty->setTexts(tr("No run matches the filter"),
                          tr("It hides %n run(s).", nullptr, static_cast<int>(m_feed->allRuns())),
                          tr("Clear the filter"));
    } else {
        m_empty->setTexts(tr("All runs are archived"), tr("They are kept, only hidden from this table."),
                          tr("Show archived runs"));
    }
    const bool isEmpty = !hasRuns || (m_feed->count() == 0 && m_feed->isAnswered());
    m_stack->setCurrentWidget(isEmpty ? static_cast<QWidget*>(m_empty) : m_view);
    m_notes->setVisible(m_actions->notes->isChecked() && hasRuns);
}

void RunsPage::actOnEmptyState()
{
    if (!context().workspace.isOpen()) {
        Q_EMIT context().navigator.pageWanted(QStringLiteral("start"));
    } else if (m_feed->allRuns() == 0) {
        openNewRun();
    } else if (!m_question.filter.isEmpty()) {
        m_filter->setText({});
        m_filter->start();
    } else {
        m_withArchived->trigger();
    }
}

void RunsPage::openNewRun()
{
    run::RunSpec spec;
    spec.name = tr("new run").toStdString();
    Q_EMIT context().navigator.specWanted(run::toJson(spec), Json());
}

void RunsPage::takeChosen()
{
    m_isSyncing = true;
    context().selection.set(m_view->chosen());
    m_isSyncing = false;
    m_commands->updateActions();
    askNotes();
}

void RunsPage::takeSelection()
{
    if (!m_isSyncing) {
        m_view->choose(context().selection.runs());
        m_commands->updateActions();
        askNotes();
    }
}

void RunsPage::askNotes()
{
    if (!m_actions->notes->isChecked()) {
        return;
    }
    const RunId run = m_view->chosen().empty() ? RunId() : m_view->chosen().back();
    const models::RunRow* row = m_model.rowOf(run);
    m_notes->setRun(run, row != nullptr ? models::oneLine(row->summary.name) : QString::fromStdString(run.text));
    if (run.text.empty()) {
        return;
    }
    context().workspace.ask<QString>(
        this, QStringLiteral("notes"),
        [run](const project::OpenProject& project) -> Result<QString> {
            RXWATT_ASSIGN(const store::RunDetails details, project.reader.read(run));
            return QString::fromStdString(details.meta.notes);
        },
        [this, run](const Result<QString>& notes) {
            if (notes) {
                m_notes->setNotes(run, *notes);
            }
        });
}

void RunsPage::openMenu(const QPoint& place)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    m_actions->fillMenu(*menu);
    menu->popup(m_view->viewport()->mapToGlobal(place));
}

void RunsPage::openHeaderMenu(const QPoint& place)
{
    auto* menu = new StayOpenMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    m_columns->fillMenu(*menu);
    menu->popup(m_view->header()->viewport()->mapToGlobal(place));
}

} // namespace rxwatt::pages
