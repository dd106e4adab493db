// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/machine.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sched.h>
#include <unistd.h>

namespace rxwatt::cli
{

namespace
{

/// The value behind "key : " in the kernel's text files; empty where there is none.
std::string valueIn(const std::string& file, const std::string& key)
{
    std::ifstream stream(file);
    std::string line;
    while (std::getline(stream, line)) {
        const std::size_t colon = line.find(':');
        if (line.starts_with(key) && colon != std::string::npos) {
            const std::size_t begin = line.find_first_not_of(" \t", colon + 1);
            return begin == std::string::npos ? "" : line.substr(begin);
        }
    }
    return {};
}

/// A line of /proc/meminfo, given there in kB, in GiB.
double memoryOf(const std::string& key)
{
    return std::strtod(valueIn("/proc/meminfo", key).c_str(), nullptr) / (1024.0 * 1024.0);
}

} // namespace

int usableCores()
{
    cpu_set_t set;
    CPU_ZERO(&set);
    if (::sched_getaffinity(0, sizeof(set), &set) != 0) {
        return std::max(1, static_cast<int>(::sysconf(_SC_NPROCESSORS_ONLN)));
    }
    return std::max(1, CPU_COUNT(&set));
}

Machine thisMachine()
{
    Machine machine;
    machine.processor = valueIn("/proc/cpuinfo", "model name");
    machine.cores = static_cast<int>(::sysconf(_SC_NPROCESSORS_ONLN));
    machine.usableCores = usableCores();
    machine.memoryGib = memoryOf("MemTotal");
    machine.freeMemoryGib = memoryOf("MemAvailable");
    std::error_code error;
    const std::filesystem::path folder = std::filesystem::temp_directory_path(error);
    machine.temporaryFolder = error ? "missing" : folder.string();
    machine.temporaryFolderWritable = !error && ::access(folder.c_str(), W_OK) == 0;
    return machine;
}

} // namespace rxwatt::cli
