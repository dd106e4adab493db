// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/index_rebuild.h"
#include "ui/bridge/workspace.h"

#include <QObject>
#include <QString>

namespace rxwatt::window
{

class MessageBar;
struct MessageAction;

/// Says in the message bar what keeps a project from being read, for as long as it does, with a button where this
/// program can do something about it.
class ProjectTroubles : public QObject
{
    Q_OBJECT

public:
    ProjectTroubles(bridge::Workspace& workspace, MessageBar& messages, QObject* parent);

    /// Another project is asked for: what kept the last one closed is of no interest any more.
    void forgetOpening();

Q_SIGNALS:
    void projectWanted(const QString& folder);
    /// Good news for the status bar.
    void noted(const QString& text);

private:
    void onOpenFailed(const QString& folder, const QString& message);
    void onTroubled(const QString& message);
    void onRecovered();
    /// The button of a message that a rebuild makes untrue.
    [[nodiscard]] MessageAction rebuildAction(const QString& folder, const QString& message);
    void rebuild(const QString& folder, const QString& message);
    void onProgress(const QString& folder, int done, int all);
    void onRebuilt(const QString& folder, const QStringList& leftOut);
    void onRebuildFailed(const QString& folder, const QString& message);

    bridge::Workspace& m_workspace;
    MessageBar& m_messages;
    bridge::IndexRebuild m_rebuild;
    // What stands in the message bar about each.
    QString m_opening;
    QString m_trouble;
    QString m_progress;
    /// What is being remade.
    QString m_rebuilding;
};

} // namespace rxwatt::window
