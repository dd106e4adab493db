// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace rxwatt::worker
{

struct InferOptions {
    std::filesystem::path weights;
    std::filesystem::path input;
    std::filesystem::path out;
    std::string device = "auto";
    int threads = 0;
    bool json = false;
};

struct BenchOptions {
    std::vector<std::string> cases;
    std::vector<std::string> work;
    int threads = 0;
    int repeats = 5;
    double seconds = 2;
    std::string device = "cpu";
    int batch = 0;
    std::string precision = "fp32";
    bool energy = false;
    bool json = true;
};

// Each prints its result on standard output and returns the exit code.

[[nodiscard]] int inferCommand(const InferOptions& options);
[[nodiscard]] int doctorCommand(bool json);
[[nodiscard]] int benchCommand(const BenchOptions& options);

} // namespace rxwatt::worker
