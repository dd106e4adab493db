// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/model/model_config.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace rxwatt::training
{

/// A network with its grid and batch whose speed is measured.
struct BenchmarkCase {
    std::string name;
    model::ModelConfig model;
    model::ModelShape shape;
    int batchSlots = 1;
};

/// "full" (the published network at 312 × 14, 4 slots a batch) and "narrow" (a quarter of its width, multiplier 1, 6
/// resource blocks, 16 slots a batch); two antennas, 8 bits.
[[nodiscard]] std::vector<BenchmarkCase> benchmarkCases();

struct BenchmarkSettings {
    /// Names of cases, and of work: "training-step" (forward, masked loss, backward, AdamW, on one batch) and
    /// "inference". All where empty.
    std::vector<std::string> cases;
    std::vector<std::string> work;
    int threads = 1;
    int repeats = 5;
    /// Of one repeat, at least.
    double seconds = 2;
    std::string device = "cpu";
};

struct BenchmarkFigure {
    std::string work;
    std::string caseName;
    int batchSlots = 0;
    /// Of each repeat.
    std::vector<double> slotsPerSecond;
};

struct BenchmarkReport {
    int threads = 0;
    /// From the start of the process to the end of its first training step; null where none was made.
    std::optional<double> firstStepSeconds;
    /// The most memory that the process has ever held (VmHWM). For one case's memory measure it alone.
    std::int64_t peakMemoryBytes = 0;
    std::vector<BenchmarkFigure> figures;
};

/// Measures in this process, case after case.
[[nodiscard]] Result<BenchmarkReport> measureNetworks(const BenchmarkSettings& settings);

/// {"peer": "RxWatt", "version" (of Torch), "threads", "start_s", "peak_memory_bytes", "results": [{"name", "case",
/// "batch_slots", "repeats": […]}]}: what resources/peers/torch_peer.py prints too.
[[nodiscard]] Json toJson(const BenchmarkReport& report);

} // namespace rxwatt::training
