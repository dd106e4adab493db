// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/energy/power_source.h"

#include <atomic>
#include <cstdint>
#include <utility>

namespace rxwatt::test
{

/// A source whose counters a test sets.
class FakeSource final : public energy::PowerSource
{
public:
    explicit FakeSource(std::vector<energy::Zone> zones, std::atomic<std::uint64_t>* counter = nullptr)
        : m_zones(std::move(zones)), m_counter(counter)
    {
    }

    [[nodiscard]] std::string_view name() const override { return "fake"; }

    [[nodiscard]] energy::Probe probe() override { return {!m_zones.empty(), m_zones.empty() ? "none" : "", ""}; }

    [[nodiscard]] const std::vector<energy::Zone>& zones() const override { return m_zones; }

    void read(std::span<energy::Reading> readings) override
    {
        for (energy::Reading& reading : readings) {
            reading = {m_counter != nullptr ? m_counter->load() : 0,
                       m_counter != nullptr && m_counter->load() != broken};
        }
    }

    /// A counter that cannot be read.
    static constexpr std::uint64_t broken = ~std::uint64_t{0};

private:
    std::vector<energy::Zone> m_zones;
    std::atomic<std::uint64_t>* m_counter;
};

inline energy::Zone zoneOf(const std::string& path, energy::ZoneScope scope, const std::string& name)
{
    energy::Zone zone;
    zone.source = "fake";
    zone.path = path;
    zone.name = name;
    zone.scope = scope;
    return zone;
}

} // namespace rxwatt::test
