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

QString words(const char* text)
{
    return QCoreApplication::translate("ShortcutSheet", text);
}

ShortcutGroup plotShortcuts()
{
    return {words("In a plot"),
            {{words("Left drag"), words("Zoom into a rectangle; Esc takes it back")},
             {words("Wheel"), words("Zoom at the pointer; over an axis, that axis alone")},
             {words("Middle drag, Ctrl+left drag"), words("Move")},
             {words("Double click, F"), words("Fit everything")},
             {words("Ctrl+Z, Ctrl+Shift+Z"), words("Zoom back and forth")},
             {words("+, −, arrows"), words("Zoom and move by keys")},
             {words("L, G"), words("Logarithmic axis, grid")},
             {words("Click, double click in the legend"), words("Hide a series; show only this one")},
             {words("Page Down, Page Up"), words("Go through the legend")},
             {words("Space, Return in the legend"), words("Hide a series; show only this one")},
             {words("Double click on an axis"), words("Axes and styles")},
             {words("Ctrl+Shift+C, Ctrl+E"), words("Copy as an image, export")}}};
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
    ShortcutGroup actions{words("In the window"), {}};
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
    dialog.setWindowTitle(words("Keys and mouse"));
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
