// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/index_difference.h"

#include <algorithm>
#include <system_error>

namespace rxwatt::schedule
{

namespace fs = std::filesystem;

namespace
{

/// Whether whole lines lie behind what was taken in, or what was taken in is not there any more.
bool lacksEvents(const fs::path& eventsFile, std::uint64_t taken)
{
    std::error_code absent;
    const auto size = fs::file_size(eventsFile, absent);
    if (absent ? taken == 0 : size == taken) {
        return false;
    }
    const Result<run::EventBatch> behind = run::readEvents(eventsFile, taken);
    return behind && (behind->fromBeginning || behind->nextOffset != taken);
}

std::optional<IndexDifference::Kind> differenceOf(const run::RunFolder& folder, const run::IndexedRun* indexed,
                                                  const run::StateRecord& state)
{
    if (indexed == nullptr) {
        return IndexDifference::Kind::unknown;
    }
    if (indexed->state != state) {
        return IndexDifference::Kind::state;
    }
    if (!run::isActive(state.state) && lacksEvents(folder.eventsFile(), indexed->eventOffset)) {
        return IndexDifference::Kind::events;
    }
    return std::nullopt;
}

} // namespace

Result<std::vector<IndexDifference>> compareIndex(const run::ProjectFolder& project,
                                                  const std::map<RunId, run::IndexedRun>& index,
                                                  const StateSource& stateOf)
{
    RXWATT_ASSIGN(const std::vector<RunId> inFolders, project.runIds());
    std::vector<IndexDifference> differences;
    for (const RunId& id : inFolders) {
        const std::optional<run::StateRecord> state = stateOf(id);
        const auto indexed = index.find(id);
        const run::IndexedRun* known = indexed != index.end() ? &indexed->second : nullptr;
        if (const auto kind = state ? differenceOf(project.runFolder(id), known, *state) : std::nullopt) {
            differences.push_back({id, *kind});
        }
    }
    for (const auto& [id, indexed] : index) {
        if (!std::binary_search(inFolders.begin(), inFolders.end(), id)) {
            differences.push_back({id, IndexDifference::Kind::ghost});
        }
    }
    return differences;
}

} // namespace rxwatt::schedule
