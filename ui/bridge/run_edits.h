// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/run/state.h"
#include "ui/bridge/workspace.h"

#include <deque>
#include <functional>
#include <memory>
#include <QObject>
#include <QString>
#include <QStringList>
#include <vector>

class QUndoStack;

namespace rxwatt::bridge
{

struct RunEdit;

/// What a person changes of runs: each is a request to the queue, and what can be taken back goes through the undo
/// stack. One is carried out after another; refusals and errors come as failed(), and an edit that failed leaves the
/// stack. The stack is emptied when the project is closed.
class RunEdits : public QObject
{
    Q_OBJECT

public:
    RunEdits(Workspace& workspace, QUndoStack& undo, QObject* parent = nullptr);
    ~RunEdits() override;

    // Can be undone.
    void rename(const RunId& run, const QString& name);
    void setTags(const std::vector<RunId>& runs, const QStringList& add, const QStringList& remove);
    /// Edits of one run's notes in a row are undone together.
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

    /// Whether an edit is under way.
    [[nodiscard]] bool isBusy() const { return m_isBusy; }

Q_SIGNALS:
    void added(const std::vector<rxwatt::base::RunId>& runs);
    /// What happened and what to do.
    void failed(const QString& message);

private:
    friend class RunEditCommand;

    enum class Direction { redo, undo };
    using Replies = std::vector<Result<schedule::Reply>>;

    template <typename Value>
    struct MetaField;
    template <typename Value>
    void changeMeta(const QString& text, std::vector<RunId> runs, const MetaField<Value>& field);
    void push(RunEdit edit);
    void carryOut(const std::shared_ptr<RunEdit>& edit, Direction direction);
    void judge(const std::shared_ptr<RunEdit>& edit, Direction direction, const Replies& replies);
    void takeOffStack();

    void act(schedule::Action action, const std::vector<RunId>& runs);
    void submitAll(const std::vector<schedule::Request>& requests, std::function<void(const Replies&)> done);
    /// Each job ends with finish().
    void enqueue(std::function<void()> job);
    void begin();
    void finish();
    void forgetAll();

    Workspace& m_workspace;
    QUndoStack& m_undo;
    std::deque<std::function<void()>> m_jobs;
    bool m_isBusy = false;
    /// Whether a command is being pushed: what it does goes before the edits that wait.
    bool m_isPushing = false;
    /// Counts the projects that were closed: answers of those before it are let go.
    int m_project = 0;
};

} // namespace rxwatt::bridge
