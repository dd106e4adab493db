// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/ui/endurance/watched_application.h"

namespace rxwatt::test
{

/// A day of training, hurried: runs at work whose points come in a process of its own as a scheduler brings them, and
/// the real window that follows them.
struct Day {
    /// Of training; each run does some steps in a second.
    int seconds = 86'400;
    /// Updates that the window sees in all.
    int updates = 4'320;
    /// Growth of the resident memory behind the warm-up that is too much; 0 judges nothing.
    double maxGrowthMb = 0;
};

/// Prints the resident memory at the start, every tenth and at the end. Returns an exit code: 1 where it grew too much.
int runDay(WatchedApplication& application, const Day& day);

/// The other process: for each line of its input, a number of seconds, it puts so much into the runs of a project.
int runFeeder(const char* folder);

} // namespace rxwatt::test
