// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/page_registry.h"
#include "ui/window/page_docks.h"

#include <QMainWindow>
#include <QTimer>
#include <QUndoStack>

namespace rxwatt::window
{

class CommandPalette;
class MessageBar;
class ProjectTroubles;

/// The shell: docks with pages, menus, tool bar, message bar, status bar. Knows pages only through the registry.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    explicit MainWindow(settings::Settings& settings, QWidget* parent = nullptr);
    ~MainWindow() override;

    /// Opens a project, and what was open in it last time.
    void openProject(const QString& folder);
    void closeProject();
    /// The project and the window's place of last time; `crashed`: the last start did not come to its end, so that only
    /// the window's place is trusted.
    void restoreLastSession(bool crashed);
    bool showPage(const QString& name);
    /// Chooses runs by ids, prefixes or names once the project is open; `done` gets what was wrong, or nothing.
    void select(const QStringList& runs, std::function<void(const QString& problem)> done);
    /// Whether everything that is on its way to the screen has arrived.
    [[nodiscard]] bool isSettled() const;

    [[nodiscard]] bridge::Workspace& workspace() { return m_workspace; }

    [[nodiscard]] bridge::RunEdits& edits() { return m_edits; }

    [[nodiscard]] PageDocks& docks() { return *m_docks; }

    void showCommands();

protected:
    void closeEvent(QCloseEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void connectWorkspace();
    void connectNavigator();
    void onOpened();
    void onClosed();
    void onMessage(pages::Navigator::Level level, const QString& text);
    void onSpecWanted(const Json& spec, const Json& base);
    void updateTitle();
    void saveSession();
    void restoreProjectSession();
    /// Of a project that was not open before: what works or waits to, else the curves of the newest run; the table has
    /// the focus.
    void showFirstPages();
    void selectNewest();

    settings::Settings& m_settings;
    QUndoStack m_undo;
    bridge::Workspace m_workspace;
    bridge::Selection m_selection;
    bridge::RunEdits m_edits;
    pages::Navigator m_navigator;
    PageDocks* m_docks = nullptr;
    MessageBar* m_messages = nullptr;
    ProjectTroubles* m_troubles = nullptr;
    CommandPalette* m_palette = nullptr;
    /// A crash loses at most a minute of the session.
    QTimer m_autosave;
};

} // namespace rxwatt::window
