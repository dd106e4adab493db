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
    explicit SensorSet(std::vector<std::unique_ptr<PowerSource>> sources, bool preferPlatform = false);

    [[nodiscard]] const std::vector<Source>& sources() const { return m_states; }

    /// Of all sources one after another; `counted` is decided here.
    [[nodiscard]] const std::vector<Zone>& zones() const { return m_zones; }

    /// Reads, `pause` apart, until no counter stands still, for `longest` at most: those that stand (see StandingZones)
    /// do not count, and others may in their place. Then `reads` times, to count counters that are one and the same
    /// under several names once (see MirroredZones). Takes no time where there is no counter.
    void examine(int reads = 12, Seconds pause = Seconds{0.01}, Seconds longest = Seconds{2});

    /// Into one reading for each of zones().
    void read(std::span<Reading> readings);

    /// Whether any zone counts.
    [[nodiscard]] bool isReadable() const;
    /// Whether an energy counter or a power sensor counts: an estimate alone measures nothing.
    [[nodiscard]] bool canMeasure() const;

    /// What a person must know of what counts: that it is an estimate, that the processor is missing, mirrored dies.
    [[nodiscard]] const std::vector<std::string>& warnings() const { return m_warnings; }

private:
    void findStanding(Seconds pause, Seconds longest);
    void findMirrors(int reads, Seconds pause);
    /// Marks the zones that add up, of those that do not stand still.
    void decide();
    void tellOfStanding(const std::vector<Zone>& before);
    void warn();

    std::vector<std::unique_ptr<PowerSource>> m_sources;
    std::vector<Source> m_states;
    std::vector<Zone> m_zones;
    std::vector<bool> m_stands; ///< one a zone
    bool m_prefersPlatform = false;
    std::vector<std::string> m_warnings;
};

/// The sensors of this machine, examined. $RXWATT_SYSFS_ROOT stands in for /sys, $RXWATT_PROCFS_ROOT for /proc,
/// $RXWATT_NVML for NVIDIA's library. The estimate stands in where no sensor counts.
[[nodiscard]] SensorSet machineSensors(EstimateConfig estimate = {}, bool preferPlatform = false);

} // namespace rxwatt::energy
