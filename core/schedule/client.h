// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/files.h"
#include "core/run/journal.h"
#include "core/run/project.h"
#include "core/schedule/requests.h"

#include <functional>
#include <memory>

namespace rxwatt::schedule
{

/// Opens the project's index for writing; called with the project's lock held.
using JournalFactory = std::function<Result<std::unique_ptr<run::RunJournal>>()>;

/// Takes the project's lock; `busy` names who holds it. `role` is "scheduler", "edit" …
[[nodiscard]] Result<base::FileLock> lockProject(const run::ProjectFolder& project, std::string_view role);

/// Carries a request out: at once where nobody holds the project, else by leaving it for the scheduler and waiting for
/// the answer (`busy` where none comes within 5 s; the request is then withdrawn). An error is why nothing was done;
/// a reply may still hold refusals of single runs.
[[nodiscard]] Result<Reply> submit(const run::ProjectFolder& project, const Request& request,
                                   const JournalFactory& openJournal);

} // namespace rxwatt::schedule
