// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "ui/bridge/workspace.h"

#include <QObject>
#include <QString>
#include <QStringList>
#include <vector>

class QUndoStack;

namespace rxwatt::bridge
{

/// What a person changes of runs: each is a request to the queue, and what can be taken back goes through the undo
/// stack. Refusals and errors come as failed().
class RunEdits : public QObject
{
    Q_OBJECT

public:
    RunEdits(Workspace& workspace, QUndoStack& undo, QObject* parent = nullptr);

    // Can be undone.
    void rename(const RunId& run, const QString& name);
    void setTags(const std::vector<RunId>& runs, const QStringList& add, const QStringList& remove);
    void setNotes(const RunId& run, const QString& notes);
    void setStarred(const std::vector<RunId>& runs, bool starred);
    void setArchived(const std::vector<RunId>& runs, bool archived);
    void moveToTrash(const std::vector<RunId>& runs);
    void restoreFromTrash(const std::vector<RunId>& runs);
    /// Puts runs in front of another in the queue; an empty `before` puts them last.
    void reorder(const std::vector<RunId>& runs, const RunId& before);

    // Cannot be undone.
    void cancel(const std::vector<RunId>& runs);
    void pause(const std::vector<RunId>& runs);
    void resume(const std::vector<RunId>& runs);
    void retry(const std::vector<RunId>& runs, bool fresh);
    void pauseQueue();
    void resumeQueue();
    /// Queues specifications; added() tells their ids. `start` begins to work the queue as well.
    void add(const std::vector<Json>& specs, bool start);

Q_SIGNALS:
    void added(const std::vector<rxwatt::base::RunId>& runs);
    /// What happened and what to do.
    void failed(const QString& message);

private:
    Workspace& m_workspace;
    QUndoStack& m_undo;
};

} // namespace rxwatt::bridge
