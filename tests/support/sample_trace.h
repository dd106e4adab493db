// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>

namespace rxwatt::test
{

/// What a made-up power trace is of.
struct SampleTrace {
    double baseW = 41;
    double trainingW = 73;
    double trainingS = 120;
    double validateEveryS = 30;
    /// Whether it was killed while it trained: no end, and nothing behind it.
    bool isAtWork = false;
    /// A stretch in the middle of the training in which the memory's counter could not be read.
    double gapS = 0;
    /// By the machine's load instead of counters.
    bool isEstimated = false;
    /// It begins so much later than others: another attempt.
    double laterS = 0;
    unsigned seed = 1;
};

/// The trace of a machine with a package, the memory beside it and its cores, ten times a second: a rest, the phases of
/// a run, a rest. Nothing here was measured.
void writeSampleTrace(const std::filesystem::path& powerFolder, const SampleTrace& what);

} // namespace rxwatt::test
