// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/phy/receiver.h"
#include "core/phy/simulator.h"

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

namespace rxwatt::phy
{

struct BerSettings {
    LinkConfig link;
    std::string receiver = "ls-linear"; ///< as makeReceiver knows them
    std::vector<double> sinrDb;         ///< one point each
    std::uint64_t slots = 100;          ///< a point
    std::uint64_t seed = 1;
    int threads = 1;
    /// Fixes modulation and DM-RS symbols where the link has lists; its SINR is not used.
    SlotOverrides overrides;
};

/// Errors come in bursts (a slot fades as a whole), so they are kept by slot.
struct BerPoint {
    double sinrDb = 0;
    std::vector<ErrorCount> slots; ///< by slot index

    [[nodiscard]] ErrorCount total() const;
};

/// Slots done so far, of all points together, and how many there are. Called on the caller's thread.
using SlotProgress = std::function<void(std::uint64_t done, std::uint64_t total)>;

/// Bit errors of a classical receiver, points in the order of the settings, from slots 0, 1, … of the stream
/// `simulation`: the same slots at every SINR and for every receiver, and the same counts whatever the threads. Errors:
/// settings out of range, and ErrorKind::cancelled when `stop` asks for it.
[[nodiscard]] Result<std::vector<BerPoint>> simulateBer(const BerSettings& settings, const SlotProgress& progress = {},
                                                        std::stop_token stop = {});

} // namespace rxwatt::phy
