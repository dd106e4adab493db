// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QAction;
class QHBoxLayout;

namespace rxwatt::pages
{
class EditorPage;
}

namespace rxwatt::pages::editor
{

/// The commands of the editor: in its tool bar, the window's menu and the palette.
class EditorActions : public QObject
{
    Q_OBJECT

public:
    explicit EditorActions(EditorPage& page);

    void addTools(QHBoxLayout& layout) const;
    void addQueueButtons(QHBoxLayout& layout) const;
    void update(bool canUndo, bool canRedo, bool hasRun, bool hasProject);

private:
    QAction* add(const QString& text, const char* icon, const QString& help, void (EditorActions::*act)());
    void makeActions();
    void queue();
    void queueAndStart();
    void duplicate();
    void differ();
    void undo();
    void redo();
    void reset();
    void load();
    void save();
    void copy();
    void paste();

    EditorPage& m_page;
    QAction* m_queue = nullptr;
    QAction* m_start = nullptr;
    QAction* m_duplicate = nullptr;
    QAction* m_differ = nullptr;
    QAction* m_undo = nullptr;
    QAction* m_redo = nullptr;
    QAction* m_reset = nullptr;
    QAction* m_load = nullptr;
    QAction* m_save = nullptr;
    QAction* m_copy = nullptr;
    QAction* m_paste = nullptr;
    QAction* m_problem = nullptr;
};

} // namespace rxwatt::pages::editor
