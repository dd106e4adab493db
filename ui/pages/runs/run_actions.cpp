// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/runs/run_actions.h"

#include "ui/pages/run_rules.h"
#include "ui/style/icons.h"

#include <algorithm>
#include <QMenu>
#include <QWidget>

namespace rxwatt::pages
{

namespace
{

constexpr const char* helpProperty = "help";

} // namespace

RunActions::RunActions(QWidget& page, QWidget& table) : QObject(&page), m_page(page), m_table(table)
{
    rename = make(tr("Rename"), "pencil", Qt::Key_F2, tr("Change the run's name"));
    star = make(tr("Star"), "star", Qt::Key_S, tr("Give the runs a star, or take it away"));
    star->setCheckable(true);
    tags = make(tr("Tags…"), "tag", Qt::Key_T, tr("Change the tags of the runs"));
    notes = make(tr("Notes"), "file-text", Qt::Key_N, tr("Show the notes of the run"));
    notes->setCheckable(true);
    pause = make(tr("Pause"), "pause", {}, tr("End the runs' work at a checkpoint, to be resumed later"));
    resume = make(tr("Resume"), "play", {}, tr("Put paused runs back into the queue"));
    cancel = make(tr("Cancel"), "circle-stop", {}, tr("End the runs for good"));
    retry = make(tr("Retry"), "rotate-cw", {}, tr("Queue the runs again, from their last checkpoint"));
    retryFresh = make(tr("Retry from the beginning"), "rotate-ccw", {}, tr("Queue the runs again, from step 0"));
    duplicate = make(tr("Duplicate in the editor"), "copy", Qt::CTRL | Qt::Key_D,
                     tr("Open a copy of the run's settings in the editor"));
    editDifferent = make(tr("Edit a copy that differs"), "git-compare", Qt::CTRL | Qt::SHIFT | Qt::Key_D,
                         tr("Open a copy in the editor that shows what differs from this run"));
    copyTable = make(tr("Copy as table"), "table-2", QKeySequence::Copy,
                     tr("Copy the chosen rows with the shown columns, for a spreadsheet"));
    archive = make(tr("Archive"), "archive", Qt::Key_A, tr("Hide the runs from the table; nothing is deleted"));
    unarchive =
        make(tr("Take out of the archive"), "archive-restore", Qt::SHIFT | Qt::Key_A, tr("Show the runs again"));
    trash = make(tr("Move to the trash"), "trash-2", QKeySequence::Delete,
                 tr("Take the runs out of the project; they can be restored"));
    update(0, {});
}

QAction* RunActions::make(const QString& text, const char* icon, const QKeySequence& shortcut, const QString& help)
{
    auto* action = new QAction(style::icon(QString::fromLatin1(icon)), text, this);
    action->setShortcut(shortcut);
    // Letters are keys of the table, not of lines that are typed into.
    action->setShortcutContext(Qt::WidgetShortcut);
    action->setProperty(helpProperty, help);
    m_page.addAction(action);
    m_table.addAction(action);
    return action;
}

void RunActions::enable(QAction* action, bool enabled, const QString& whyNot)
{
    action->setEnabled(enabled);
    const QString help = action->property(helpProperty).toString();
    const QString keys = action->shortcut().toString(QKeySequence::NativeText);
    const QString withKeys = keys.isEmpty() ? help : QStringLiteral("%1 (%2)").arg(help, keys);
    action->setToolTip(enabled ? withKeys : QStringLiteral("%1: %2").arg(withKeys, whyNot));
    action->setStatusTip(action->toolTip());
}

void RunActions::update(std::size_t chosen, const std::vector<const store::RunSummary*>& known)
{
    // Of rows that were never looked at the states are not known here; whoever carries the request out refuses what
    // cannot be.
    const bool maybe = chosen > known.size();
    const auto any = [&](auto can) { return maybe || std::any_of(known.begin(), known.end(), can); };
    const auto inState = [&](auto can) { return any([&](const store::RunSummary* run) { return can(run->state); }); };
    const QString none = tr("no run is chosen");
    const auto ifAny = [&](const QString& why) { return chosen == 0 ? none : why; };
    const QString onlyOne = ifAny(tr("more than one run is chosen"));
    for (QAction* action : {rename, duplicate, editDifferent}) {
        enable(action, chosen == 1, onlyOne);
    }
    for (QAction* action : {star, tags, copyTable}) {
        enable(action, chosen > 0, none);
    }
    enable(notes, true, {});
    star->setChecked(!known.empty() &&
                     std::all_of(known.begin(), known.end(), [](const auto* r) { return r->starred; }));
    enable(pause, inState(canPause), ifAny(tr("none of the runs is queued or at work")));
    enable(resume, inState(canResume), ifAny(tr("none of the runs is paused")));
    enable(cancel, inState(canCancel), ifAny(tr("the runs are over")));
    enable(retry, inState(canRetry), ifAny(tr("none of the runs failed, was cancelled or ran out of time")));
    enable(retryFresh, inState(canStartOver), ifAny(tr("the runs are queued or at work; cancel them first")));
    enable(archive, chosen > 0, none);
    enable(unarchive, chosen > 0, none);
    enable(trash, inState(canTrash), ifAny(tr("the runs are at work; cancel them first")));
}

void RunActions::fillMenu(QMenu& menu) const
{
    menu.setToolTipsVisible(true);
    menu.addActions({star, rename, tags, notes});
    menu.addSeparator();
    menu.addActions({pause, resume, cancel, retry, retryFresh});
    menu.addSeparator();
    menu.addActions({duplicate, editDifferent, copyTable});
    menu.addSeparator();
    menu.addActions({archive, unarchive, trash});
}

} // namespace rxwatt::pages
