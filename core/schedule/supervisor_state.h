// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedule/folder_watcher.h"
#include "core/schedule/index_difference.h"
#include "core/schedule/launcher.h"
#include "core/schedule/project_editor.h"
#include "core/schedule/request_inbox.h"
#include "core/schedule/run_tail.h"
#include "core/schedule/supervisor.h"

#include <map>
#include <optional>
#include <set>

namespace rxwatt::schedule
{

/// What a supervisor knows and does; all of it on the event loop's thread.
struct Supervisor::State {
    State(const run::ProjectFolder& project, const SupervisorParts& parts, SupervisorOptions options);

    // Beginning: supervisor_start.cpp.
    [[nodiscard]] Status start();
    [[nodiscard]] Status loadRuns();
    /// Finds the workers of an earlier scheduler again, and settles those that are gone. Says how many were at work.
    [[nodiscard]] int settleActiveRuns();
    /// Brings the index up to date with what happened while nobody watched.
    [[nodiscard]] Status catchUpWithFiles();
    void catchUp(const IndexDifference& difference);
    void watchFolders();

    // Working: supervisor.cpp.
    /// Looks at everything that may have changed; called when a folder changes and every now and then.
    void look();
    void scheduleLook(base::Seconds delay);
    bool serveRequests();
    void followActiveRuns();
    void carryOut();
    void carryOutOne(const Decision& decision);
    void saveRun(const SaveRun& decision);
    void tellTroubles();
    void onSignal(int signal);
    void endWhenDone();

    [[nodiscard]] bool endsWhenEmpty() const { return m_options.untilEmpty || !m_options.only.empty(); }

    [[nodiscard]] bool isDone() const;
    [[nodiscard]] SupervisorSummary summary() const;
    /// Of the runs asked for by name, how many are not over; says why.
    [[nodiscard]] int tellWhatWasNotWorked() const;

    // Workers: supervisor_workers.cpp.
    void launch(const LaunchRun& decision);
    void launchFailed(const RunId& id, const LaunchFailure& failure);
    /// Follows a run from now on, and watches its folder.
    void track(const RunId& id);
    /// Takes a run's worker over where one has the run that is not on record; false where none has it.
    bool adopt(const RunId& id);
    /// Looks after workers that are known only by the lock that they hold.
    void lookAfterUnwatched();
    void onWorkerEnd(const RunId& id, const ProcessEnd& end);

    // Reading and writing: supervisor_files.cpp.
    /// Takes in what a run's worker wrote; false where the index could not be written.
    bool follow(const RunId& id, RunTail& tail);
    [[nodiscard]] Result<RunTail::Outcome> readSome(const RunId& id, RunTail& tail);
    [[nodiscard]] Status readToTheEnd(const RunId& id, RunTail& tail);
    bool followToTheEnd(const RunId& id, int attempt);
    void writeFailed(const Error& error);
    void retryLateWrites();

    /// Whether the work must wait until the project can be written to.
    [[nodiscard]] bool isBlocked() const { return m_blockedSince || m_editor.waitsForProject() || !m_behind.empty(); }

    run::ProjectFolder m_project;
    SupervisorParts m_parts;
    SupervisorOptions m_options;
    bool m_network;
    Queue m_queue;
    ProjectEditor m_editor;
    RequestInbox m_inbox;
    std::optional<FolderWatcher> m_watcher;
    /// Runs at work.
    std::map<RunId, RunTail> m_tails;
    /// Runs at work whose workers no process of this machine stands for, only a lock that is held.
    std::set<RunId> m_unwatched;
    /// Runs whose events could not be read.
    std::set<RunId> m_unreadable;
    /// Runs over whose last events or exit record could not be taken in yet, with their attempts.
    std::map<RunId, int> m_behind;
    /// How runs ended that were worked on.
    std::map<RunId, run::RunState> m_outcomes;
    bool m_stopping = false;
    /// When look() is called next.
    std::optional<base::Seconds> m_nextLook;
    base::Seconds m_lastLook{-1};
    /// Since when the project cannot be written to, and why.
    std::optional<base::Seconds> m_blockedSince;
    std::optional<base::Seconds> m_lastRetry;
    Error m_blockedBy;
    std::optional<Error> m_fatal;
};

} // namespace rxwatt::schedule
