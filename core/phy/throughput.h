// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/phy/link_config.h"

#include <chrono>
#include <cstdint>
#include <string>

namespace rxwatt::phy
{

/// What is timed: slots alone, or slots and a classical receiver's logits of them.
struct ThroughputConfig {
    LinkConfig link;
    std::string receiver; ///< as makeReceiver names them; empty: generation alone
    int threads = 1;
    std::chrono::duration<double> duration{1};
};

struct Throughput {
    std::uint64_t slots = 0;
    double seconds = 0;

    [[nodiscard]] double slotsPerSecond() const { return seconds > 0 ? static_cast<double>(slots) / seconds : 0; }
};

/// Works on all threads for about the duration, after one untimed slot on each. Errors: a link that is not valid, an
/// unknown receiver, less than one thread.
[[nodiscard]] Result<Throughput> measureThroughput(const ThroughputConfig& config);

} // namespace rxwatt::phy
