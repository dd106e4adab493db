// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/details/run_tabs.h"

#include "ui/bridge/workspace.h"
#include "ui/models/run_cells.h"
#include "ui/models/tsv.h"
#include "ui/pages/copyable_table.h"
#include "ui/pages/details/details_parts.h"
#include "ui/pages/details/details_tables.h"
#include "ui/pages/details/phase_line.h"
#include "ui/pages/details/settings_view.h"
#include "ui/pages/log_pane.h"
#include "ui/style/icons.h"

#include <QAction>
#include <QClipboard>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QHeaderView>
#include <QJsonObject>
#include <QLabel>
#include <QUrl>

namespace rxwatt::pages
{

RunTabs::RunTabs(bridge::Workspace& workspace, QWidget* parent) : QTabWidget(parent), m_workspace(workspace)
{
    setDocumentMode(true);
    build();
    addFileActions();
    clear();
}

void RunTabs::build()
{
    m_settingsView = new SettingsView(m_settings, this);
    m_provenanceView = makeTable(m_provenance, tr("Provenance"));
    m_phaseLine = new PhaseLine(this);
    m_phasesView = makeTable(m_phases, tr("Phases"));
    m_filesView = makeSortedTable(m_sortedFiles, m_files, tr("Files"));
    m_layersView = makeSortedTable(m_sortedLayers, m_layers, tr("Layers"));
    m_totals = quietLabel(this);
    m_log = new LogPane(m_workspace, this);
    addTab(m_settingsView, tr("Settings"));
    addTab(m_provenanceView, tr("Provenance"));
    addTab(stacked(m_phaseLine, m_phasesView, m_phasesView), tr("Phases"));
    addTab(m_filesView, tr("Files"));
    addTab(stacked(m_layersView, m_totals, m_layersView), tr("Layers"));
    addTab(m_log, tr("Log"));
}

CopyableTable* RunTabs::makeTable(QAbstractItemModel& model, const QString& name)
{
    auto* view = new CopyableTable(this);
    view->setModel(&model);
    view->setAccessibleName(name);
    return view;
}

CopyableTable* RunTabs::makeSortedTable(QSortFilterProxyModel& sorted, models::PlainTable& table, const QString& name)
{
    sorted.setSourceModel(&table);
    sorted.setSortRole(models::fileRole);
    CopyableTable* view = makeTable(sorted, name);
    view->setSortingEnabled(true);
    // As they come until the person sorts.
    view->horizontalHeader()->setSortIndicatorClearable(true);
    view->sortByColumn(-1, Qt::AscendingOrder);
    return view;
}

void RunTabs::addFileActions()
{
    const auto add = [this](const char* icon, const QString& text, auto work) {
        auto* action = new QAction(style::icon(QString::fromLatin1(icon)), text, m_filesView);
        connect(action, &QAction::triggered, this, work);
        m_filesView->addAction(action);
    };
    add("link", tr("Copy the path"), [this] {
        if (const std::filesystem::path file = currentFile(); !file.empty()) {
            QGuiApplication::clipboard()->setText(QString::fromStdString(file.string()));
        }
    });
    add("folder-open", tr("Show in its folder"), [this] { showInFolder(); });
    connect(m_filesView, &QAbstractItemView::doubleClicked, this, &RunTabs::showInFolder);
}

std::filesystem::path RunTabs::currentFile() const
{
    const QModelIndex row = m_sortedFiles.mapToSource(m_filesView->currentIndex());
    if (!row.isValid() || !m_workspace.isOpen()) {
        return {};
    }
    return m_workspace.project().runFolder(m_run).path() / m_runFiles[static_cast<std::size_t>(row.row())].path;
}

void RunTabs::showInFolder()
{
    // The folder and never the file: what a worker wrote is not to be opened with whatever claims its kind.
    if (const std::filesystem::path file = currentFile(); !file.empty()) {
        QDesktopServices::openUrl(QUrl::fromLocalFile(QString::fromStdString(file.parent_path().string())));
    }
}

void RunTabs::show(const RunFacts& run)
{
    const store::RunSummary& summary = run.details.summary;
    const bool isOther = m_run != summary.id;
    m_run = summary.id;
    m_runFiles = run.files;
    fillSettings(m_settings, run);
    fillProvenance(m_provenance, run);
    m_phaseLine->show(run.details.phases);
    fillPhases(m_phases, run.details.phases);
    fillFiles(m_files, run);
    m_totals->setText(fillLayers(m_layers, run));
    setTabText(indexOf(m_filesView), run.isCut ? tr("Files (the first %1)").arg(m_files.rowCount())
                                               : tr("Files (%1)").arg(m_files.rowCount()));
    m_log->showRun(summary.id, models::oneLine(summary.name, 100));
    if (isOther) {
        fitColumns();
    }
}

void RunTabs::clear()
{
    m_run = RunId();
    m_log->showRun(RunId(), {});
}

void RunTabs::fitColumns()
{
    m_settingsView->fitColumns();
    m_provenanceView->fitColumns(1);
    m_phasesView->fitColumns(0);
    m_filesView->fitColumns(0);
    m_layersView->fitColumns(0);
}

void RunTabs::setActive(bool active)
{
    m_log->setActive(active);
}

void RunTabs::startSearch()
{
    if (currentWidget() == m_log) {
        m_log->startSearch();
    } else {
        setCurrentWidget(m_settingsView);
        m_settingsView->startFilter();
    }
}

QJsonObject RunTabs::session() const
{
    return {{QStringLiteral("tab"), currentIndex()},
            {QStringLiteral("only_different"), m_settingsView->onlyDifferent()}};
}

void RunTabs::restoreSession(const QJsonObject& session)
{
    setCurrentIndex(session.value(QStringLiteral("tab")).toInt());
    m_settingsView->setOnlyDifferent(session.value(QStringLiteral("only_different")).toBool());
}

} // namespace rxwatt::pages
