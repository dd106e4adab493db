// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/run/journal.h"
#include "core/run/project.h"
#include "core/schedule/queue.h"
#include "core/schedule/requests.h"

#include <map>
#include <utility>

namespace rxwatt::schedule
{

/// What a person should know about one run's folder.
struct RunTrouble {
    RunId id;
    std::string text;
    /// Whether the folder has vanished, so that the run is out of the queue and the index.
    bool gone = false;
};

/// Changes a project: its files first, then the index. Used by the scheduler for requests, and by whoever edits a
/// project that no scheduler has open. Hold the project's lock.
class ProjectEditor
{
public:
    ProjectEditor(const run::ProjectFolder& project, run::RunJournal& journal, Queue& queue, const base::Clock& clock);

    /// Carries a request out. What the queue then decides (states to save, workers to stop) is for the caller to do.
    [[nodiscard]] Reply apply(const Request& request);

    /// Writes a run's state: its file, then the index. What cannot be written is remembered for flush(). An error means
    /// that the project as a whole cannot be written to; what ails only this run's folder is among the troubles.
    [[nodiscard]] Status saveRun(const RunId& id);
    [[nodiscard]] Status saveQueue(const run::QueueRecord& record);
    /// Puts a run into the index anew, without its events: for runs that the index does not know or knows wrongly.
    /// False where the run's files have a trouble; errors as of saveRun().
    [[nodiscard]] Result<bool> reindex(const RunId& id);
    /// Takes a run that has no folder out of the index.
    [[nodiscard]] Status forget(const RunId& id);

    /// Tries again what could not be written. Errors as of saveRun().
    [[nodiscard]] Status flush();
    /// Whether the project can be written to; the error says why not.
    [[nodiscard]] Status probe() const;

    [[nodiscard]] bool hasLateWrites() const { return !m_lateRuns.empty() || m_lateQueue.has_value(); }

    /// Whether anything waits for the project to be written to, runs with a trouble of their own left out.
    [[nodiscard]] bool waitsForProject() const;

    [[nodiscard]] bool isLate(const RunId& id) const { return m_lateRuns.contains(id); }

    /// Why this run's folder cannot be written to while others can.
    [[nodiscard]] std::optional<Error> troubleOf(const RunId& id) const;

    /// Troubles that are new since the last call.
    [[nodiscard]] std::vector<RunTrouble> takeTroubles() { return std::exchange(m_troubles, {}); }

    [[nodiscard]] Moment moment() const;

private:
    /// What the index still has to be told of a run; each holds those before it.
    enum class Late { state, notes, everything };

    struct LateRun {
        Late what = Late::state;
        /// Of this run alone.
        std::optional<Error> trouble;
    };

    [[nodiscard]] Reply addRuns(const Request& request);
    [[nodiscard]] Result<RunId> addRun(const run::RunSpec& spec);
    [[nodiscard]] Status applyTo(const RunId& id, const Request& request);
    [[nodiscard]] Reply reorderRuns(const Request& request);
    [[nodiscard]] Status startOver(const RunId& id);
    [[nodiscard]] Status remove(const RunId& id);
    [[nodiscard]] Status restore(const RunId& id);
    [[nodiscard]] Status changeMeta(const RunId& id, const MetaChange& change);
    /// Reads a run's events and its exit record into the index, from where that is.
    [[nodiscard]] Status takeInEvents(const RunId& id);
    void remember(const RunId& id, Late late);
    /// These are true where it was done, false where a trouble of the run kept them from it.
    [[nodiscard]] Result<bool> write(const RunId& id, const run::StateRecord& record);
    [[nodiscard]] Result<bool> putNotes(const RunId& id, const run::StateRecord& record);
    /// Tells what ails a run (false) from what ails the project (an error).
    [[nodiscard]] Result<bool> judge(const RunId& id, const Error& error);
    [[nodiscard]] bool hasVanished(const RunId& id) const;

    const run::ProjectFolder& m_project;
    run::RunJournal& m_journal;
    Queue& m_queue;
    const base::Clock& m_clock;
    double m_lastOrder = 0;
    std::map<RunId, LateRun> m_lateRuns;
    std::vector<RunTrouble> m_troubles;
    std::optional<run::QueueRecord> m_lateQueue;
};

} // namespace rxwatt::schedule
