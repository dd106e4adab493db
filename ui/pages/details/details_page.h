// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/plain_table.h"
#include "ui/pages/details/run_facts.h"
#include "ui/pages/page_question.h"

class QLabel;
class QStackedWidget;

namespace rxwatt::pages
{

class CopyableTable;
class EmptyState;
class RunHeader;
class RunTabs;

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
    void connectParts();
    void addOwnActions();
    void take(Result<DetailsFacts> facts);
    void showState();
    void reproduce();
    void openInEditor(bool showDifference);
    void openFolder();
    void copySettings();

    RunHeader* m_header = nullptr;
    RunTabs* m_tabs = nullptr;
    models::PlainTable m_differences;
    CopyableTable* m_differencesView = nullptr;
    QLabel* m_comparison = nullptr;
    QStackedWidget* m_stack = nullptr;
    EmptyState* m_empty = nullptr;
    /// Those that act on the one run shown.
    QList<QAction*> m_runActions;
    DetailsFacts m_facts;
    QString m_problem;
    bool m_awaitsRun = false;
    PageQuestion<DetailsFacts> m_question;
};

} // namespace rxwatt::pages
