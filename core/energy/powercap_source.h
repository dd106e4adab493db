// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/energy/power_source.h"
#include "core/energy/sensor_file.h"

#include <filesystem>

namespace rxwatt::energy
{

/// RAPL's energy counters through the kernel's powercap tree (Intel, AMD Zen): <sysfs>/class/powercap.
class PowercapSource final : public PowerSource
{
public:
    /// `sysfs` stands in for /sys in tests, `proc` for /proc.
    explicit PowercapSource(std::filesystem::path sysfs, std::filesystem::path proc = "/proc");

    [[nodiscard]] std::string_view name() const override { return "powercap"; }

    [[nodiscard]] Probe probe() override;

    [[nodiscard]] const std::vector<Zone>& zones() const override { return m_zones; }

    void read(std::span<Reading> readings) override;

private:
    void addZone(const std::filesystem::path& folder);
    [[nodiscard]] Probe reasonForNone() const;

    std::filesystem::path m_sysfs;
    std::filesystem::path m_proc;
    std::vector<Zone> m_zones;
    std::vector<SensorFile> m_counters;
    int m_unreadable = 0;
};

} // namespace rxwatt::energy
