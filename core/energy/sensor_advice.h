// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/energy/sensor_set.h"

#include <string>
#include <vector>

namespace rxwatt::energy
{

/// What to tell a person about one source of power.
struct SensorAdvice {
    std::string source;
    /// What it is and whether it can be read here.
    std::string sentence;
    bool available = false;
    /// The command that makes it readable; empty where nothing does, and where another source reads the same already.
    std::string fix;

    bool operator==(const SensorAdvice&) const = default;
};

/// One for each source, in their order.
[[nodiscard]] std::vector<SensorAdvice> sensorAdvice(const SensorSet& sensors);
/// Which zones add up to this machine's power and of which quality, in a sentence.
[[nodiscard]] std::string sensorSummary(const SensorSet& sensors);

} // namespace rxwatt::energy
