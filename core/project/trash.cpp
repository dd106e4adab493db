// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/trash.h"

#include "core/base/clock.h"
#include "core/schedule/resolve.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <sys/stat.h>
#include <tuple>

namespace rxwatt::project
{

Result<std::vector<TrashedRun>> trashedRuns(const run::ProjectFolder& project)
{
    Result<std::vector<std::filesystem::directory_entry>> entries = base::entriesOf(project.trashFolder());
    if (!entries && entries.error().kind == ErrorKind::notFound) {
        return std::vector<TrashedRun>();
    }
    RXWATT_TRY(entries);
    std::vector<TrashedRun> found;
    for (const std::filesystem::directory_entry& entry : *entries) {
        const std::string id = entry.path().filename().string();
        struct stat status = {};
        if (!base::isRunId(id) || ::lstat(entry.path().c_str(), &status) != 0 || !S_ISDIR(status.st_mode)) {
            continue;
        }
        if (const Result<run::RunMeta> meta = run::RunFolder(entry.path()).readMeta()) {
            const auto changed = std::chrono::system_clock::from_time_t(status.st_mtime);
            found.push_back({RunId{id}, meta->name, base::toIsoTime(changed)});
        }
    }
    std::sort(found.begin(), found.end(), [](const TrashedRun& a, const TrashedRun& b) {
        return std::tie(b.trashedAt, a.id) < std::tie(a.trashedAt, b.id);
    });
    return found;
}

Result<RunId> findTrashedRun(const std::vector<TrashedRun>& trash, std::string_view text)
{
    std::vector<schedule::KnownRun> known;
    for (const TrashedRun& run : trash) {
        known.push_back({.id = run.id, .name = run.name});
    }
    Result<RunId> found = schedule::resolveRun(text, known);
    if (found || found.error().kind != ErrorKind::notFound) {
        return found;
    }
    constexpr std::size_t shown = 10;
    std::string there = trash.empty() ? "it is empty" : "it has";
    for (std::size_t i = 0; i < std::min(shown, trash.size()); ++i) {
        there += fmt::format("{} {} ({})", i == 0 ? "" : ",", trash[i].id.text, base::inQuotes(trash[i].name));
    }
    return fail(ErrorKind::notFound, fmt::format("no run in the trash has the name or the id {}; {}{}",
                                                 base::inQuotes(text), there, trash.size() > shown ? ", …" : ""));
}

} // namespace rxwatt::project
