// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/analysis/ber.h"
#include "core/base/result.h"

namespace rxwatt::analysis
{

/// How two receivers compare on the same slots.
struct PairedDifference {
    std::int64_t slots = 0;
    /// BER of the first less BER of the second: negative where the first is better.
    double difference = 0;
    /// 95 % interval by slot (Student's t on the slots' differences); −1 to 1 with fewer than two slots.
    double low = -1;
    double high = 1;

    /// Whether the interval leaves out "no difference".
    [[nodiscard]] bool significant() const { return low > 0 || high < 0; }
};

/// Compares two receivers slot by slot: what both lose in the same fades cancels. The slots must be the same: as many,
/// and each with as many bits in both.
[[nodiscard]] Result<PairedDifference> comparePaired(std::span<const SlotErrors> first,
                                                     std::span<const SlotErrors> second);

} // namespace rxwatt::analysis
