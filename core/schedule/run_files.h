// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/files.h"
#include "core/run/project.h"
#include "core/schedule/queue.h"

namespace rxwatt::schedule
{

/// Puts a run into the queue as its folder says.
[[nodiscard]] Status loadRun(const run::ProjectFolder& project, const RunId& id, Queue& queue);
/// Loads the runs that these needs name, and those that they need in turn. Where one cannot be loaded, the queue says
/// that it is missing.
void loadNeeded(const run::ProjectFolder& project, std::vector<WeightsNeed> needs, Queue& queue);
/// Refuses (`busy`) while a worker has the run: its files must not be moved away under it.
[[nodiscard]] Status expectNoWorker(const run::ProjectFolder& project, const RunId& id);
/// The queue's own record; a new project has none.
[[nodiscard]] Result<run::QueueRecord> readQueueRecord(const run::ProjectFolder& project);
/// What a worker that has ended left behind: its exit record, if it is this attempt's, and whether it made progress.
[[nodiscard]] WorkerEnd readWorkerEnd(const run::RunFolder& folder, int attempt);

/// Sets aside what earlier attempts left, so that the next one starts from the beginning: into previous/<number>/ of
/// the run's folder. Specification, notes and state stay.
[[nodiscard]] Status setResultsAside(const run::RunFolder& folder);
/// Moves a run's folder to the project's trash.
[[nodiscard]] Status moveToTrash(const run::ProjectFolder& project, const RunId& id);
/// Moves it back and gives the state that it has then: as it was, but paused where it would start by itself. Refuses
/// where a run of that id is there, and where its files cannot be read.
[[nodiscard]] Result<run::StateRecord> moveFromTrash(const run::ProjectFolder& project, const RunId& id);

} // namespace rxwatt::schedule
