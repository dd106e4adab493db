// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/plain_table.h"
#include "ui/pages/details/run_facts.h"
#include "ui/pages/page.h"

#include <array>
#include <QSortFilterProxyModel>

class QLabel;
class QStackedWidget;
class QTabWidget;

namespace rxwatt::pages
{

class CopyableTable;
class EmptyState;
class LogPane;
class RunHeader;
class SettingsView;

/// One run whole: settings, provenance, files, layers of its model, log; it can be made again or opened in the editor.
/// Of several runs, the settings that differ.
class DetailsPage : public Page
{
    Q_OBJECT

public:
    explicit DetailsPage(const PageContext& context, QWidget* parent = nullptr);

    [[nodiscard]] QJsonObject session() const override;
    void restoreSession(const QJsonObject& session) override;
    [[nodiscard]] bool isSettled() const override;

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void build();
    [[nodiscard]] QWidget* buildRun();
    [[nodiscard]] QWidget* buildComparison();
    [[nodiscard]] CopyableTable* makeTable(QSortFilterProxyModel& sorted, models::PlainTable& table,
                                           const QString& name);
    void connectParts();
    void addOwnActions();
    /// Something may be new: asked for at once where the page is seen, else when it is.
    void outdate();
    void ask();
    void take(Result<DetailsFacts> facts);
    void showRun(const RunFacts& run);
    void showState();
    void fitColumns();
    void reproduce();
    void openInEditor(bool showDifference);
    void copySettings();
    void copyPath();

    RunHeader* m_header = nullptr;
    models::PlainTable m_settings;
    models::PlainTable m_provenance;
    models::PlainTable m_files;
    models::PlainTable m_layers;
    models::PlainTable m_differences;
    QSortFilterProxyModel m_sortedFiles;
    QSortFilterProxyModel m_sortedLayers;
    SettingsView* m_settingsView = nullptr;
    CopyableTable* m_provenanceView = nullptr;
    CopyableTable* m_filesView = nullptr;
    CopyableTable* m_layersView = nullptr;
    CopyableTable* m_differencesView = nullptr;
    QLabel* m_totals = nullptr;
    QLabel* m_comparison = nullptr;
    LogPane* m_log = nullptr;
    QTabWidget* m_tabs = nullptr;
    QStackedWidget* m_stack = nullptr;
    EmptyState* m_empty = nullptr;
    /// Those that act on the one run shown.
    QList<QAction*> m_runActions;
    DetailsFacts m_facts;
    /// Whose columns have been fitted.
    RunId m_fitted;
    QString m_problem;
    bool m_awaitsRun = false;
    bool m_isOutdated = true;
    bool m_isAsking = false;
};

} // namespace rxwatt::pages
