// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/details/details_page.h"

#include "ui/models/run_cells.h"
#include "ui/models/tsv.h"
#include "ui/pages/copyable_table.h"
#include "ui/pages/details/details_tables.h"
#include "ui/pages/details/run_header.h"
#include "ui/pages/details/settings_view.h"
#include "ui/pages/empty_state.h"
#include "ui/pages/log_pane.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QStackedWidget>
#include <QTabWidget>
#include <QToolBar>
#include <QVBoxLayout>

namespace rxwatt::pages
{

namespace
{

enum Shown { showsRun, showsComparison, showsNothing };

QLabel* quietLabel(QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setContentsMargins(style::grid, style::halfGrid, style::grid, style::halfGrid);
    return label;
}

QWidget* stacked(QWidget* upper, QWidget* lower, QWidget* stretched)
{
    auto* whole = new QWidget(upper->parentWidget());
    auto* column = new QVBoxLayout(whole);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(upper, upper == stretched ? 1 : 0);
    column->addWidget(lower, lower == stretched ? 1 : 0);
    return whole;
}

} // namespace

DetailsPage::DetailsPage(const PageContext& context, QWidget* parent) : Page(context, parent)
{
    addOwnActions();
    build();
    connectParts();
    m_log->showRun(RunId(), {});
    showState();
}

void DetailsPage::build()
{
    m_empty = new EmptyState(QStringLiteral("file-text"), this);
    m_stack = new QStackedWidget(this);
    m_stack->addWidget(buildRun());
    m_stack->addWidget(buildComparison());
    m_stack->addWidget(m_empty);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
}

QWidget* DetailsPage::buildRun()
{
    m_header = new RunHeader(this);
    auto* tools = new QToolBar(this);
    tools->setIconSize({style::iconSize, style::iconSize});
    tools->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    tools->addActions(m_runActions);
    m_settingsView = new SettingsView(m_settings, this);
    m_provenanceView = new CopyableTable(this);
    m_provenanceView->setModel(&m_provenance);
    m_provenanceView->setAccessibleName(tr("Provenance"));
    m_filesView = makeTable(m_sortedFiles, m_files, tr("Files"));
    auto* copyPathAction = new QAction(style::icon(QStringLiteral("link")), tr("Copy the path"), m_filesView);
    connect(copyPathAction, &QAction::triggered, this, &DetailsPage::copyPath);
    m_filesView->addAction(copyPathAction);
    m_layersView = makeTable(m_sortedLayers, m_layers, tr("Layers"));
    m_totals = quietLabel(this);
    m_log = new LogPane(context().workspace, this);
    m_tabs = new QTabWidget(this);
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_settingsView, tr("Settings"));
    m_tabs->addTab(m_provenanceView, tr("Provenance"));
    m_tabs->addTab(m_filesView, tr("Files"));
    m_tabs->addTab(stacked(m_layersView, m_totals, m_layersView), tr("Layers"));
    m_tabs->addTab(m_log, tr("Log"));
    return stacked(stacked(m_header, tools, nullptr), m_tabs, m_tabs);
}

QWidget* DetailsPage::buildComparison()
{
    m_comparison = quietLabel(this);
    m_differencesView = new CopyableTable(this);
    m_differencesView->setModel(&m_differences);
    m_differencesView->setAccessibleName(tr("Settings that differ"));
    return stacked(m_comparison, m_differencesView, m_differencesView);
}

CopyableTable* DetailsPage::makeTable(QSortFilterProxyModel& sorted, models::PlainTable& table, const QString& name)
{
    sorted.setSourceModel(&table);
    sorted.setSortRole(models::fileRole);
    auto* view = new CopyableTable(this);
    view->setModel(&sorted);
    view->setAccessibleName(name);
    view->setSortingEnabled(true);
    // As they come until the person sorts.
    view->horizontalHeader()->setSortIndicatorClearable(true);
    view->sortByColumn(-1, Qt::AscendingOrder);
    return view;
}

void DetailsPage::addOwnActions()
{
    const auto add = [this](const char* icon, const QString& text, const QString& help, auto work) {
        auto* action = new QAction(style::icon(QString::fromLatin1(icon)), text, this);
        action->setToolTip(help);
        connect(action, &QAction::triggered, this, work);
        addAction(action);
        m_runActions.append(action);
    };
    add("rotate-cw", tr("Reproduce"), tr("Queue a run of the same settings again"), [this] { reproduce(); });
    add("pencil", tr("Open in the editor"), tr("Open a copy of the settings in the editor"),
        [this] { openInEditor(false); });
    add("git-compare", tr("Edit a copy that differs"), tr("Open a copy in the editor that shows what differs"),
        [this] { openInEditor(true); });
    add("braces", tr("Copy as JSON"), tr("Copy the settings as a file for the command line"),
        [this] { copySettings(); });
    auto* filter = new QAction(style::icon(QStringLiteral("search")), tr("Find a setting, or in the log"), this);
    filter->setShortcut(QKeySequence::Find);
    filter->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(filter, &QAction::triggered, this, [this] {
        if (m_tabs->currentWidget() == m_log) {
            m_log->startSearch();
        } else {
            m_tabs->setCurrentWidget(m_settingsView);
            m_settingsView->startFilter();
        }
    });
    addAction(filter);
}

void DetailsPage::connectParts()
{
    bridge::Workspace& workspace = context().workspace;
    connect(&context().selection, &bridge::Selection::changed, this, &DetailsPage::outdate);
    connect(&workspace, &bridge::Workspace::runsChanged, this, &DetailsPage::outdate);
    connect(&workspace, &bridge::Workspace::opened, this, &DetailsPage::outdate);
    connect(&workspace, &bridge::Workspace::recovered, this, &DetailsPage::outdate);
    connect(&workspace, &bridge::Workspace::closed, this, [this] {
        m_isAsking = false;
        take(DetailsFacts());
    });
    connect(m_header, &RunHeader::starClicked, this, [this](bool starred) {
        if (m_facts.runs.size() == 1) {
            context().edits.setStarred({m_facts.runs.front().details.summary.id}, starred);
        }
    });
    connect(&context().edits, &bridge::RunEdits::added, this, [this] {
        if (m_awaitsRun) {
            m_awaitsRun = false;
            Q_EMIT context().navigator.messageWanted(Navigator::Level::note, tr("The same run is queued again"));
        }
    });
    connect(&context().edits, &bridge::RunEdits::failed, this, [this] { m_awaitsRun = false; });
    connect(m_empty, &EmptyState::actionTriggered, this,
            [this] { Q_EMIT context().navigator.pageWanted(QStringLiteral("runs")); });
}

void DetailsPage::showEvent(QShowEvent* event)
{
    Page::showEvent(event);
    m_log->setActive(true);
    if (m_isOutdated) {
        ask();
    }
}

void DetailsPage::hideEvent(QHideEvent* event)
{
    Page::hideEvent(event);
    m_log->setActive(false);
}

void DetailsPage::outdate()
{
    m_isOutdated = true;
    if (isVisible()) {
        ask();
    }
}

void DetailsPage::ask()
{
    // One question at a time: runs at work change five times a second, and the last change is asked for again.
    if (m_isAsking || !context().workspace.isOpen()) {
        return;
    }
    m_isOutdated = false;
    m_isAsking = true;
    context().workspace.ask<DetailsFacts>(
        this, QStringLiteral("details"),
        [ids = context().selection.runs()](const project::OpenProject& project) { return readDetails(project, ids); },
        [this](Result<DetailsFacts> facts) {
            m_isAsking = false;
            take(std::move(facts));
            if (m_isOutdated && isVisible()) {
                ask();
            }
        });
}

void DetailsPage::take(Result<DetailsFacts> facts)
{
    m_problem = facts ? QString() : QString::fromStdString(facts.error().message);
    if (facts) {
        m_facts = std::move(*facts);
        if (m_facts.runs.size() == 1) {
            showRun(m_facts.runs.front());
        } else {
            m_log->showRun(RunId(), {});
        }
        if (m_facts.runs.size() > 1) {
            fillDifferences(m_differences, m_facts.runs);
            m_differencesView->fitColumns(static_cast<int>(m_facts.runs.size()));
        }
    }
    showState();
}

void DetailsPage::showRun(const RunFacts& run)
{
    const store::RunSummary& summary = run.details.summary;
    m_header->show(summary);
    fillSettings(m_settings, run);
    fillProvenance(m_provenance, run);
    fillFiles(m_files, run);
    m_totals->setText(fillLayers(m_layers, run));
    m_tabs->setTabText(m_tabs->indexOf(m_filesView), run.isCut ? tr("Files (the first %1)").arg(m_files.rowCount())
                                                               : tr("Files (%1)").arg(m_files.rowCount()));
    m_log->showRun(summary.id, models::oneLine(summary.name, 100));
    if (m_fitted != summary.id) {
        m_fitted = summary.id;
        fitColumns();
    }
}

void DetailsPage::fitColumns()
{
    m_settingsView->fitColumns();
    m_provenanceView->fitColumns(1);
    m_filesView->fitColumns(0);
    m_layersView->fitColumns(0);
}

void DetailsPage::showState()
{
    const std::size_t count = m_facts.runs.size();
    m_stack->setCurrentIndex(count == 0 ? showsNothing : count == 1 ? showsRun : showsComparison);
    for (QAction* action : m_runActions) {
        action->setEnabled(count == 1);
    }
    if (count > 1) {
        const int rows = m_differences.rowCount();
        QString text = rows == 0   ? tr("The selected runs have the same settings.")
                       : rows == 1 ? tr("One setting differs between the selected runs.")
                                   : tr("%1 settings differ between the selected runs.").arg(rows);
        if (m_facts.leftOut > 0) {
            text += u' ' + tr("Selected but not shown: %1.").arg(m_facts.leftOut);
        }
        m_comparison->setText(text);
    }
    if (count == 0 && !context().workspace.isOpen()) {
        m_empty->setTexts(tr("No project is open"), tr("Open or make one to look at its runs."));
    } else if (count == 0 && !m_problem.isEmpty()) {
        m_empty->setTexts(tr("The run cannot be read"), m_problem);
    } else if (count == 0) {
        m_empty->setTexts(tr("No run is selected"),
                          tr("Select a run to see all of it, or several to see which of their settings differ."),
                          tr("Show the runs"));
    }
}

void DetailsPage::reproduce()
{
    if (m_facts.runs.size() == 1) {
        m_awaitsRun = true;
        context().edits.add({m_facts.runs.front().spec}, false);
    }
}

void DetailsPage::openInEditor(bool showDifference)
{
    if (m_facts.runs.size() == 1) {
        const Json& spec = m_facts.runs.front().spec;
        Q_EMIT context().navigator.specWanted(spec, showDifference ? spec : Json());
    }
}

void DetailsPage::copySettings()
{
    if (m_facts.runs.size() == 1) {
        constexpr int indent = 2;
        QGuiApplication::clipboard()->setText(QString::fromStdString(base::toText(m_facts.runs.front().spec, indent)) +
                                              u'\n');
        Q_EMIT context().navigator.messageWanted(Navigator::Level::note, tr("The settings are on the clipboard"));
    }
}

void DetailsPage::copyPath()
{
    const QModelIndex row = m_sortedFiles.mapToSource(m_filesView->currentIndex());
    if (m_facts.runs.size() != 1 || !row.isValid() || !context().workspace.isOpen()) {
        return;
    }
    const RunFacts& run = m_facts.runs.front();
    const auto folder = context().workspace.project().runFolder(run.details.summary.id).path();
    const auto& file = run.files[static_cast<std::size_t>(row.row())];
    QGuiApplication::clipboard()->setText(QString::fromStdString((folder / file.path).string()));
}

QJsonObject DetailsPage::session() const
{
    return {{QStringLiteral("tab"), m_tabs->currentIndex()},
            {QStringLiteral("only_different"), m_settingsView->onlyDifferent()}};
}

void DetailsPage::restoreSession(const QJsonObject& session)
{
    m_tabs->setCurrentIndex(session.value(QStringLiteral("tab")).toInt());
    m_settingsView->setOnlyDifferent(session.value(QStringLiteral("only_different")).toBool());
}

bool DetailsPage::isSettled() const
{
    return !m_isAsking && !(m_isOutdated && context().workspace.isOpen());
}

} // namespace rxwatt::pages
