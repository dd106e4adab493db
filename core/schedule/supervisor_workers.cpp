// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/run_files.h"
#include "core/schedule/supervisor_state.h"

#include <fmt/format.h>

namespace rxwatt::schedule
{

void Supervisor::State::launch(const LaunchRun& decision)
{
    const RunId& id = decision.id;
    if (m_queue.find(id) == nullptr) {
        return; // its folder has vanished
    }
    // What was in the way a moment ago may have passed.
    if (m_editor.troubleOf(id) && m_editor.saveRun(id) && m_editor.troubleOf(id)) {
        m_queue.cannotStart(id, m_editor.troubleOf(id)->message);
        return;
    }
    if (m_editor.isLate(id)) {
        m_queue.postpone(id, "waits until the project can be written to again");
        return;
    }
    if (adopt(id)) {
        track(id);
        return;
    }
    const Launched worker = m_parts.launcher.launch(id, m_project.runFolder(id));
    if (!worker) {
        launchFailed(id, worker.error());
        return;
    }
    m_queue.launched(id, *worker);
    track(id);
}

void Supervisor::State::launchFailed(const RunId& id, const LaunchFailure& failure)
{
    if (failure.cause == LaunchFailure::Cause::machine) {
        m_queue.launchFailed(id, failure.error.message);
    } else if (m_editor.probe()) {
        m_queue.cannotStart(id, failure.error.message);
    } else {
        writeFailed(failure.error);
        m_queue.postpone(id, "waits until the project can be written to again");
    }
}

void Supervisor::State::track(const RunId& id)
{
    const run::RunFolder folder = m_project.runFolder(id);
    m_tails.insert_or_assign(id, RunTail(id, folder));
    if (m_watcher && !m_watcher->add(folder.path())) {
        m_watcher.reset();
    }
}

bool Supervisor::State::adopt(const RunId& id)
{
    const run::RunFolder folder = m_project.runFolder(id);
    const std::optional<run::RunHolder> holder = folder.holder();
    if (!holder) {
        return false;
    }
    std::optional<run::ProcessIdentity> worker = holder->process;
    if (!worker || !m_parts.launcher.attach(id, *worker)) {
        worker.reset();
        m_unwatched.insert(id);
    }
    m_queue.adopt(id, std::move(worker), folder.readHeartbeat().value_or(std::nullopt));
    m_parts.observer.warned(fmt::format("run {} is worked on by {}, which an earlier scheduler started; it is watched "
                                        "and not started again",
                                        id.text, describe(*holder)));
    return true;
}

void Supervisor::State::lookAfterUnwatched()
{
    for (const RunId& id : std::set<RunId>(m_unwatched)) {
        const std::optional<run::RunHolder> holder = m_project.runFolder(id).holder();
        if (!holder) {
            m_unwatched.erase(id);
            onWorkerEnd(id, {});
        } else if (holder->process && m_parts.launcher.attach(id, *holder->process)) {
            // It had the lock, but had not said yet who it is.
            m_unwatched.erase(id);
            m_queue.launched(id, *holder->process);
        }
    }
}

void Supervisor::State::onWorkerEnd(const RunId& id, const ProcessEnd& end)
{
    m_queue.advance(m_editor.moment());
    if (end.exitCode == run::heldExitCode && adopt(id)) {
        scheduleLook(base::Seconds{0});
        return;
    }
    const run::RunFolder folder = m_project.runFolder(id);
    const int attempt = m_queue.find(id)->attempt;
    if (!followToTheEnd(id, attempt)) {
        m_behind[id] = attempt;
    }
    if (m_watcher) {
        m_watcher->remove(folder.path());
    }
    m_tails.erase(id);
    WorkerEnd left = readWorkerEnd(folder, attempt);
    left.exitCode = end.exitCode;
    left.signal = end.signal;
    m_queue.workerGone(id, left);
    scheduleLook(base::Seconds{0});
}

} // namespace rxwatt::schedule
