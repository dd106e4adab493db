// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/run/energy_record.h"
#include "core/training/power_meter.h"

#include <atomic>
#include <functional>
#include <optional>

namespace rxwatt::training
{

struct InferencePlan {
    run::BasePower base;
    /// Slots of a forward pass: inferences.
    int batchSlots = 1;
    /// Of each window; long enough for many updates of every counter.
    double windowS = 2;
    /// All windows together; when it is over, what is there is taken, settled or not.
    double maxS = 60;
};

/// Energy of one inference in a steady state: forward passes (`infer` makes one and returns when it is done) in windows
/// of equal length, as many as it takes until the 95 % interval, high − low, is under 5 % of the value or the time is
/// over. In each window: (counter difference − base power · duration) / inferences. The interval is Student's over the
/// windows, widened by what the median of the base power is uncertain by. Windows with a gap do not count. An estimate
/// has no interval and is not repeated. None where nothing could be read, or where it was stopped.
[[nodiscard]] std::optional<run::InferenceEnergy> measureInference(const InferencePlan& plan, PowerMeter& meter,
                                                                   const std::function<void()>& infer,
                                                                   const std::atomic<bool>& stop);

/// Standard error of a base power: of a median, from its MAD, as if samples were independent and normal.
[[nodiscard]] double standardErrorOf(const run::BasePower& base);

} // namespace rxwatt::training
