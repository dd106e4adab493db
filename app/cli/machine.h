// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace rxwatt::cli
{

/// What rxwatt finds on the machine that it runs on.
struct Machine {
    std::string processor;
    int cores = 1;
    /// Cores that this process may use.
    int usableCores = 1;
    double memoryGib = 0;
    double freeMemoryGib = 0;
    std::string temporaryFolder;
    bool temporaryFolderWritable = false;
};

[[nodiscard]] Machine thisMachine();

/// Cores that this process may use: what threads default to.
[[nodiscard]] int usableCores();

} // namespace rxwatt::cli
