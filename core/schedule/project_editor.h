// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/run/journal.h"
#include "core/run/project.h"
#include "core/schedule/queue.h"
#include "core/schedule/requests.h"

#include <map>

namespace rxwatt::schedule
{

/// Changes a project: its files first, then the index. Used by the scheduler for requests, and by whoever edits a
/// project that no scheduler has open. Hold the project's lock.
class ProjectEditor
{
public:
    ProjectEditor(const run::ProjectFolder& project, run::RunJournal& journal, Queue& queue, const base::Clock& clock);

    /// Carries a request out. What the queue then decides (states to save, workers to stop) is for the caller to do.
    [[nodiscard]] Reply apply(const Request& request);

    /// Writes a run's state: its file, then the index. What cannot be written is remembered for flush().
    [[nodiscard]] Status saveRun(const RunId& id, const run::StateRecord& record);
    [[nodiscard]] Status saveQueue(const run::QueueRecord& record);
    /// Puts a run into the index anew, without its events: for runs that the index does not know or knows wrongly.
    [[nodiscard]] Status reindex(const RunId& id);

    /// Tries again what could not be written.
    [[nodiscard]] Status flush();

    [[nodiscard]] bool hasLateWrites() const { return !m_lateRuns.empty() || m_lateQueue.has_value(); }

    [[nodiscard]] bool isLate(const RunId& id) const { return m_lateRuns.contains(id); }

    [[nodiscard]] Moment moment() const;

private:
    /// What the index still has to be told of a run.
    enum class Late { state, everything };

    [[nodiscard]] Reply addRuns(const Request& request);
    [[nodiscard]] Result<RunId> addRun(const run::RunSpec& spec);
    [[nodiscard]] Status applyTo(const RunId& id, const Request& request);
    [[nodiscard]] Status startOver(const RunId& id);
    [[nodiscard]] Status remove(const RunId& id);
    [[nodiscard]] Status changeMeta(const RunId& id, const MetaChange& change);
    void loadNeeded(const std::vector<WeightsNeed>& needs);
    [[nodiscard]] Status writeState(const RunId& id, Late late);

    const run::ProjectFolder& m_project;
    run::RunJournal& m_journal;
    Queue& m_queue;
    const base::Clock& m_clock;
    double m_lastOrder = 0;
    std::map<RunId, Late> m_lateRuns;
    std::optional<run::QueueRecord> m_lateQueue;
};

} // namespace rxwatt::schedule
