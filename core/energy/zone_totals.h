// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/energy/sample_meter.h"

namespace rxwatt::energy
{

/// What zones took since the first sample: each, and all that count together.
class ZoneTotals
{
public:
    struct Total {
        Joules energy;
        Seconds covered;
        std::int64_t gaps = 0;

        /// Over what is covered; none where nothing is.
        [[nodiscard]] std::optional<Watts> power() const
        {
            return covered.value > 0 ? std::optional(energy / covered) : std::nullopt;
        }
    };

    ZoneTotals(std::span<const Zone> zones, Seconds period);

    void take(const Sample& sample);

    [[nodiscard]] const Total& counted() const { return m_totals.front(); }

    [[nodiscard]] const Total& zone(std::size_t index) const { return m_totals[index + 1]; }

    [[nodiscard]] Seconds duration() const { return m_duration; }

private:
    void add(std::size_t index, const std::optional<Joules>& energy, Seconds duration);

    SampleMeter m_meter;
    std::vector<Total> m_totals; ///< of what counts, then of each zone
    std::vector<bool> m_inGap;
    Seconds m_duration;
};

} // namespace rxwatt::energy
