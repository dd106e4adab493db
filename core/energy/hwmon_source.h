// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/energy/power_source.h"
#include "core/energy/sensor_file.h"

#include <filesystem>

namespace rxwatt::energy
{

/// Power (µW) and energy (µJ) sensors of the kernel's hardware monitoring: graphics cards, meters of the board, supply
/// rails. <sysfs>/class/hwmon; INA3221 chips are another source's.
class HwmonSource final : public PowerSource
{
public:
    explicit HwmonSource(std::filesystem::path sysfs) : m_sysfs(std::move(sysfs)) {}

    [[nodiscard]] std::string_view name() const override { return "hwmon"; }

    [[nodiscard]] Probe probe() override;

    [[nodiscard]] const std::vector<Zone>& zones() const override { return m_zones; }

    void read(std::span<Reading> readings) override;

private:
    void addChip(const std::filesystem::path& folder);
    bool addChannel(const std::filesystem::path& folder, const std::string& chip, const std::string& channel,
                    bool isFirst);

    std::filesystem::path m_sysfs;
    std::vector<Zone> m_zones;
    std::vector<SensorFile> m_files;
    int m_unreadable = 0;
};

} // namespace rxwatt::energy
