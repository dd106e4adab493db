// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "core/base/result.h"

#include <string>
#include <vector>

namespace rxwatt::cli
{

/// One thing measured; more is better where the unit is a rate.
struct Measurement {
    std::string name;
    double value = 0;
    std::string unit;
};

struct BenchSettings {
    int threads = 1;
    /// Seconds for each measurement, at least.
    double seconds = 2;
    /// Pairs of a comparison with a peer.
    int repeats = 5;
};

/// Slots a second of the simulator alone and down to LS-linear's logits: 26 resource blocks, 1 × 2 antennas, 256-QAM,
/// TDL-A.
[[nodiscard]] Result<std::vector<Measurement>> benchGeneration(const BenchSettings& settings);
[[nodiscard]] Result<std::vector<Measurement>> benchLsLinear(const BenchSettings& settings);
/// Events taken in a second, and how long what a table of 100,000 runs asks for takes: pages, ids in order, counts and
/// all rows.
[[nodiscard]] Result<std::vector<Measurement>> benchStore();
/// `work` is "training-step" or "inference"; measured by the worker, for the full-size and a narrow network.
[[nodiscard]] Result<std::vector<Measurement>> benchNetwork(const std::string& work, const BenchSettings& settings);

/// A comparison with the same network in PyTorch over paired repeats, each side's slots a second.
struct PeerComparison {
    std::string name; ///< "inference full, 16 slots"
    std::string peer; ///< "eager" or "frozen"
    std::vector<double> ours;
    std::vector<double> peers;
    /// Ours over what the machine's matrix products would allow, pair by pair; empty where that is not known.
    std::vector<double> ofRoofline;

    /// Ours over the peer's, pair by pair.
    [[nodiscard]] std::vector<double> ratios() const;
};

/// 0 of nothing.
[[nodiscard]] double medianOf(std::vector<double> values);

[[nodiscard]] Result<std::vector<PeerComparison>> comparePeers(const std::string& work, const BenchSettings& settings);

} // namespace rxwatt::cli
