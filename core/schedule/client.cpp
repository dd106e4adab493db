// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/client.h"

#include "core/base/clock.h"
#include "core/schedule/project_editor.h"
#include "core/schedule/request_inbox.h"
#include "core/schedule/run_files.h"

#include <fmt/format.h>

#include <chrono>
#include <thread>

namespace rxwatt::schedule
{

namespace
{

constexpr base::Seconds patience{5};
constexpr std::chrono::milliseconds lookEvery{10};

/// Loads a run for an edit without a scheduler. One that a worker still has cannot be edited so: nobody would watch the
/// worker's end. One whose worker is gone too is brought up to date first.
Status loadForEdit(const run::ProjectFolder& project, const RunId& id, Queue& queue)
{
    RXWATT_TRY(loadRun(project, id, queue));
    const run::StateRecord record = *queue.find(id);
    if (!run::isActive(record.state)) {
        return {};
    }
    RXWATT_TRY(expectNoWorker(project, id));
    if (record.worker && run::isAlive(*record.worker)) {
        return fail(ErrorKind::busy,
                    fmt::format("run {} is still at work (process {}) though its scheduler is gone: `rxwatt run {}` "
                                "takes it over, then try again",
                                id.text, record.worker->pid, project.path().string()));
    }
    queue.workerGone(id, readWorkerEnd(project.runFolder(id), record.attempt));
    return {};
}

/// Loads every run that has a place in the queue, as it is.
Status loadUnfinished(const run::ProjectFolder& project, run::RunJournal& journal, Queue& queue)
{
    RXWATT_ASSIGN(const auto indexed, journal.runs());
    for (const auto& [id, run] : indexed) {
        const bool isOver = run.state && run::isFinished(run.state->state);
        if (!isOver && queue.find(id) == nullptr && loadRun(project, id, queue)) {
            const Result<run::RunSpec> spec = project.runFolder(id).readSpec();
            loadNeeded(project, spec ? needsOf(*spec) : std::vector<WeightsNeed>{}, queue);
        }
    }
    return {};
}

/// Saves what the queue decided. With no slots it launches nothing, and no worker lives that it could stop.
Status carryOut(Queue& queue, ProjectEditor& editor)
{
    for (const Decision& decision : queue.takeDecisions()) {
        if (const auto* run = std::get_if<SaveRun>(&decision)) {
            RXWATT_TRY(editor.saveRun(run->id));
        } else if (const auto* record = std::get_if<SaveQueue>(&decision)) {
            RXWATT_TRY(editor.saveQueue(record->record));
        }
    }
    RXWATT_TRY(editor.flush());
    const std::vector<RunTrouble> troubles = editor.takeTroubles();
    return troubles.empty() ? Status() : Status(fail(ErrorKind::storage, troubles.front().text));
}

Result<Reply> editDirectly(const run::ProjectFolder& project, Request request, const JournalFactory& openJournal)
{
    RXWATT_ASSIGN(const std::unique_ptr<run::RunJournal> journal, openJournal());
    const base::SystemClock clock;
    Queue queue({.slots = 0});
    ProjectEditor editor(project, *journal, queue, clock);
    queue.advance(editor.moment());
    RXWATT_ASSIGN(run::QueueRecord record, readQueueRecord(project));
    queue.restore(std::move(record));
    if (request.action == Action::reorder) {
        RXWATT_TRY(loadUnfinished(project, *journal, queue));
    }
    std::vector<Refusal> refusals;
    std::erase_if(request.runs, [&](const RunId& id) {
        if (request.action == Action::restore || queue.find(id) != nullptr) {
            return false; // in the trash, or loaded already
        }
        Status loaded = loadForEdit(project, id, queue);
        if (!loaded) {
            refusals.push_back({id, std::move(loaded).error()});
            return true;
        }
        const Result<run::RunSpec> spec = project.runFolder(id).readSpec();
        loadNeeded(project, spec ? needsOf(*spec) : std::vector<WeightsNeed>{}, queue);
        return false;
    });
    Reply reply;
    if (refusals.empty() || !request.runs.empty()) {
        reply = editor.apply(request);
    }
    reply.refusals.insert(reply.refusals.begin(), refusals.begin(), refusals.end());
    RXWATT_TRY(carryOut(queue, editor));
    return reply;
}

Result<Reply> finished(Result<Reply> reply)
{
    if (reply && reply->error) {
        return tl::unexpected<Error>(*reply->error);
    }
    return reply;
}

/// A request under way. Whoever held the project may let go of it before seeing the request: then it is withdrawn, and
/// carried out directly.
Result<Reply> waitForReply(const run::ProjectFolder& project, const SentRequest& sent,
                           const std::function<Result<Reply>()>& direct, const Error& holder)
{
    const base::SystemClock clock;
    base::Seconds deadline = clock.now() + patience;
    bool taken = false;
    while (clock.now() < deadline) {
        RXWATT_ASSIGN(const std::optional<Reply> reply, sent.reply());
        if (reply) {
            return *reply;
        }
        if (!taken) {
            if (const Result<base::FileLock> lock = lockProject(project, "edit"); lock && sent.withdraw()) {
                return direct();
            }
        }
        std::this_thread::sleep_for(lookEvery);
        if (clock.now() >= deadline && !taken && !sent.withdraw()) {
            taken = true; // somebody is at work on it
            deadline = deadline + patience;
        }
    }
    return fail(ErrorKind::busy,
                fmt::format("{}, and it has not answered within {:.0f} s{}", holder.message, patience.value,
                            taken ? "; it may still carry out what was asked" : "; nothing was changed"));
}

} // namespace

Result<base::FileLock> lockProject(const run::ProjectFolder& project, std::string_view role)
{
    const run::ProcessIdentity self = run::thisProcess();
    const base::SystemClock clock;
    return base::FileLock::take(project.lockFile(), fmt::format("the {} (process {} on {}, since {})", role, self.pid,
                                                                self.host, base::toIsoTime(clock.wallClock())));
}

Result<Reply> submit(const run::ProjectFolder& project, const Request& request, const JournalFactory& openJournal)
{
    const auto direct = [&] { return editDirectly(project, request, openJournal); };
    Error holder;
    {
        const Result<base::FileLock> lock = lockProject(project, "edit");
        if (lock) {
            return finished(direct());
        }
        if (lock.error().kind != ErrorKind::busy) {
            return tl::unexpected<Error>(lock.error());
        }
        holder = lock.error();
    }
    RXWATT_ASSIGN(const SentRequest sent, SentRequest::leave(project.requestsFolder(), request));
    return finished(waitForReply(project, sent, direct, holder));
}

} // namespace rxwatt::schedule
