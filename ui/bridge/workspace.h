// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/project/open_project.h"
#include "core/run/event.h"
#include "core/schedule/requests.h"

#include <functional>
#include <map>
#include <memory>
#include <QObject>
#include <QPointer>
#include <QString>

namespace rxwatt::bridge
{

/// What the whole queue is doing, for the status bar and the queue's buttons.
struct QueueStatus {
    /// Somebody works the queue: this program's scheduler or one of a terminal.
    bool atWork = false;
    /// Who, as the lock's holder wrote it.
    QString holder;
    bool paused = false;
    QString pauseReason;
    int queued = 0;
    int active = 0;
    int failed = 0;

    bool operator==(const QueueStatus&) const = default;
};

/// The project that the window has open. Reads on a thread of its own, writes through requests, notices what anybody
/// (a scheduler, a terminal, another window) changes. All signals come on the thread of the window.
class Workspace : public QObject
{
    Q_OBJECT

public:
    explicit Workspace(QObject* parent = nullptr);
    ~Workspace() override;

    /// opened() or openFailed() follows.
    void open(const QString& folder);
    void close();

    [[nodiscard]] bool isOpen() const;
    /// Absolute; empty where nothing is open.
    [[nodiscard]] QString folder() const;
    /// Valid while isOpen(): for paths of runs.
    [[nodiscard]] const run::ProjectFolder& project() const;

    [[nodiscard]] QueueStatus queue() const;
    /// The latest progress event of each run that is at work.
    [[nodiscard]] const std::map<RunId, run::ProgressEvent>& progress() const;

    /// Reads on the workspace's thread and delivers on this one. Of questions that one `asker` asks under one `topic`,
    /// only the latest is answered; none is once the asker is gone or the project closed. `work` must be
    /// self-contained.
    template <typename T>
    void ask(QObject* asker, const QString& topic, std::function<Result<T>(const project::OpenProject&)> work,
             std::function<void(Result<T>)> done)
    {
        askUntyped(
            asker, topic,
            [work = std::move(work)](const project::OpenProject& project) {
                return std::make_shared<Result<T>>(work(project));
            },
            [done = std::move(done)](const std::shared_ptr<void>& answer) {
                done(std::move(*static_cast<Result<T>*>(answer.get())));
            });
    }

    /// Whether a question waits for its answer: a screenshot waits for none.
    [[nodiscard]] bool isBusy() const;

    /// Asks the queue for something, as `rxwatt cancel` and the like do; requests go out one after another in the order
    /// given. An error is why nothing was done; the reply may hold refusals of single runs.
    void submit(schedule::Request request, QObject* asker, std::function<void(Result<schedule::Reply>)> done);

    /// Starts `rxwatt run --until-empty` detached from this program, unless somebody is at work already.
    void startScheduler();

Q_SIGNALS:
    void opened();
    void closed();
    void openFailed(const QString& folder, const QString& message);
    /// Anything in the index may have changed; at most five times a second.
    void runsChanged();
    void queueChanged();
    void progressChanged();
    /// The project cannot be read at the moment (its folder vanished, its database is locked); asked again by itself.
    void troubled(const QString& message);
    void recovered();

private:
    using Answer = std::shared_ptr<void>;

    void askUntyped(QObject* asker, const QString& topic, std::function<Answer(const project::OpenProject&)> work,
                    std::function<void(const Answer&)> done);

    struct Parts;

    std::unique_ptr<Parts> m_parts;
};

} // namespace rxwatt::bridge
