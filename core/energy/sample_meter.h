// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/energy/zone_meter.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace rxwatt::energy
{

/// All zones of a machine at one moment, raw.
struct Sample {
    /// CLOCK_MONOTONIC: of every duration.
    std::int64_t monotonicNs = 0;
    /// Since 1970 in UTC: to put traces beside each other.
    std::int64_t wallNs = 0;
    /// The machine slept since the sample before: what it took meanwhile is not known.
    bool slept = false;
    std::vector<Reading> readings; ///< one a zone

    bool operator==(const Sample&) const = default;
};

/// What a sample adds to the one before it.
struct SampleEnergy {
    Seconds duration;
    /// Of all zones that count; none is a gap: a part of the machine is not the machine.
    std::optional<Joules> total;
    std::vector<std::optional<Joules>> zones;
};

/// Samples into energies, alike where they are taken and where they are read again from a trace.
class SampleMeter
{
public:
    /// `period` is that of the samples: others come sooner, beside it; later ones only where the sampler was held up.
    SampleMeter(std::span<const Zone> zones, Seconds period);

    /// None for the first. Valid until the next call.
    [[nodiscard]] const SampleEnergy* take(const Sample& sample);

private:
    std::vector<ZoneMeter> m_meters;
    SampleEnergy m_energy;
    std::int64_t m_lastNs = 0;
    bool m_hasCounted = false;
    bool m_hasLast = false;
};

} // namespace rxwatt::energy
