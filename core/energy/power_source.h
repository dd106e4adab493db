// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/energy/zone.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rxwatt::energy
{

/// Whether a source can be read here.
struct Probe {
    bool available = false;
    /// Why not, in a sentence; empty where it is available and complete.
    std::string reason;
    /// The exact command that mends it; empty where nothing does.
    std::string fix;

    bool operator==(const Probe&) const = default;
};

/// One kind of sensor of this machine. Used by one thread at a time.
class PowerSource
{
public:
    PowerSource() = default;
    PowerSource(const PowerSource&) = delete;
    PowerSource& operator=(const PowerSource&) = delete;
    virtual ~PowerSource() = default;

    /// "powercap", "perf", "nvml", "hwmon", "battery", "ina3221", "estimate".
    [[nodiscard]] virtual std::string_view name() const = 0;
    /// Looks for zones and opens what reading takes; may be called again after something changed.
    [[nodiscard]] virtual Probe probe() = 0;
    /// What the last probe found; whether they count among other sources' is SensorSet's word.
    [[nodiscard]] virtual const std::vector<Zone>& zones() const = 0;
    /// One reading for each zone, in their order. A zone that cannot be read any more is invalid; it may come back.
    virtual void read(std::span<Reading> readings) = 0;
};

} // namespace rxwatt::energy
