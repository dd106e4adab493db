// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/run/journal.h"
#include "core/run/project.h"

#include <functional>
#include <map>
#include <optional>
#include <vector>

namespace rxwatt::schedule
{

/// A run of which the index says something else than the folders.
struct IndexDifference {
    enum class Kind {
        unknown, ///< the index does not know it
        ghost,   ///< it has no folder
        state,   ///< the index has another state of it
        events   ///< the index has not taken in all of its events, or other ones
    };

    RunId id;
    Kind kind = Kind::unknown;

    bool operator==(const IndexDifference&) const = default;
};

/// What a run's folder says of its state; none where that is not known, and then it is not compared.
using StateSource = std::function<std::optional<run::StateRecord>(const RunId& id)>;

/// Compares an index with the folders: one difference a run. Events of runs at work are left out, since they are always
/// behind.
[[nodiscard]] Result<std::vector<IndexDifference>> compareIndex(const run::ProjectFolder& project,
                                                                const std::map<RunId, run::IndexedRun>& index,
                                                                const StateSource& stateOf);

} // namespace rxwatt::schedule
