// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/energy/estimate_source.h"
#include "core/energy/power_source.h"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace rxwatt::energy
{

/// All power sources of a machine together, and which of their zones add up to its power. Used by one thread at a time.
class SensorSet
{
public:
    struct Source {
        std::string name;
        Probe probe;
    };

    SensorSet() = default;
    /// Probes all of them.
    explicit SensorSet(std::vector<std::unique_ptr<PowerSource>> sources);

    [[nodiscard]] const std::vector<Source>& sources() const { return m_states; }

    /// Of all sources one after another; `counted` is decided here.
    [[nodiscard]] const std::vector<Zone>& zones() const { return m_zones; }

    /// Into one reading for each of zones().
    void read(std::span<Reading> readings);

    /// Whether any zone counts.
    [[nodiscard]] bool isReadable() const;
    /// Whether an energy counter or a power sensor counts: an estimate alone measures nothing.
    [[nodiscard]] bool canMeasure() const;

private:
    std::vector<std::unique_ptr<PowerSource>> m_sources;
    std::vector<Source> m_states;
    std::vector<Zone> m_zones;
};

/// Marks the zones that add up: packages with the memory beside them, accelerators. Parts of a package, the platform
/// beside its packages, and a second view of a package that is there already do not. Estimates count where nothing else
/// does.
void decideWhatCounts(std::vector<Zone>& zones);

/// The sensors of this machine; `$RXWATT_SYSFS_ROOT` stands in for /sys. The estimate stands in where none counts.
[[nodiscard]] SensorSet machineSensors(EstimateConfig estimate = {});

} // namespace rxwatt::energy
