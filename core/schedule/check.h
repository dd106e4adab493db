// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/run/journal.h"
#include "core/run/project.h"

#include <functional>
#include <string>
#include <vector>

namespace rxwatt::schedule
{

enum class Severity { note, warning, error };

[[nodiscard]] std::string_view nameOf(Severity severity);

/// Something about a project that a person should know.
struct Finding {
    Severity severity = Severity::note;
    /// The file, as seen from the project's folder.
    std::string where;
    /// What is wrong and what to do.
    std::string what;

    bool operator==(const Finding&) const = default;
};

/// Reads every file of a project: specifications, states, events, exit records, the headers of weight files, leftovers
/// of writes that were cut short, and states that contradict each other. Changes nothing.
[[nodiscard]] Result<std::vector<Finding>> checkProject(const run::ProjectFolder& project);

/// Whether an index says what the folders say.
[[nodiscard]] Result<std::vector<Finding>> checkIndex(const run::ProjectFolder& project,
                                                      const std::map<RunId, run::IndexedRun>& index);

/// Told how many of a project's runs have been taken in; an error ends the work.
using FillProgress = std::function<Status(std::size_t done, std::size_t all)>;

/// Puts all runs of a project into an empty journal. Runs that cannot be read are left out and reported.
[[nodiscard]] Result<std::vector<Finding>> fillJournal(const run::ProjectFolder& project, run::RunJournal& journal,
                                                       const FillProgress& progress = {});

} // namespace rxwatt::schedule
