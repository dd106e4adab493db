// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schedule/folder_watcher.h"
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
    void catchUpWithFiles();
    void watchFolders();

    // Working: supervisor.cpp.
    /// Looks at everything that may have changed; called when a folder changes and every now and then.
    void look();
    void scheduleLook(base::Seconds delay);
    void serveRequests();
    void followActiveRuns();
    void carryOut();
    void carryOutOne(const Decision& decision);
    void saveRun(const SaveRun& decision);
    void launch(const LaunchRun& decision);
    void onWorkerEnd(const RunId& id, const ProcessEnd& end);
    void onSignal();
    void endWhenDone();
    [[nodiscard]] bool isDone() const;
    [[nodiscard]] SupervisorSummary summary() const;

    // Reading and writing: supervisor_files.cpp.
    /// Takes in what a run's worker wrote; false where the index could not be written.
    bool follow(const RunId& id, RunTail& tail);
    [[nodiscard]] Status readToTheEnd(const RunId& id, RunTail& tail);
    bool followToTheEnd(const RunId& id, int attempt);
    void writeFailed(const Error& error);
    void retryLateWrites();

    [[nodiscard]] bool isBlocked() const { return m_editor.hasLateWrites() || !m_behind.empty(); }

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
    base::Seconds m_lastRetry{0};
    Error m_blockedBy;
    std::optional<Error> m_fatal;
};

} // namespace rxwatt::schedule
