// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QList>
#include <QPointer>
#include <QString>

class QAction;
class QLineEdit;
class QListWidget;
class QMenuBar;

namespace rxwatt::window
{

/// An action with the way to it: "View › Theme › Dark".
struct Command {
    QString path;
    QPointer<QAction> action;
};

/// Every action below a menu bar, in its order, submenus included; without separators and the empty.
[[nodiscard]] QList<Command> commandsOf(const QMenuBar& menus);

/// How well a text fits what was typed: each letter in order, better where words begin or letters follow each other;
/// negative where it does not fit.
[[nodiscard]] int fitOf(const QString& typed, const QString& text);

/// Ctrl+K: every action by typing some letters of it.
class CommandPalette : public QDialog
{
    Q_OBJECT

public:
    explicit CommandPalette(QWidget* parent);

    /// Shows it with these commands; the chosen one is triggered once it has closed.
    void open(QList<Command> commands);

protected:
    /// A line round it: without one it has no edge over a page of its own colour.
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void list(const QString& typed);
    /// As high as what it lists, up to some rows.
    void fitHeight();
    void choose();

    QList<Command> m_commands;
    QIcon m_noIcon;
    QLineEdit* m_input = nullptr;
    QListWidget* m_list = nullptr;
};

} // namespace rxwatt::window
