// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/project/open_project.h"

#include <cstdint>
#include <QString>
#include <vector>

namespace rxwatt::bridge
{

/// What the whole queue is doing, for the status bar and the queue's buttons.
struct QueueStatus {
    /// Somebody works the queue: this program's scheduler or one of a terminal.
    bool atWork = false;
    /// Who, as the lock's holder wrote it.
    QString holder;
    bool paused = false;
    QString pauseReason;
    /// Queued and waiting runs.
    int queued = 0;
    /// Runs that a worker is, or may be, at work on.
    int active = 0;
    /// Failed and timed out runs.
    int failed = 0;

    bool operator==(const QueueStatus&) const = default;
};

/// Reads the lock and the queue's record into a status. What cannot be read stays as it was.
void readQueue(const run::ProjectFolder& folder, QueueStatus& status);
/// Counts the runs of the index into a status; returns those at work.
[[nodiscard]] Result<std::vector<RunId>> countRuns(const store::RunReader& reader, QueueStatus& status);

/// What tells whether a project's files are other ones than before: cheap enough for every second.
struct ProjectStamps {
    struct File {
        std::uint64_t inode = 0;
        std::int64_t size = -1;
        std::int64_t changedNs = 0;

        bool operator==(const File&) const = default;
    };

    File project;
    File database;
    File log;
    /// The project's own processors.
    File processors;

    bool operator==(const ProjectStamps&) const = default;
};

[[nodiscard]] ProjectStamps stampsOf(const run::ProjectFolder& folder);

} // namespace rxwatt::bridge
