// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/plain_table.h"
#include "ui/pages/details/run_facts.h"

#include <QSortFilterProxyModel>
#include <QTabWidget>

class QAction;
class QLabel;

namespace rxwatt::bridge
{
class Workspace;
}

namespace rxwatt::pages
{

class CopyableTable;
class LogPane;
class PhaseLine;
class SettingsView;

/// One run's settings, provenance, phases, files, layers and log.
class RunTabs : public QTabWidget
{
    Q_OBJECT

public:
    explicit RunTabs(bridge::Workspace& workspace, QWidget* parent = nullptr);

    void show(const RunFacts& run);
    /// No run: its log is followed no longer.
    void clear();
    /// Whether the log is followed.
    void setActive(bool active);
    /// Finds a setting, or in the log where that is shown.
    void startSearch();

    [[nodiscard]] QJsonObject session() const;
    void restoreSession(const QJsonObject& session);

private:
    void build();
    [[nodiscard]] CopyableTable* makeTable(QAbstractItemModel& model, const QString& name);
    [[nodiscard]] CopyableTable* makeSortedTable(QSortFilterProxyModel& sorted, models::PlainTable& table,
                                                 const QString& name);
    void addFileActions();
    void fitColumns();
    /// Of the file whose row is current; empty where there is none.
    [[nodiscard]] std::filesystem::path currentFile() const;
    void showInFolder();

    bridge::Workspace& m_workspace;
    RunId m_run;
    std::vector<RunFile> m_runFiles;
    models::PlainTable m_settings;
    models::PlainTable m_provenance;
    models::PlainTable m_phases;
    models::PlainTable m_files;
    models::PlainTable m_layers;
    QSortFilterProxyModel m_sortedFiles;
    QSortFilterProxyModel m_sortedLayers;
    SettingsView* m_settingsView = nullptr;
    CopyableTable* m_provenanceView = nullptr;
    PhaseLine* m_phaseLine = nullptr;
    CopyableTable* m_phasesView = nullptr;
    CopyableTable* m_filesView = nullptr;
    CopyableTable* m_layersView = nullptr;
    QLabel* m_totals = nullptr;
    LogPane* m_log = nullptr;
};

} // namespace rxwatt::pages
