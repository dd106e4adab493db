// SPDX-License-Identifier: GPL-3.0-or-later
// What RunsPage shows: the question to the table, the empty states, the selection and what is kept of it.
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
#include <QJsonArray>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>

namespace rxwatt::pages
{

namespace
{

/// A group as sessions and the combo box keep it: "", "seeds", or the path of a setting.
const QString allButSeedKey = QStringLiteral("seeds");

struct SortName {
    store::RunSort sort;
    const char* name;
};

constexpr SortName sortNames[] = {
    {store::RunSort::queue, "queue"},
    {store::RunSort::created, "created"},
    {store::RunSort::name, "name"},
    {store::RunSort::state, "state"},
    {store::RunSort::duration, "duration"},
    {store::RunSort::steps, "steps"},
    {store::RunSort::geometricMeanBer, "gmber"},
    {store::RunSort::setting, "setting"},
};

QString nameOf(store::RunSort sort)
{
    for (const SortName& entry : sortNames) {
        if (entry.sort == sort) {
            return QString::fromLatin1(entry.name);
        }
    }
    return {};
}

} // namespace

void RunsPage::ask()
{
    const QString group = m_groups->currentData().toString();
    // While what stands there is no filter, the last one that was goes on.
    if (!filterProblem(m_filter->text())) {
        m_question.filter = m_filter->text().trimmed();
    }
    m_question.withArchived = m_withArchived->isChecked();
    m_question.grouping = group.isEmpty()          ? Grouping::none
                          : group == allButSeedKey ? Grouping::allButSeed
                                                   : Grouping::setting;
    m_question.groupSetting = m_question.grouping == Grouping::setting ? group : QString();
    m_feed->setQuestion(m_question);
}

void RunsPage::sortBy(int column)
{
    const models::RunColumn& chosen = m_model.columns()[static_cast<std::size_t>(column)];
    if (const auto sort = models::sortOf(chosen)) {
        const QString setting = QString::fromStdString(chosen.setting);
        const bool wasSame = m_question.sort == *sort && m_question.sortSetting == setting;
        m_question.descending = wasSame ? !m_question.descending : *sort == store::RunSort::created;
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
    QStringList keys = {QString(), allButSeedKey};
    for (const std::string& setting : m_model.settings()) {
        keys.append(QString::fromStdString(setting));
    }
    const QString chosen = m_question.grouping == Grouping::setting      ? m_question.groupSetting
                           : m_question.grouping == Grouping::allButSeed ? allButSeedKey
                                                                         : QString();
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
            m_groups->addItem(key.isEmpty()          ? tr("No groups")
                              : key == allButSeedKey ? tr("Over seeds")
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
                          tr("%n run(s) are hidden by it.", nullptr, static_cast<int>(m_feed->allRuns())),
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

QJsonObject RunsPage::view() const
{
    return {{QStringLiteral("filter"), m_question.filter},
            {QStringLiteral("sort"), nameOf(m_question.sort)},
            {QStringLiteral("sortSetting"), m_question.sortSetting},
            {QStringLiteral("descending"), m_question.descending},
            {QStringLiteral("group"), m_groups->currentData().toString()},
            {QStringLiteral("archived"), m_question.withArchived},
            {QStringLiteral("columns"), m_columns->toJson()}};
}

void RunsPage::setView(const QJsonObject& view)
{
    const QString sort = view[QStringLiteral("sort")].toString();
    for (const SortName& entry : sortNames) {
        if (sort == QString::fromLatin1(entry.name)) {
            m_question.sort = entry.sort;
            m_question.sortSetting = view[QStringLiteral("sortSetting")].toString().left(200);
            m_question.descending = view[QStringLiteral("descending")].toBool();
        }
    }
    const QString group = view[QStringLiteral("group")].toString();
    m_question.grouping = group.isEmpty()          ? Grouping::none
                          : group == allButSeedKey ? Grouping::allButSeed
                                                   : Grouping::setting;
    m_question.groupSetting = m_question.grouping == Grouping::setting ? group.left(200) : QString();
    fillGroups();
    m_withArchived->setChecked(view[QStringLiteral("archived")].toBool());
    m_columns->fromJson(view[QStringLiteral("columns")].toObject());
    m_filter->setText(view[QStringLiteral("filter")].toString().left(2000));
    ask();
    showSort();
}

void RunsPage::resetView()
{
    setView({{QStringLiteral("sort"), QStringLiteral("created")}, {QStringLiteral("descending"), true}});
}

QJsonObject RunsPage::session() const
{
    QJsonObject session = view();
    QJsonArray chosen;
    constexpr std::size_t most = 1000;
    for (std::size_t i = 0; i < m_view->chosen().size() && i < most; ++i) {
        chosen.append(QString::fromStdString(m_view->chosen()[i].text));
    }
    session[QStringLiteral("selection")] = chosen;
    session[QStringLiteral("notes")] = m_actions->notes->isChecked();
    session[QStringLiteral("splitter")] = QString::fromLatin1(m_splitter->saveState().toBase64());
    return session;
}

void RunsPage::restoreSession(const QJsonObject& session)
{
    if (session.isEmpty()) {
        return;
    }
    setView(session);
    m_actions->notes->setChecked(session[QStringLiteral("notes")].toBool());
    m_splitter->restoreState(QByteArray::fromBase64(session[QStringLiteral("splitter")].toString().toLatin1()));
    std::vector<RunId> chosen;
    for (const QJsonValue& value : session[QStringLiteral("selection")].toArray()) {
        if (RunId run{value.toString().toStdString()}; base::isRunId(run.text)) {
            chosen.push_back(std::move(run));
        }
    }
    if (context().selection.runs().empty() && !chosen.empty()) {
        context().selection.set(std::move(chosen));
    }
}

} // namespace rxwatt::pages
