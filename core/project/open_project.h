// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/run/project.h"
#include "core/schedule/client.h"
#include "core/schedule/resolve.h"
#include "core/store/run_reader.h"

#include <string>
#include <vector>

namespace rxwatt::project
{

/// A project opened for reading: its folder and its index.
struct OpenProject {
    run::ProjectFolder folder;
    store::RunReader reader;
};

[[nodiscard]] Result<OpenProject> openProject(const std::string& path);

/// Opens the project's index for writing, once its lock is held.
[[nodiscard]] schedule::JournalFactory journalOf(const run::ProjectFolder& folder);

/// All runs in the order of the queue.
[[nodiscard]] Result<std::vector<store::RunSummary>> allRuns(const store::RunReader& reader);

[[nodiscard]] Result<std::vector<schedule::KnownRun>> knownRuns(const store::RunReader& reader);
/// The run that a person means by an id, a unique prefix or an unambiguous name.
[[nodiscard]] Result<RunId> findRun(const store::RunReader& reader, const std::string& text);
/// The same for several, each once, in the order given.
[[nodiscard]] Result<std::vector<RunId>> findRuns(const store::RunReader& reader,
                                                  const std::vector<std::string>& texts);

/// Whether the queue is paused, and why.
[[nodiscard]] Result<run::QueueRecord> queueOf(const run::ProjectFolder& folder);

/// Asks the project's queue for something; fails where nothing of it was done.
[[nodiscard]] Result<schedule::Reply> request(const run::ProjectFolder& folder, const schedule::Request& request);

} // namespace rxwatt::project
