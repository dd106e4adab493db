// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/editor/editor_actions.h"

#include "ui/pages/editor/editor_page.h"
#include "ui/pages/editor/value_text.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QPushButton>
#include <QToolButton>

namespace rxwatt::pages::editor
{

namespace
{

QToolButton* makeButton(QAction* action, Qt::ToolButtonStyle style)
{
    auto* button = new QToolButton();
    button->setDefaultAction(action);
    button->setToolButtonStyle(style);
    button->setAutoRaise(true);
    button->setIconSize(QSize(style::iconSize, style::iconSize));
    button->setAccessibleName(action->text());
    return button;
}

QPushButton* makePushButton(QAction* action, QHBoxLayout& layout)
{
    auto* button = new QPushButton(action->icon(), action->text());
    button->setToolTip(action->toolTip());
    QObject::connect(button, &QPushButton::clicked, action, &QAction::trigger);
    QObject::connect(action, &QAction::changed, button, [button, action] {
        button->setEnabled(action->isEnabled());
        button->setToolTip(action->toolTip());
    });
    button->setEnabled(action->isEnabled());
    layout.addWidget(button);
    return button;
}

} // namespace

EditorActions::EditorActions(EditorPage& page) : QObject(&page), m_page(page)
{
    makeActions();
}

void EditorActions::makeActions()
{
    m_start = add(tr("Queue and start"), "play", tr("Queue the draft and begin to work the queue (Ctrl+Return)"),
                  &EditorActions::queueAndStart);
    m_start->setShortcuts({QKeySequence(Qt::CTRL | Qt::Key_Return), QKeySequence(Qt::CTRL | Qt::Key_Enter)});
    m_queue = add(tr("Queue"), "plus", tr("Queue the draft (Ctrl+Shift+Return)"), &EditorActions::queue);
    m_queue->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_Return);
    m_duplicate = add(tr("Duplicate"), "copy", tr("Begin a draft with the settings of the selected run"),
                      &EditorActions::duplicate);
    m_differ = add(tr("Differ from run"), "git-compare",
                   tr("Begin a draft with the settings of the selected run and show what is changed from it"),
                   &EditorActions::differ);
    m_undo = add(tr("Undo in the editor"), "undo-2", tr("Take back the last change of the draft (Ctrl+Z)"),
                 &EditorActions::undo);
    m_redo = add(tr("Redo in the editor"), "redo-2", tr("Make the change again (Ctrl+Shift+Z)"), &EditorActions::redo);
    m_reset = add(tr("Reset"), "rotate-ccw", tr("Back to the run that the draft differs from, else to the defaults"),
                  &EditorActions::reset);
    m_load = add(tr("Load a specification…"), "folder-open", tr("Begin a draft with a specification file"),
                 &EditorActions::load);
    m_save = add(tr("Save as a file…"), "save", tr("Write the draft to a specification file"), &EditorActions::save);
    m_copy = add(tr("Copy as JSON"), "braces", tr("Copy the draft as JSON"), &EditorActions::copy);
    m_paste = add(tr("Paste a specification"), "download", tr("Begin a draft with the JSON of the clipboard"),
                  &EditorActions::paste);
    m_problem = new QAction(style::icon(QStringLiteral("circle-alert")), tr("Go to the first problem"), this);
    m_problem->setShortcut(Qt::Key_F8);
    m_problem->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_page.addAction(m_problem);
    connect(m_problem, &QAction::triggered, &m_page, &EditorPage::showFirstProblem);
}

QAction* EditorActions::add(const QString& text, const char* icon, const QString& help, void (EditorActions::*act)())
{
    auto* action = new QAction(style::icon(QString::fromLatin1(icon)), text, this);
    action->setToolTip(help);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_page.addAction(action);
    connect(action, &QAction::triggered, this, act);
    return action;
}

void EditorActions::addTools(QHBoxLayout& layout) const
{
    for (QAction* action : {m_undo, m_redo, m_reset}) {
        layout.addWidget(makeButton(action, Qt::ToolButtonIconOnly));
    }
    layout.addSpacing(style::grid);
    for (QAction* action : {m_duplicate, m_differ}) {
        layout.addWidget(makeButton(action, Qt::ToolButtonTextBesideIcon));
    }
    layout.addSpacing(style::grid);
    for (QAction* action : {m_load, m_save, m_copy, m_paste}) {
        layout.addWidget(makeButton(action, Qt::ToolButtonIconOnly));
    }
}

void EditorActions::addQueueButtons(QHBoxLayout& layout) const
{
    makePushButton(m_queue, layout);
    makePushButton(m_start, layout)->setDefault(true);
}

void EditorActions::update(bool canUndo, bool canRedo, bool hasRun, bool hasProject)
{
    m_undo->setEnabled(canUndo);
    m_redo->setEnabled(canRedo);
    m_duplicate->setEnabled(hasRun);
    m_differ->setEnabled(hasRun);
    m_queue->setEnabled(hasProject);
    m_start->setEnabled(hasProject);
}

void EditorActions::queue()
{
    m_page.queue(false);
}

void EditorActions::queueAndStart()
{
    m_page.queue(true);
}

void EditorActions::duplicate()
{
    m_page.duplicateSelected(false);
}

void EditorActions::differ()
{
    m_page.duplicateSelected(true);
}

void EditorActions::undo()
{
    m_page.undo();
}

void EditorActions::redo()
{
    m_page.redo();
}

void EditorActions::reset()
{
    m_page.reset();
}

void EditorActions::load()
{
    const QString file = QFileDialog::getOpenFileName(&m_page, tr("Load a specification"), QString(),
                                                      tr("Specifications (*.json);;All files (*)"));
    if (!file.isEmpty()) {
        m_page.loadFile(file);
    }
}

void EditorActions::save()
{
    const QString file = QFileDialog::getSaveFileName(&m_page, tr("Save as a file"), QStringLiteral("spec.json"),
                                                      tr("Specifications (*.json)"));
    if (!file.isEmpty()) {
        m_page.saveFile(file);
    }
}

void EditorActions::copy()
{
    QApplication::clipboard()->setText(QString::fromStdString(prettyJson(m_page.draft())) + u'\n');
}

void EditorActions::paste()
{
    m_page.loadText(QApplication::clipboard()->text(), tr("The clipboard"));
}

} // namespace rxwatt::pages::editor
