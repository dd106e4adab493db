// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/run/event.h"
#include "core/run/project.h"

#include <cstdint>
#include <map>
#include <vector>

namespace rxwatt::bridge
{

/// The latest progress event of each run at work.
using RunProgress = std::map<RunId, run::ProgressEvent>;

/// Follows the progress of runs at work in their own files, which tell it sooner than the index.
class ProgressTails
{
public:
    /// The runs at work from now on.
    void follow(const std::vector<RunId>& runs);

    [[nodiscard]] bool isIdle() const { return m_tails.empty(); }

    /// Looks at the files that have changed since.
    void look(const run::ProjectFolder& folder);
    [[nodiscard]] RunProgress progress() const;

private:
    struct Tail {
        std::int64_t size = -1;
        std::int64_t changedNs = 0;
        std::optional<run::ProgressEvent> last;
    };

    std::map<RunId, Tail> m_tails;
};

} // namespace rxwatt::bridge
