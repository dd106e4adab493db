// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/shortcut_sheet.h"

#include "ui/style/metrics.h"
#include "ui/window/command_palette.h"

#include <algorithm>
#include <QAction>
#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QMainWindow>
#include <QMenuBar>
#include <QScrollArea>
#include <QScrollBar>

namespace rxwatt::window
{

namespace
{

struct ShortcutWords {
    Q_DECLARE_TR_FUNCTIONS(ShortcutSheet)
};

ShortcutGroup plotShortcuts()
{
    return {ShortcutWords::tr("In a plot"),
            {{ShortcutWords::tr("Left drag"), ShortcutWords::tr("Zoom into a rectangle; Esc takes it back")},
             {ShortcutWords::tr("Wheel"), ShortcutWords::tr("Zoom at the pointer; over an axis, that axis alone")},
             {ShortcutWords::tr("Middle drag, Ctrl+left drag"), ShortcutWords::tr("Move")},
             {ShortcutWords::tr("Double click, F"), ShortcutWords::tr("Fit everything")},
             {ShortcutWords::tr("Ctrl+Z, Ctrl+Shift+Z"), ShortcutWords::tr("Zoom back and forth")},
             {ShortcutWords::tr("+, −, arrows"), ShortcutWords::tr("Zoom and move by keys")},
             {ShortcutWords::tr("L, G"), ShortcutWords::tr("Logarithmic axis, grid")},
             {ShortcutWords::tr("Click, double click in the legend"),
              ShortcutWords::tr("Hide a series; show only this one")},
             {ShortcutWords::tr("Page Down, Page Up"), ShortcutWords::tr("Go through the legend")},
             {ShortcutWords::tr("Space, Return in the legend"), ShortcutWords::tr("Hide a series; show only this one")},
             {ShortcutWords::tr("Double click on an axis"), ShortcutWords::tr("Axes and styles")},
             {ShortcutWords::tr("Ctrl+Shift+C, Ctrl+E"), ShortcutWords::tr("Copy as an image, export")}}};
}

QLabel* plainLabel(const QString& text)
{
    auto* label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

QWidget* sheetOf(const std::vector<ShortcutGroup>& groups)
{
    auto* sheet = new QWidget;
    auto* grid = new QGridLayout(sheet);
    grid->setHorizontalSpacing(3 * style::grid);
    grid->setVerticalSpacing(style::halfGrid);
    int row = 0;
    for (const ShortcutGroup& group : groups) {
        QLabel* title = plainLabel(group.title);
        QFont font = title->font();
        font.setBold(true);
        title->setFont(font);
        grid->setRowMinimumHeight(row, row == 0 ? 0 : 4 * style::grid);
        grid->addWidget(title, row++, 0, 1, 2, Qt::AlignBottom);
        for (const Shortcut& shortcut : group.shortcuts) {
            grid->addWidget(plainLabel(shortcut.text), row, 0);
            grid->addWidget(plainLabel(shortcut.keys), row++, 1);
        }
    }
    grid->setColumnStretch(0, 1);
    return sheet;
}

} // namespace

std::vector<ShortcutGroup> shortcutGroups(const QMainWindow& window)
{
    ShortcutGroup actions{ShortcutWords::tr("In the window"), {}};
    for (const Command& command : commandsOf(*window.menuBar())) {
        if (!command.action->shortcut().isEmpty()) {
            actions.shortcuts.push_back({command.action->shortcut().toString(QKeySequence::NativeText), command.path});
        }
    }
    return {std::move(actions), plotShortcuts()};
}

void showShortcutSheet(QMainWindow& window)
{
    constexpr QSize size(640, 640);
    QDialog dialog(&window);
    dialog.setWindowTitle(ShortcutWords::tr("Keys and mouse"));
    auto* area = new QScrollArea(&dialog);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(sheetOf(shortcutGroups(window)));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, &dialog);
    QObject::connect(buttons, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
    auto* layout = new QVBoxLayout(&dialog);
    layout->addWidget(area);
    layout->addWidget(buttons);
    // As wide as the longest line, so that nothing is scrolled sideways.
    const int margins = layout->contentsMargins().left() + layout->contentsMargins().right();
    const int wanted = area->widget()->sizeHint().width() + area->verticalScrollBar()->sizeHint().width() + margins;
    dialog.resize(QSize(std::max(size.width(), wanted), size.height()).boundedTo(window.size()));
    dialog.exec();
}

} // namespace rxwatt::window
