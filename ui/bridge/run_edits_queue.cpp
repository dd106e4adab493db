// SPDX-License-Identifier: GPL-3.0-or-later
// How RunEdits carries out what it was asked for, and what cannot be undone.
#include "ui/bridge/run_edit_command.h"

#include <algorithm>
#include <QUndoStack>

namespace rxwatt::bridge
{

namespace
{

using schedule::Action;
using schedule::Request;

/// What to tell of the answers to an edit's requests; empty where all was done.
QString complaintOf(const std::vector<Result<schedule::Reply>>& replies)
{
    QString first;
    int more = -1;
    const auto note = [&](const Error& error) {
        first = first.isEmpty() ? QString::fromStdString(error.message) : first;
        ++more;
    };
    for (const Result<schedule::Reply>& reply : replies) {
        if (!reply) {
            note(reply.error());
            continue;
        }
        for (const schedule::Refusal& refusal : reply->refusals) {
            note(refusal.error);
        }
    }
    return more > 0 ? RunEdits::tr("%1 (and %n more)", nullptr, more).arg(first) : first;
}

std::vector<RunId> refusedIn(const std::vector<Result<schedule::Reply>>& replies)
{
    std::vector<RunId> refused;
    for (const Result<schedule::Reply>& reply : replies) {
        if (reply) {
            for (const schedule::Refusal& refusal : reply->refusals) {
                refused.push_back(refusal.run);
            }
        }
    }
    std::sort(refused.begin(), refused.end());
    return refused;
}

void leaveOut(const std::vector<RunId>& refused, std::vector<Request>& requests)
{
    for (Request& request : requests) {
        std::erase_if(request.runs,
                      [&](const RunId& id) { return std::binary_search(refused.begin(), refused.end(), id); });
    }
    std::erase_if(requests, [](const Request& request) { return request.runs.empty(); });
}

bool didNothing(const std::vector<Result<schedule::Reply>>& replies)
{
    return std::none_of(replies.begin(), replies.end(),
                        [](const Result<schedule::Reply>& reply) { return reply && !reply->runs.empty(); });
}

} // namespace

void RunEdits::push(RunEdit edit)
{
    m_isPushing = true;
    m_undo.push(new RunEditCommand(*this, std::move(edit)));
    m_isPushing = false;
}

void RunEdits::carryOut(const std::shared_ptr<RunEdit>& edit, Direction direction)
{
    const auto job = [this, edit, direction, requests = direction == Direction::redo ? edit->redo : edit->undo] {
        submitAll(requests, [this, edit, direction](const Replies& replies) {
            judge(edit, direction, replies);
            finish();
        });
    };
    if (m_isPushing) {
        m_jobs.push_front(job); // its turn has come: the job that pushes it ends next
    } else {
        enqueue(job);
    }
}

void RunEdits::judge(const std::shared_ptr<RunEdit>& edit, Direction direction, const Replies& replies)
{
    const std::shared_ptr<RunEdit> kept = edit->mergedInto ? edit->mergedInto : edit;
    const QString complaint = complaintOf(replies);
    if (complaint.isEmpty()) {
        kept->done = edit->redo;
        return;
    }
    if (didNothing(replies)) {
        if (edit->mergedInto && !kept->done.empty()) {
            kept->redo = kept->done;
        } else if (kept->command != nullptr) {
            kept->command->setObsolete(true);
        }
        takeOffStack();
    } else {
        const std::vector<RunId> refused = refusedIn(replies);
        leaveOut(refused, kept->redo);
        leaveOut(refused, kept->undo);
    }
    Q_EMIT failed(direction == Direction::redo ? complaint
                                               : tr("\"%1\" could not be undone: %2").arg(edit->text, complaint));
}

void RunEdits::takeOffStack()
{
    const auto isObsolete = [this](int index) {
        const QUndoCommand* command = m_undo.command(index);
        return command != nullptr && command->isObsolete();
    };
    while (isObsolete(m_undo.index() - 1)) {
        m_undo.undo();
    }
    while (isObsolete(m_undo.index())) {
        m_undo.redo();
    }
}

void RunEdits::act(Action action, const std::vector<RunId>& runs)
{
    enqueue([this, action, runs] {
        Request request;
        request.action = action;
        request.runs = runs;
        submitAll({request}, [this](const Replies& replies) {
            if (const QString complaint = complaintOf(replies); !complaint.isEmpty()) {
                Q_EMIT failed(complaint);
            }
            finish();
        });
    });
}

void RunEdits::cancel(const std::vector<RunId>& runs)
{
    act(Action::cancel, runs);
}

void RunEdits::pause(const std::vector<RunId>& runs)
{
    act(Action::pause, runs);
}

void RunEdits::resume(const std::vector<RunId>& runs)
{
    act(Action::resume, runs);
}

void RunEdits::retry(const std::vector<RunId>& runs, bool fresh)
{
    act(fresh ? Action::retryFresh : Action::retry, runs);
}

void RunEdits::pauseQueue()
{
    act(Action::pauseQueue, {});
}

void RunEdits::resumeQueue()
{
    act(Action::resumeQueue, {});
}

void RunEdits::add(const std::vector<Json>& specs, bool start)
{
    enqueue([this, specs, start] {
        Request request;
        request.action = Action::add;
        request.specs = specs;
        submitAll({request}, [this, start](const Replies& replies) {
            if (const QString complaint = complaintOf(replies); !complaint.isEmpty()) {
                Q_EMIT failed(complaint);
            }
            if (!didNothing(replies)) {
                Q_EMIT added(replies.front()->runs);
                if (start) {
                    m_workspace.startScheduler();
                }
            }
            finish();
        });
    });
}

void RunEdits::submitAll(const std::vector<Request>& requests, std::function<void(const Replies&)> done)
{
    struct Collected {
        Replies replies;
        std::size_t wanted;
    };

    if (requests.empty()) {
        done({});
        return;
    }
    const auto collected = std::make_shared<Collected>(Collected{{}, requests.size()});
    for (const Request& request : requests) {
        m_workspace.submit(request, this, [this, collected, done, project = m_project](Result<schedule::Reply> reply) {
            collected->replies.push_back(std::move(reply));
            if (project == m_project && collected->replies.size() == collected->wanted) {
                done(collected->replies);
            }
        });
    }
}

void RunEdits::enqueue(std::function<void()> job)
{
    if (!m_workspace.isOpen()) {
        Q_EMIT failed(tr("No project is open."));
        return;
    }
    m_jobs.push_back(std::move(job));
    if (!m_isBusy) {
        begin();
    }
}

void RunEdits::begin()
{
    m_isBusy = true;
    const std::function<void()> job = std::move(m_jobs.front());
    m_jobs.pop_front();
    job();
}

void RunEdits::finish()
{
    if (m_jobs.empty()) {
        m_isBusy = false;
    } else {
        // Not from within the job that ends: thousands in a row would nest.
        QMetaObject::invokeMethod(
            this,
            [this, project = m_project] {
                if (project == m_project) {
                    begin();
                }
            },
            Qt::QueuedConnection);
    }
}

void RunEdits::forgetAll()
{
    ++m_project;
    m_jobs.clear();
    m_isBusy = false;
    m_undo.clear();
}

} // namespace rxwatt::bridge
