// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/files.h"
#include "core/energy/power_source.h"

#include <filesystem>

namespace rxwatt::energy
{

/// RAPL's energy counters through the kernel's powercap tree (Intel, AMD Zen): <sysfs>/class/powercap.
class PowercapSource final : public PowerSource
{
public:
    /// `sysfs` stands in for /sys in tests.
    explicit PowercapSource(std::filesystem::path sysfs);

    [[nodiscard]] std::string_view name() const override { return "powercap"; }

    [[nodiscard]] Probe probe() override;

    [[nodiscard]] const std::vector<Zone>& zones() const override { return m_zones; }

    void read(std::span<Reading> readings) override;

private:
    struct Counter {
        std::filesystem::path file;
        base::FileDescriptor descriptor;
    };

    void addZone(const std::filesystem::path& folder);
    [[nodiscard]] static Reading readCounter(Counter& counter);

    std::filesystem::path m_sysfs;
    std::vector<Zone> m_zones;
    std::vector<Counter> m_counters;
    int m_unreadable = 0;
};

} // namespace rxwatt::energy
