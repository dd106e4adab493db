// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/energy/trace.h"
#include "core/energy/trace_writer.h"
#include "tests/core/energy/fake_source.h"
#include "tests/support/temporary_folder.h"

#include <gtest/gtest.h>

#include <functional>
#include <random>

namespace rxwatt::test
{

/// Later than everything in a trace.
inline constexpr std::int64_t allTime = 9'000'000'000'000'000'000;

/// A machine whose package takes what a function says (watts at a time), read from a counter that wraps at 262 kJ, as
/// RAPL's; the memory beside it takes a fifth.
class KnownMachine
{
public:
    explicit KnownMachine(std::function<double(double)> watts, double periodS = 0.1)
        : m_watts(std::move(watts)), m_periodS(periodS)
    {
    }

    static std::vector<energy::Zone> zones()
    {
        std::vector<energy::Zone> zones = {zoneOf("0", energy::ZoneScope::package, "package-0"),
                                           zoneOf("1", energy::ZoneScope::dram, "dram"),
                                           zoneOf("2", energy::ZoneScope::core, "core")};
        for (energy::Zone& zone : zones) {
            zone.range = range;
        }
        zones[2].counted = false;
        return zones;
    }

    /// Of the next moment. Times are those of an uneven clock, as a sampler's.
    energy::Sample next()
    {
        const double step = m_periodS * std::uniform_real_distribution<double>(0.98, 1.02)(m_random);
        m_joules += m_watts(m_time + step / 2) * step;
        m_time += step;
        energy::Sample sample;
        sample.monotonicNs = begin + static_cast<std::int64_t>(1e9 * m_time);
        sample.wallNs = wallBegin + static_cast<std::int64_t>(1e9 * m_time);
        sample.readings = {counter(m_joules), counter(m_joules / 5), counter(m_joules / 2)};
        return sample;
    }

    /// What package and memory took together.
    [[nodiscard]] double counted() const { return m_joules * 1.2; }

    [[nodiscard]] double time() const { return m_time; }

    static constexpr std::int64_t begin = 5'000'000'000'000;
    static constexpr std::int64_t wallBegin = 1'760'000'000'000'000'000;
    static constexpr std::uint64_t range = 262'143'328'850;

private:
    static energy::Reading counter(double joules)
    {
        constexpr std::uint64_t atFirst = range - 50'000'000; // wraps after 50 J
        return {(atFirst + static_cast<std::uint64_t>(1e6 * joules)) % range, true};
    }

    std::function<double(double)> m_watts;
    double m_periodS;
    double m_time = 0;
    double m_joules = 0;
    std::mt19937_64 m_random{1};
};

inline energy::TraceHead headOf(std::vector<energy::Zone> zones)
{
    energy::TraceHead head;
    head.zones = std::move(zones);
    return head;
}

/// Of all intervals, one after another, what a query over them must give.
inline energy::PowerSpan bruteForce(const std::vector<energy::PowerSpan>& intervals, std::int64_t beginNs,
                                    std::int64_t endNs)
{
    energy::PowerSpan sum;
    bool first = true;
    for (const energy::PowerSpan& interval : intervals) {
        if (interval.beginNs >= beginNs && interval.endNs <= endNs) {
            sum = std::exchange(first, false) ? interval : joined(sum, interval);
        }
    }
    return sum;
}

} // namespace rxwatt::test
