// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/rebuild_index.h"

#include "core/schedule/client.h"
#include "core/store/sqlite_journal.h"

namespace rxwatt::project
{

using schedule::Finding;

Result<std::vector<Finding>> rebuildIndex(const run::ProjectFolder& folder, const schedule::FillProgress& progress)
{
    RXWATT_ASSIGN(const base::FileLock lock, schedule::lockProject(folder, "rebuild"));
    std::vector<Finding> findings;
    const auto fill = [&](run::RunJournal& journal) -> Status {
        RXWATT_ASSIGN(findings, schedule::fillJournal(folder, journal, progress));
        return {};
    };
    RXWATT_TRY(store::replaceDatabase(folder.databaseFile(), fill));
    return findings;
}

bool isCuredByRebuild(std::string_view message)
{
    // Whoever finds such an index says so to the person as well.
    return message.find("rxwatt check --rebuild") != std::string_view::npos;
}

} // namespace rxwatt::project
