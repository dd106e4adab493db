// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/run/energy_record.h"
#include "core/run/run_folder.h"

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace rxwatt::training
{

/// A base power that another run took.
struct SharedBase {
    run::BasePower base;
    std::string run;
    double ageS = 0;
};

/// What a base power must be of to stand for a run's own.
struct BaseConditions {
    std::string machine; ///< "host, device"
    std::vector<std::string> sensors;
    double maxAgeS = 0;
    /// Seconds at rest that it was taken from.
    double leastDurationS = 0;
};

/// The newest base power that a run beside `own` took itself, before or after its work, under the same conditions: an
/// open device context takes power, and other sensors see other parts. Looks into the runs that wrote last alone, so
/// that it takes no time in a project of many.
[[nodiscard]] std::optional<SharedBase> freshBase(const run::RunFolder& own, const BaseConditions& conditions,
                                                  std::chrono::system_clock::time_point now);

} // namespace rxwatt::training
