// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/project/open_project.h"
#include "core/run/event.h"
#include "core/schedule/requests.h"
#include "ui/bridge/progress_tails.h"
#include "ui/bridge/questions.h"
#include "ui/bridge/queue_status.h"

#include <functional>
#include <map>
#include <memory>
#include <QObject>
#include <QPointer>
#include <QString>

namespace rxwatt::bridge
{

/// The project that the window has open. Reads on a thread of its own, writes through requests, notices what anybody
/// (a scheduler, a terminal, another window) changes. All signals come on the thread of the window.
class Workspace : public QObject
{
    Q_OBJECT

public:
    explicit Workspace(QObject* parent = nullptr);
    ~Workspace() override;

    /// opened() or openFailed() follows. What was open is closed first.
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
    /// only the latest is answered; none is once the asker is gone or the project closed, and none where nothing is
    /// open. While the project is in trouble, answers are errors. `work` must be self-contained.
    template <typename T>
    void ask(QObject* asker, const QString& topic, std::function<Result<T>(const project::OpenProject&)> work,
             std::function<void(Result<T>)> done)
    {
        const auto answerOf = [](Result<T> result) {
            std::optional<Error> error = result ? std::nullopt : std::optional(result.error());
            return Answer{std::make_shared<Result<T>>(std::move(result)), std::move(error)};
        };
        Question question;
        question.work = [work = std::move(work), answerOf](const project::OpenProject& project) {
            return answerOf(work(project));
        };
        question.refuse = [answerOf](const Error& error) { return answerOf(tl::unexpected<Error>(error)); };
        askUntyped(asker, topic, std::move(question), [done = std::move(done)](const Answer& answer) {
            done(std::move(*static_cast<Result<T>*>(answer.result.get())));
        });
    }

    /// Whether a question waits for its answer: a screenshot waits for none.
    [[nodiscard]] bool isBusy() const;

    /// Asks the queue for something, as `rxwatt cancel` and the like do; requests go out one after another in the order
    /// given. An error is why nothing was done; the reply may hold refusals of single runs. `done` may be none; it is
    /// not called once the asker is gone, while what was asked for is done also where the window closes.
    void submit(schedule::Request request, QObject* asker, std::function<void(Result<schedule::Reply>)> done);

    /// Starts `rxwatt run --until-empty` detached from this program, unless somebody is at work already; behind the
    /// requests that were submitted before. schedulerFailed() tells where that comes to nothing.
    void startScheduler();

Q_SIGNALS:
    void opened();
    void closed();
    void openFailed(const QString& folder, const QString& message);
    /// Anything in the index may have changed; at most five times a second.
    void runsChanged();
    /// The project's own processors (processors.json) are others than before, whoever changed them.
    void processorsChanged();
    void queueChanged();
    void progressChanged();
    /// The project cannot be read at the moment (its folder vanished, its database is locked); asked again by itself.
    /// While it lasts, another message may follow.
    void troubled(const QString& message);
    void recovered();
    /// Why the scheduler that was to start did not, and what to do.
    void schedulerFailed(const QString& message);

private:
    void askUntyped(QObject* asker, const QString& topic, Question question, std::function<void(const Answer&)> done);
    void connectReader();
    void deliver(std::uint64_t serial, const Answer& answer);
    void forget(QObject* asker);
    void forgetAll();
    void setQueue(const QueueStatus& queue);

    struct Parts;

    std::unique_ptr<Parts> m_parts;
};

} // namespace rxwatt::bridge
