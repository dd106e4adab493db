// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/bridge/progress_tails.h"

#include "core/run/event_tail.h"

#include <sys/stat.h>

namespace rxwatt::bridge
{

void ProgressTails::follow(const std::vector<RunId>& runs)
{
    std::map<RunId, Tail> tails;
    for (const RunId& id : runs) {
        const auto known = m_tails.find(id);
        tails.emplace(id, known != m_tails.end() ? known->second : Tail());
    }
    m_tails = std::move(tails);
}

void ProgressTails::look(const run::ProjectFolder& folder)
{
    for (auto& [id, tail] : m_tails) {
        const std::filesystem::path file = folder.runFolder(id).eventsFile();
        struct stat properties = {};
        if (::stat(file.c_str(), &properties) != 0) {
            continue;
        }
        const std::int64_t changedNs =
            std::int64_t{properties.st_mtim.tv_sec} * 1'000'000'000 + properties.st_mtim.tv_nsec;
        if (properties.st_size == tail.size && changedNs == tail.changedNs) {
            continue;
        }
        if (Result<std::optional<run::ProgressEvent>> progress = run::lastProgress(file)) {
            tail = {properties.st_size, changedNs, *progress ? *progress : tail.last};
        }
    }
}

RunProgress ProgressTails::progress() const
{
    RunProgress progress;
    for (const auto& [id, tail] : m_tails) {
        if (tail.last) {
            progress.emplace(id, *tail.last);
        }
    }
    return progress;
}

} // namespace rxwatt::bridge
