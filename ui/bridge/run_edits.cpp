// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/run_edits.h"

#include "ui/bridge/run_edit_command.h"

#include <algorithm>
#include <map>
#include <QUndoStack>
#include <set>

namespace rxwatt::bridge
{

namespace
{

using schedule::Action;
using schedule::MetaChange;
using schedule::Request;

Request requestOf(Action action, const std::vector<RunId>& runs)
{
    Request request;
    request.action = action;
    request.runs = runs;
    return request;
}

int countOf(const std::vector<RunId>& runs)
{
    return static_cast<int>(runs.size());
}

/// Runs by what they are to have.
template <typename Value>
using ByValue = std::map<Value, std::vector<RunId>>;

template <typename Value>
std::vector<Request> requestsOf(const ByValue<Value>& runs, std::optional<Value> MetaChange::*change)
{
    std::vector<Request> requests;
    for (const auto& [value, ids] : runs) {
        requests.push_back(requestOf(Action::setMeta, ids));
        requests.back().meta.*change = value;
    }
    return requests;
}

Request reorderOf(const std::vector<RunId>& runs, const RunId& before)
{
    Request request = requestOf(Action::reorder, runs);
    request.before = before;
    return request;
}

std::vector<run::RunState> statesInQueue()
{
    using run::RunState;
    std::vector<RunState> states;
    for (int i = 0; i <= static_cast<int>(RunState::pruned); ++i) {
        if (!run::isFinished(static_cast<RunState>(i))) {
            states.push_back(static_cast<RunState>(i));
        }
    }
    return states;
}

/// What puts moved runs back to where they stood in a queue: each in front of the next that was not moved.
std::vector<Request> wayBack(const std::vector<RunId>& queue, const std::vector<RunId>& moved)
{
    const std::set<RunId> isMoved(moved.begin(), moved.end());
    std::vector<Request> requests;
    std::vector<RunId> group;
    const auto close = [&](const RunId& next) {
        if (!group.empty()) {
            requests.push_back(reorderOf(group, next));
            group.clear();
        }
    };
    for (const RunId& id : queue) {
        if (isMoved.contains(id)) {
            group.push_back(id);
        } else {
            close(id);
        }
    }
    close(RunId());
    return requests;
}

} // namespace

/// A part of a run's notes, in the file and in requests.
template <typename Value>
struct RunEdits::MetaField {
    Value run::RunMeta::*value;
    std::optional<Value> MetaChange::*change;
    /// What becomes of what was there.
    std::function<Value(const Value&)> next;
};

template <typename Value>
void RunEdits::changeMeta(const QString& text, std::vector<RunId> runs, const MetaField<Value>& field)
{
    struct Found {
        ByValue<Value> before;
        ByValue<Value> after;
    };

    bool isNotes = false;
    if constexpr (std::is_same_v<Value, std::string>) {
        isNotes = field.value == &run::RunMeta::notes;
    }
    const auto read = [runs, field](const project::OpenProject& project) -> Result<Found> {
        Found found;
        for (const RunId& id : runs) {
            RXWATT_ASSIGN(const run::RunMeta meta, project.folder.runFolder(id).readMeta());
            const Value& before = meta.*field.value;
            Value after = field.next(before);
            if (after != before) {
                found.before[before].push_back(id);
                found.after[std::move(after)].push_back(id);
            }
        }
        return found;
    };
    enqueue([this, text, runs, field, read, isNotes] {
        m_workspace.ask<Found>(this, QStringLiteral("edit"), read, [=, this](const Result<Found>& found) {
            if (!found) {
                Q_EMIT failed(QString::fromStdString(found.error().message));
            } else if (!found->after.empty()) {
                push({.text = text,
                      .redo = requestsOf(found->after, field.change),
                      .undo = requestsOf(found->before, field.change),
                      .notesOf = isNotes ? std::optional(runs.front()) : std::nullopt});
            }
            finish();
        });
    });
}

RunEdits::RunEdits(Workspace& workspace, QUndoStack& undo, QObject* parent)
    : QObject(parent), m_workspace(workspace), m_undo(undo)
{
    connect(&workspace, &Workspace::closed, this, &RunEdits::forgetAll);
}

RunEdits::~RunEdits() = default;

void RunEdits::rename(const RunId& run, const QString& name)
{
    changeMeta<std::string>(
        tr("Rename run"), {run},
        {&run::RunMeta::name, &MetaChange::name, [name = name.toStdString()](const std::string&) { return name; }});
}

void RunEdits::setTags(const std::vector<RunId>& runs, const QStringList& add, const QStringList& remove)
{
    const auto next = [add, remove](const std::vector<std::string>& before) {
        std::vector<std::string> tags;
        for (const std::string& tag : before) {
            if (!remove.contains(QString::fromStdString(tag))) {
                tags.push_back(tag);
            }
        }
        for (const QString& added : add) {
            const std::string tag = added.toStdString();
            if (std::find(tags.begin(), tags.end(), tag) == tags.end()) {
                tags.push_back(tag);
            }
        }
        return tags;
    };
    changeMeta<std::vector<std::string>>(tr("Change tags of %n run(s)", nullptr, countOf(runs)), runs,
                                         {&run::RunMeta::tags, &MetaChange::tags, next});
}

void RunEdits::setNotes(const RunId& run, const QString& notes)
{
    changeMeta<std::string>(tr("Edit notes"), {run},
                            {&run::RunMeta::notes, &MetaChange::notes,
                             [notes = notes.toStdString()](const std::string&) { return notes; }});
}

void RunEdits::setStarred(const std::vector<RunId>& runs, bool starred)
{
    const QString text = starred ? tr("Star %n run(s)", nullptr, countOf(runs))
                                 : tr("Take the star from %n run(s)", nullptr, countOf(runs));
    changeMeta<bool>(text, runs, {&run::RunMeta::starred, &MetaChange::starred, [starred](bool) { return starred; }});
}

void RunEdits::setArchived(const std::vector<RunId>& runs, bool archived)
{
    const QString text = archived ? tr("Archive %n run(s)", nullptr, countOf(runs))
                                  : tr("Take %n run(s) from the archive", nullptr, countOf(runs));
    changeMeta<bool>(text, runs,
                     {&run::RunMeta::archived, &MetaChange::archived, [archived](bool) { return archived; }});
}

void RunEdits::moveToTrash(const std::vector<RunId>& runs)
{
    if (runs.empty()) {
        return;
    }
    enqueue([this, runs] {
        push({.text = tr("Move %n run(s) to the trash", nullptr, countOf(runs)),
              .redo = {requestOf(Action::remove, runs)},
              .undo = {requestOf(Action::restore, runs)}});
        finish();
    });
}

void RunEdits::restoreFromTrash(const std::vector<RunId>& runs)
{
    if (runs.empty()) {
        return;
    }
    enqueue([this, runs] {
        push({.text = tr("Restore %n run(s) from the trash", nullptr, countOf(runs)),
              .redo = {requestOf(Action::restore, runs)},
              .undo = {requestOf(Action::remove, runs)}});
        finish();
    });
}

void RunEdits::reorder(const std::vector<RunId>& runs, const RunId& before)
{
    using Order = std::vector<RunId>;
    if (runs.empty()) {
        return;
    }
    const auto read = [](const project::OpenProject& project) -> Result<Order> {
        store::RunQuery query;
        query.states = statesInQueue();
        query.sort = store::RunSort::queue;
        return project.reader.ids(query);
    };
    enqueue([this, read, runs, before] {
        m_workspace.ask<Order>(this, QStringLiteral("edit"), read, [=, this](const Result<Order>& queue) {
            if (!queue) {
                Q_EMIT failed(QString::fromStdString(queue.error().message));
            } else {
                push({.text = tr("Move %n run(s) in the queue", nullptr, countOf(runs)),
                      .redo = {reorderOf(runs, before)},
                      .undo = wayBack(*queue, runs)});
            }
            finish();
        });
    });
}

} // namespace rxwatt::bridge
