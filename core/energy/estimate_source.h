// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/energy/power_source.h"
#include "core/run/spec.h"

#include <filesystem>
#include <optional>

namespace rxwatt::energy
{

struct EstimateConfig {
    run::PowerEstimate law = run::PowerEstimate::cubic;
    /// Of the processor; none takes 4 W a thread, as CodeCarbon does for one that it does not know.
    std::optional<Watts> tdp;
    /// What the processor takes at least; none is as the law says.
    std::optional<Watts> idle;
    /// Stands in for /proc in tests.
    std::filesystem::path proc = "/proc";
};

/// Power from load and rated power, with the laws of CodeCarbon (mlco2/codecarbon): cubic TDP · (0.1 + 0.9 · load³),
/// linear TDP · load, half the TDP; and its rule for memory: 5 W a module, at least 10 W, modules guessed from the
/// size. Always an estimate.
class EstimateSource final : public PowerSource
{
public:
    explicit EstimateSource(EstimateConfig config);

    [[nodiscard]] std::string_view name() const override { return "estimate"; }

    [[nodiscard]] Probe probe() override;

    [[nodiscard]] const std::vector<Zone>& zones() const override { return m_zones; }

    void read(std::span<Reading> readings) override;

private:
    struct Ticks {
        double busy = 0;
        double all = 0;
    };

    [[nodiscard]] std::optional<Ticks> readTicks() const;
    /// Of all processors since the last reading, 0 to 1.
    [[nodiscard]] std::optional<double> load();

    EstimateConfig m_config;
    Watts m_tdp;
    Watts m_memory;
    std::optional<Ticks> m_last;
    double m_load = 0;
    std::vector<Zone> m_zones;
};

/// Power of a processor at a load of 0 to 1.
[[nodiscard]] Watts estimatedPower(run::PowerEstimate law, Watts tdp, double load);
/// CodeCarbon's rule for x86: modules by the memory's size, 5 W each with discounts for many, at least 10 W.
[[nodiscard]] Watts estimatedMemoryPower(double gigabytes);

} // namespace rxwatt::energy
