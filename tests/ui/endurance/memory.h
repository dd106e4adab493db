// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <fstream>
#include <string>

namespace rxwatt::test
{

/// A line of /proc/self/status in megabytes: "VmRSS" resident now, "VmHWM" at most so far.
inline double memoryMb(const std::string& line)
{
    std::ifstream status("/proc/self/status");
    for (std::string text; std::getline(status, text);) {
        if (text.starts_with(line + ":")) {
            return std::stod(text.substr(line.size() + 1)) / 1024;
        }
    }
    return 0;
}

} // namespace rxwatt::test
