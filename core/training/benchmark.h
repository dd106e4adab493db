// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/model/model_config.h"
#include "core/network/machine_rates.h"
#include "core/training/power_meter.h"

#include <array>
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
    /// Of a training step.
    int batchSlots = 1;
};

/// Of inferences: many together, and one as a receiver gets it.
inline constexpr std::array<int, 2> inferenceBatches = {16, 1};

/// "full" (the published network at 312 × 14, 4 slots a training batch) and "narrow" (a quarter of its width,
/// multiplier 1, 6 resource blocks, 16 slots a training batch); two antennas, 8 bits.
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
    /// Slots a batch, of all work; each case's own where 0.
    int batchSlots = 0;
    /// "fp32" or, on a GPU, "bf16": how activations are kept there.
    std::string precision = "fp32";
    /// Where it is not null, what a slot takes in joules is measured, too.
    PowerMeter* meter = nullptr;
};

struct BenchmarkFigure {
    std::string work;
    std::string caseName;
    int batchSlots = 0;
    /// Of each repeat.
    std::vector<double> slotsPerSecond;
    /// Of each call of all repeats, in ascending order.
    std::vector<double> seconds;
    /// Of each repeat, of the whole of what the sensors count; empty where nothing was read.
    std::vector<double> joulesPerSlot;
    run::Quality quality = run::Quality::estimated;
    /// What a slot takes by the layers' counts: 2 a MAC, and three times an inference's for a training step.
    double flopPerSlot = 0;
};

struct BenchmarkReport {
    int threads = 0;
    /// From the start of the process to the end of its first training step; null where none was made.
    std::optional<double> firstStepSeconds;
    /// The most memory that the process has ever held (VmHWM). For one case's memory measure it alone.
    std::int64_t peakMemoryBytes = 0;
    /// What this machine's cores can do; null where a GPU was measured.
    std::optional<network::MachineRates> rates;
    std::vector<BenchmarkFigure> figures;
};

/// Measures in this process, case after case.
[[nodiscard]] Result<BenchmarkReport> measureNetworks(const BenchmarkSettings& settings);

/// {"peer": "RxWatt", "version" (of Torch), "threads", "start_s", "peak_memory_bytes", "roofline": {"flop_per_s",
/// "bytes_per_s"}, "results": [{"name", "case", "batch_slots", "flop_per_slot", "repeats": […], "latency_ms": {"p50",
/// "p95", "p99"}, "joules_per_slot": […], "quality"}]}, the last two where a sensor was read;
/// resources/peers/torch_peer.py prints the same without what is the machine's and the model's.
[[nodiscard]] Json toJson(const BenchmarkReport& report);

} // namespace rxwatt::training
