// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/project_troubles.h"

#include "core/project/rebuild_index.h"
#include "ui/window/message_bar.h"

#include <QDir>
#include <QLocale>
#include <utility>

namespace rxwatt::window
{

using bridge::IndexRebuild;
using bridge::Workspace;
using Level = pages::Navigator::Level;

ProjectTroubles::ProjectTroubles(Workspace& workspace, MessageBar& messages, QObject* parent)
    : QObject(parent), m_workspace(workspace), m_messages(messages)
{
    connect(&workspace, &Workspace::openFailed, this, &ProjectTroubles::onOpenFailed);
    connect(&workspace, &Workspace::opened, this, &ProjectTroubles::forgetOpening);
    connect(&workspace, &Workspace::troubled, this, &ProjectTroubles::onTroubled);
    connect(&workspace, &Workspace::recovered, this, &ProjectTroubles::onRecovered);
    connect(&workspace, &Workspace::closed, this, [this] { m_messages.withdraw(std::exchange(m_trouble, {})); });
    connect(&m_rebuild, &IndexRebuild::progressed, this, &ProjectTroubles::onProgress);
    connect(&m_rebuild, &IndexRebuild::finished, this, &ProjectTroubles::onRebuilt);
    connect(&m_rebuild, &IndexRebuild::failed, this, &ProjectTroubles::onRebuildFailed);
}

void ProjectTroubles::forgetOpening()
{
    m_messages.withdraw(std::exchange(m_opening, {}));
}

void ProjectTroubles::onOpenFailed(const QString& folder, const QString& message)
{
    forgetOpening();
    const QString text = tr("%1 was not opened: %2").arg(QDir::toNativeSeparators(folder), message);
    m_opening = text;
    m_messages.add(Level::error, text,
                   project::isCuredByRebuild(message.toStdString())
                       ? rebuildAction(folder, text)
                       : MessageAction{tr("Try again"), [this, folder] { Q_EMIT projectWanted(folder); }});
}

void ProjectTroubles::onTroubled(const QString& message)
{
    m_messages.withdraw(m_trouble);
    m_trouble = message;
    const QString folder = m_workspace.folder();
    // That there is no index while it is being remade is no news.
    if (m_rebuilding != folder) {
        m_messages.add(Level::error, message,
                       project::isCuredByRebuild(message.toStdString()) ? rebuildAction(folder, message)
                                                                        : MessageAction());
    }
}

void ProjectTroubles::onRecovered()
{
    m_messages.withdraw(std::exchange(m_trouble, {}));
    Q_EMIT noted(tr("The project can be read again."));
}

MessageAction ProjectTroubles::rebuildAction(const QString& folder, const QString& message)
{
    return {tr("Rebuild the index"), [this, folder, message] { rebuild(folder, message); }};
}

void ProjectTroubles::rebuild(const QString& folder, const QString& message)
{
    if (!m_rebuilding.isEmpty()) {
        return;
    }
    m_rebuilding = folder;
    m_progress = tr("Rebuilding the index of %1 from its run folders…").arg(QDir::toNativeSeparators(folder));
    m_messages.change(message, Level::note, m_progress);
    m_rebuild.start(folder);
}

void ProjectTroubles::onProgress(const QString& folder, int done, int all)
{
    const QLocale locale;
    const QString text = tr("Rebuilding the index of %1 from its run folders: %2 of %3 runs.")
                             .arg(QDir::toNativeSeparators(folder), locale.toString(done), locale.toString(all));
    m_messages.change(std::exchange(m_progress, text), Level::note, text);
}

void ProjectTroubles::onRebuilt(const QString& folder, const QStringList& leftOut)
{
    m_messages.withdraw(std::exchange(m_progress, {}));
    m_rebuilding.clear();
    Q_EMIT noted(tr("The index of %1 was rebuilt.").arg(QDir::toNativeSeparators(folder)));
    if (!leftOut.isEmpty()) {
        m_messages.add(Level::warning, tr("%n run(s) cannot be read and were left out. \"rxwatt check %1\" lists them. "
                                          "The first: %2",
                                          nullptr, static_cast<int>(leftOut.size()))
                                           .arg(QDir::toNativeSeparators(folder), leftOut.first()));
    }
    // Where it is open, its reader finds the new index by itself; where something else is, that stays.
    if (!m_workspace.isOpen() && !m_workspace.isBusy()) {
        Q_EMIT projectWanted(folder);
    }
}

void ProjectTroubles::onRebuildFailed(const QString& folder, const QString& message)
{
    m_messages.withdraw(std::exchange(m_progress, {}));
    m_rebuilding.clear();
    const QString text = tr("The index of %1 was not rebuilt: %2").arg(QDir::toNativeSeparators(folder), message);
    m_messages.add(Level::error, text, {tr("Try again"), [this, folder, text] { rebuild(folder, text); }});
}

} // namespace rxwatt::window
