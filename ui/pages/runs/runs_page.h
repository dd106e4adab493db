// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/models/run_table_model.h"
#include "ui/pages/page.h"
#include "ui/pages/runs/table_question.h"

class QComboBox;
class QLabel;
class QSplitter;
class QStackedWidget;
class QToolButton;

namespace rxwatt::pages
{

class ColumnLayout;
class EmptyState;
class FilterLine;
class NotesPane;
class RunActions;
class RunCommands;
class RunTableView;
class TableFeed;

/// The table of everything: all runs of the project, filtered, sorted and grouped, what they do, and all that can be
/// done to them. Choosing runs here drives every other page.
class RunsPage : public Page
{
    Q_OBJECT

public:
    explicit RunsPage(const PageContext& context, QWidget* parent = nullptr);

    [[nodiscard]] QJsonObject session() const override;
    void restoreSession(const QJsonObject& session) override;
    [[nodiscard]] bool isSettled() const override;

private:
    void build();
    [[nodiscard]] QWidget* buildTools();
    [[nodiscard]] QToolButton* menuButton(const char* icon, const QString& name, const QString& help, QMenu* menu);
    void addOwnActions();
    void connectTable();
    void connectProject();
    void openMenu(const QPoint& place);
    void openHeaderMenu(const QPoint& place);

    void ask();
    void sortBy(int column);
    void showSort();
    void fillGroups();
    void showState();
    void actOnEmptyState();
    void openNewRun();
    void takeChosen();
    void takeSelection();
    void askNotes();

    [[nodiscard]] QJsonObject view() const;
    void setView(const QJsonObject& view);
    void resetView();

    models::RunTableModel m_model;
    TableQuestion m_question;
    QWidget* m_tools = nullptr;
    FilterLine* m_filter = nullptr;
    QComboBox* m_groups = nullptr;
    QStackedWidget* m_stack = nullptr;
    RunTableView* m_view = nullptr;
    EmptyState* m_empty = nullptr;
    NotesPane* m_notes = nullptr;
    QSplitter* m_splitter = nullptr;
    RunActions* m_actions = nullptr;
    QAction* m_withArchived = nullptr;
    TableFeed* m_feed = nullptr;
    ColumnLayout* m_columns = nullptr;
    RunCommands* m_commands = nullptr;
    bool m_isSyncing = false;
};

} // namespace rxwatt::pages
